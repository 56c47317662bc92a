"""May somebody be put on call there, on that day? What the actions of the rota all check."""

from datetime import date, datetime
from uuid import UUID

from steadyhand.business.dealership.calendars import CalendarUnusable
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.rota.after_hours import duty_day
from steadyhand.business.dealership.rota.reading import PersonOnCall, hours_of, people_for_rota
from steadyhand.shared.actor import Actor


def the_branch(by: Actor, branch_id: UUID) -> Branch:
    """Return the branch, locked: of two who change its rota at the same moment the second sees what the first did.

    Raises:
        CannotRunItSo: it isn't one of the actor's.
    """
    branch = Branch.objects.visible_to(by).select_for_update(of=("self",)).filter(id=branch_id).first()
    if branch is None:
        raise CannotRunItSo("This branch isn't one of yours; choose another.")
    return branch


def the_person(by: Actor, branch_id: UUID, user_id: UUID) -> PersonOnCall:
    """Return who is to be on call.

    Raises:
        CannotRunItSo: they don't work at this branch, or not in a role that goes out or sends somebody.
    """
    found = next((person for person in people_for_rota(by, branch_id) if person.id == user_id), None)
    if found is None:
        raise CannotRunItSo("Somebody chosen doesn't work at this branch any more; choose among those listed.")
    return found


def check_not_over(branch: Branch, day: date, *, now: datetime) -> None:
    """Refuse to change who was on call.

    Raises:
        CannotRunItSo: the day's duty is over, or the branch's hours can't be counted by.
    """
    try:
        today = duty_day(hours_of(branch.tenant_id, branch.id, around=now), now)
    except CalendarUnusable as problem:
        raise CannotRunItSo(str(problem)) from problem
    if day < today:
        raise CannotRunItSo(f"{day:%A} {day.day} {day:%B} is over: who was on call then stays as it was.")
