"""May a branch or a calendar be described so? What adding and changing both check."""

from uuid import UUID

from steadyhand.business.dealership.described import CannotRunItSo, DescribedBranch, DescribedCalendar
from steadyhand.business.dealership.models import Branch, Calendar
from steadyhand.shared.actor import Actor
from steadyhand.shared.working_hours import (
    BadHours,
    HolidaysUnknown,
    WorkingCalendar,
    public_holidays,
    weekly_from_json,
)

# A year in which every country's holidays are known: whether there are any is the question, not which.
ANY_YEAR = 2026


def check_branch(by: Actor, branch: DescribedBranch, *, apart_from: UUID | None = None) -> None:
    """Refuse a branch that can't work.

    Raises:
        CannotRunItSo: its code is taken, its calendar isn't one of the dealership's, or its zone is unknown.
    """
    same_code = Branch.objects.of(by.tenant_id).filter(code=branch.code)
    if taken := next((row for row in same_code if row.id != apart_from), None):
        raise CannotRunItSo(
            f"The code {branch.code} is {taken.name}'s; choose another, such as three letters of the city."
        )
    calendar = Calendar.objects.of(by.tenant_id).filter(id=branch.calendar_id).first()
    if calendar is None:
        raise CannotRunItSo("There is no such calendar; choose one from the list.")
    try:
        # The one place that knows zones is the working calendar; this branch's hours are read in its own zone.
        WorkingCalendar(branch.zone, weekly_from_json(calendar.weekly))
    except BadHours as problem:
        raise CannotRunItSo(str(problem)) from problem


def check_calendar(by: Actor, calendar: DescribedCalendar, *, apart_from: UUID | None = None) -> None:
    """Refuse hours that can't be meant.

    Raises:
        CannotRunItSo: the name is taken, the zone or the holidays unknown, or the hours unreadable or never open.
    """
    same_name = Calendar.objects.of(by.tenant_id).filter(name=calendar.name)
    if any(row.id != apart_from for row in same_name):
        raise CannotRunItSo(
            f"There is a calendar named {calendar.name} already; change that one, or name this another way."
        )
    try:
        WorkingCalendar(calendar.zone, weekly_from_json(dict(calendar.weekly)))
        if calendar.holidays_of:
            country, _, region = calendar.holidays_of.partition("-")
            public_holidays(country, region or None, [ANY_YEAR])
    except (BadHours, HolidaysUnknown) as problem:
        raise CannotRunItSo(str(problem)) from problem
