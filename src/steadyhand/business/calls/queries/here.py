"""Where does a visit stand, and what else could be done there? What "do it now" asks first."""

from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.calls.visit_in_hand import is_own_visit
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Here:
    """Where somebody is. `is_own`: it is this person who goes there."""

    state: VisitState
    is_own: bool
    branch_id: UUID
    technician_id: UUID | None
    contact_id: UUID | None
    customer_id: UUID | None
    site_id: UUID | None
    machine_id: UUID | None


@dataclass(frozen=True, slots=True)
class CallHere:
    """Another call, as planning it needs it."""

    id: UUID
    number: str
    version: int
    state: CallState
    customer_id: UUID | None
    site_id: UUID | None
    machine: str


def where_visit_is(by: Actor, visit_id: UUID) -> Here | None:
    """Return where a visit is; None where the actor can't see it."""
    visit = Visit.objects.visible_to(by).select_related("call", "technician").filter(id=visit_id).first()
    if visit is None:
        return None
    return Here(
        state=VisitState(visit.state),
        is_own=is_own_visit(visit, by),
        branch_id=visit.call.branch_id,
        technician_id=visit.technician_id,
        contact_id=visit.call.contact_id,
        customer_id=visit.call.customer_id,
        site_id=visit.call.site_id,
        machine_id=visit.call.machine_id,
    )


def call_here(by: Actor, call_id: UUID) -> CallHere | None:
    """Return a call to plan; None where the actor can't see it."""
    call = Call.objects.visible_to(by).select_related("machine__model").filter(id=call_id).first()
    if call is None:
        return None
    return CallHere(
        id=call.id,
        number=call.ref,
        version=call.version,
        state=CallState(call.state),
        customer_id=call.customer_id,
        site_id=call.site_id,
        machine=str(call.machine.model or call.machine) if call.machine else call.said_about_machine,
    )
