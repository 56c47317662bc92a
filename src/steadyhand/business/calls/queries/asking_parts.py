"""Whose call is it that a part is asked for, and who goes there?"""

from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.shared.actor import Actor


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
