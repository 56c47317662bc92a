"""What may a customer see of their own call? Only this reaches pages without a password; nothing internal is in it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.models import Call, CustomerMessage, Visit
from steadyhand.business.calls.queries.attachments import photos_for_customer
from steadyhand.business.calls.rules import CallState, CallType, VisitState, WaitingFor
from steadyhand.shared.clock import How


@dataclass(frozen=True, slots=True)
class VisitSeen:
    """A visit as its customer may see it: a first name, observed or stated times, words meant for them."""

    id: UUID
    state: VisitState
    who: str
    planned_for: datetime | None
    on_the_way_at: datetime | None
    arrived_at: datetime | None
    finished_at: datetime | None
    told: str
    fixed: str
    next_step: str


@dataclass(frozen=True, slots=True)
class MessageSeen:
    """What the customer asked of us and nobody has answered yet."""

    kind: str
    words: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class CallSeen:
    """A call as its customer may see it."""

    tenant_id: UUID
    call_id: UUID
    number: str
    customer: str
    branch_phone: str
    zone: str
    call_type: CallType
    state: CallState
    waiting_for: WaitingFor | None
    machine: str
    stands_where: str
    place: str
    problem: str
    taken_at: datetime | None
    closed_at: datetime | None
    visits: tuple[VisitSeen, ...]
    messages: tuple[MessageSeen, ...]
    # Those that somebody ticked for them: (id, what it shows).
    photos: tuple[tuple[UUID, str], ...] = ()


def call_seen(tenant_id: UUID, call_id: UUID) -> CallSeen | None:
    """Return the call for whoever holds its link, in four queries."""
    calls = Call.objects.of(tenant_id).filter(id=call_id)
    call = calls.select_related("branch", "customer", "site", "machine__model").first()
    if call is None:
        return None
    visits = Visit.objects.of(tenant_id).filter(call_id=call_id).select_related("technician", "correction_code")
    asked = CustomerMessage.objects.of(tenant_id).filter(call_id=call_id, answered_at__isnull=True)
    machine = call.machine
    return CallSeen(
        tenant_id=tenant_id,
        call_id=call.id,
        number=call.ref,
        customer=call.customer.name if call.customer else "",
        branch_phone=call.branch.phone,
        zone=call.branch.zone,
        call_type=CallType(call.call_type),
        state=CallState(call.state),
        waiting_for=WaitingFor(call.waiting_for) if call.waiting_for else None,
        machine=str(machine.model or "") if machine else "",
        stands_where=machine.stands_where if machine else "",
        place=call.site.address if call.site else "",
        problem=call.problem,
        taken_at=_known(call.taken_at, call.taken_at_how),
        closed_at=_known(call.closed_at, call.closed_at_how),
        visits=tuple(_seen(visit) for visit in visits.order_by("number")),
        messages=tuple(MessageSeen(row.kind, row.words, row.sent_at) for row in asked.order_by("sent_at")),
        photos=photos_for_customer(tenant_id, call_id),
    )


def _seen(visit: Visit) -> VisitSeen:
    return VisitSeen(
        id=visit.id,
        state=VisitState(visit.state),
        who=first_name(visit.technician.name) if visit.technician else "",
        planned_for=visit.planned_for,
        on_the_way_at=_known(visit.on_the_way_at, visit.on_the_way_at_how),
        arrived_at=_known(visit.arrived_at, visit.arrived_at_how),
        finished_at=_known(visit.finished_at, visit.finished_at_how),
        told=visit.told_customer,
        fixed=visit.correction_code.plain_words if visit.correction_code else "",
        next_step=visit.next_step,
    )


def first_name(name: str) -> str:
    """Return the name to ask for; files write `Salas, Bruno` as well."""
    surname, comma, rest = name.partition(",")
    words = (rest if comma else surname).split()
    return words[0] if words else ""


def _known(at: datetime | None, how: str) -> datetime | None:
    """Leave out what stands in for nobody's word: no customer's screen shows a defaulted time."""
    return at if how in (How.OBSERVED, How.ENTERED) else None
