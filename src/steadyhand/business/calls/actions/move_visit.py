"""The plan has changed: a planned visit goes to another time, another technician, or both."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.announcing import announce_visit
from steadyhand.business.calls.hearing import call_changed
from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.planning import PlanRefused, planned_facts, technician_to_plan
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dealership.webhooks.rules import Event
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import differences, record_change


class CannotMove(PlanRefused):
    """The visit can't be moved like this; the message is for the dispatcher."""


@dataclass(frozen=True, slots=True)
class VisitMoved:
    """Where the visit was before, and the version that moving it back must name."""

    version: int
    was_with_id: UUID | None
    was_planned_for: datetime | None
    was_minutes: int


@transaction.atomic
def move_visit(
    *,
    by: Actor,
    visit_id: UUID,
    version: int,
    technician_id: UUID,
    starts_at: datetime,
    minutes: int,
    why: str = "",
    now: datetime,
) -> VisitMoved:
    """Give a planned visit another technician or time.

    Raises:
        CannotMove: somebody else was faster, the visit has begun, or time or technician don't fit.
    """
    visit = Visit.objects.visible_to(by).select_related("technician").filter(id=visit_id).first()
    if visit is None:
        raise CannotMove("There is no such visit at your branches. It may have moved to another one.")
    technician = technician_to_plan(
        by=by, technician_id=technician_id, starts_at=starts_at, minutes=minutes, now=now, refusal=CannotMove
    )
    # Two dispatchers may move it at once: one UPDATE decides, on any database.
    moved = Visit.objects.filter(**visit.where(), state=VisitState.PLANNED, version=version).update(
        technician_id=technician.id, planned_for=starts_at, planned_minutes=minutes, version=version + 1
    )
    if not moved:
        raise CannotMove(_reason(visit))
    was, became = differences(
        planned_facts(
            visit.technician.name if visit.technician else None,
            visit.technician_id,
            visit.planned_for,
            timedelta(minutes=visit.planned_minutes),
        ),
        planned_facts(technician.name, technician.id, starts_at, timedelta(minutes=minutes)),
    )
    record_change(visit, by=by, at=now, verb="moved a visit", why=why, was=was, became=became)
    announce_visit(visit, Event.VISIT_MOVED, now=now)
    call_changed(tenant_id=visit.tenant_id, call_id=visit.call_id, now=now)
    return VisitMoved(
        version=version + 1,
        was_with_id=visit.technician_id,
        was_planned_for=visit.planned_for,
        was_minutes=visit.planned_minutes,
    )


def _reason(visit: Visit) -> str:
    if visit.state != VisitState.PLANNED:
        return f"This visit is {visit.get_state_display()} and can't be moved any more."
    return "Somebody has just moved this visit; what you see now is fresh."
