"""Whose call is it that a part is asked for, and who goes there?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallType, VisitState
from steadyhand.shared.actor import Actor

# A call is over, or given up, within a month.
ANOTHER_WITHIN = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class AskingFor:
    """A call as the parts desk needs it; `technician_id` goes there, or was there last."""

    call_id: UUID
    call_number: str
    visit_id: UUID | None
    branch_id: UUID
    customer_id: UUID | None
    customer: str
    technician_id: UUID | None


def visit_asking(by: Actor, visit_id: UUID) -> AskingFor | None:
    """Return a visit's call; None where the actor can't see it. One query."""
    rows = Visit.objects.visible_to(by).filter(id=visit_id).select_related("call__customer")
    visit = rows.first()
    return None if visit is None else _asking(visit.call, visit)


def call_asking(by: Actor, call_id: UUID) -> AskingFor | None:
    """Return a call with its next visit, else its last; None where the actor can't see it. Two queries."""
    call = Call.objects.visible_to(by).filter(id=call_id).select_related("customer").first()
    if call is None:
        return None
    visits = Visit.objects.of(by.tenant_id).filter(call_id=call.id, technician__isnull=False)
    known = list(visits.exclude(state=VisitState.CANCELLED).order_by("number"))
    ahead = next((visit for visit in known if not VisitState(visit.state).is_over), None)
    return _asking(call, ahead or (known[-1] if known else None))


@dataclass(frozen=True, slots=True)
class FirstVisitOver:
    """A call's first visit, which is over."""

    visit_id: UUID
    call_id: UUID
    at: datetime


def first_visits_over(by: Actor, *, since: datetime) -> tuple[FirstVisitOver, ...]:
    """Return the first visits of corrective calls that ended since a moment and needed another one. Two queries."""
    rows = Visit.objects.visible_to(by).filter(
        number=1, call__call_type=CallType.CORRECTIVE, finished_at__gte=since, arrived_at__isnull=False
    )
    again = set(
        Visit.objects.visible_to(by)
        .filter(number=2, call__taken_at__gte=since - ANOTHER_WITHIN)
        .values_list("call_id", flat=True)
    )
    found = rows.order_by("finished_at", "id").values_list("id", "call_id", "arrived_at")
    return tuple(FirstVisitOver(*row) for row in found if row[1] in again)


def _asking(call: Call, visit: Visit | None) -> AskingFor:
    return AskingFor(
        call.id,
        call.ref,
        visit.id if visit else None,
        call.branch_id,
        call.customer_id,
        call.customer.name if call.customer else "",
        visit.technician_id if visit else None,
    )
