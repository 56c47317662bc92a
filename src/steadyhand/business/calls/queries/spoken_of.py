"""Whose call is it, and whom is somebody to speak to? What is kept of every word that is said about a call."""

from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class CallSpokenOf:
    """A call as whoever keeps a word about it needs it."""

    id: UUID
    number: str
    state: CallState
    branch_id: UUID
    customer_id: UUID | None
    customer: str
    site_id: UUID | None
    contact_id: UUID | None
    # Whom to speak to: the contact, else whoever called.
    who: str
    # "Norvik C450"; empty where the machine isn't known.
    machine: str


def call_spoken_of(by: Actor, call_id: UUID) -> CallSpokenOf | None:
    """Return a call, None where the actor can't see it. One query."""
    rows = Call.objects.visible_to(by).filter(id=call_id)
    call = rows.select_related("customer", "contact", "machine__model").first()
    if call is None:
        return None
    model = call.machine.model if call.machine else None
    return CallSpokenOf(
        id=call.id,
        number=call.ref,
        state=CallState(call.state),
        branch_id=call.branch_id,
        customer_id=call.customer_id,
        customer=call.customer.name if call.customer else "",
        site_id=call.site_id,
        contact_id=call.contact_id,
        who=call.contact.name if call.contact else call.caller_name,
        machine=f"{model.maker} {model.name}".strip() if model else "",
    )


def goes_there(by: Actor, call_id: UUID) -> bool:
    """Tell whether a visit for this call is, or was, the actor's own. One query."""
    if by.user_id is None:
        return False
    rows = Visit.objects.of(by.tenant_id).filter(call_id=call_id, technician__user_id=by.user_id)
    return rows.exclude(state=VisitState.CANCELLED).exists()


def call_of_a_visit(by: Actor, visit_id: UUID) -> UUID | None:
    """Return whose call a visit is made for; None where the actor can't see it. One query."""
    return Visit.objects.visible_to(by).filter(id=visit_id).values_list("call_id", flat=True).first()
