"""A candidate works here: their path goes on with them, and whoever is to teach them is proposed as their mentor."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.actions.hiring.first_day import move_first_day
from steadyhand.business.learning.actions.hiring.pairing import pair_for
from steadyhand.business.learning.actions.hiring.reaching import candidate_to_lead
from steadyhand.business.learning.hiring.kit import kit_from
from steadyhand.business.learning.hiring.rules import Verdict
from steadyhand.business.learning.models import Candidate, HiringDecision, PathStep
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.business.people.queries import technician_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def begin_work(
    *, by: Actor, candidate_id: UUID, technician_id: UUID, began_on: date | None = None, now: datetime
) -> str:
    """Say which technician a candidate has become; return in sentences what became of their days and their mentor.

    From now on the modules of their path stand in their learning, and its lines come due. `began_on` is their first
    day, None if it was as planned: the path's days move with it.

    Raises:
        CannotHire: not at their branches, no such technician, somebody else became them, nobody decided to hire,
            or they can't have begun on that day.
    """
    candidate = candidate_to_lead(by, candidate_id)
    technician = technician_of(by.within(LEADS), technician_id, on=today_at(by.tenant_id, now))
    if technician is None:
        raise CannotHire("This technician isn't at your branches any more: open the page anew.")
    if candidate.technician_id is not None and candidate.technician_id != technician.id:
        raise CannotHire("Somebody has said already who they have become: take that back first, if it is wrong.")
    if candidate.technician_id is not None:
        return ""
    if candidate.withdrew_at:
        raise CannotHire("They don't want the post any more: take them up again first, if they came after all.")
    latest = HiringDecision.objects.of(by.tenant_id).filter(candidate=candidate).order_by("-at", "-id").first()
    if latest is None or latest.verdict not in (Verdict.HIRE, Verdict.PATH):
        raise CannotHire("Nobody has decided to hire them: decide first, with reasons.")
    try:
        with transaction.atomic():
            Candidate.objects.filter(**candidate.where()).update(technician_id=technician.id)
    except IntegrityError as error:
        raise CannotHire(
            f"{technician.name} was another candidate: choose the technician whom this one has become."
        ) from error
    record_change(candidate, by=by, at=now, verb="candidate hired", became={"technician": technician.name})
    titles = {each.code: each.title for each in kit_from(candidate.opening.kit, "kit").criteria}
    moved = move_first_day(by, latest, began_on, now=now) if began_on else ""
    paired = pair_for(by, technician.id, _mentored(by, latest), titles, now=now)
    return " ".join(each for each in (moved, paired) if each)


def _mentored(by: Actor, decision: HiringDecision) -> Sequence[PathStep]:
    steps = PathStep.objects.of(by.tenant_id).filter(decision=decision, mentor__isnull=False, done_at__isnull=True)
    return list(steps.select_related("mentor").order_by("due_on", "id"))
