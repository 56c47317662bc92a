"""Which calls wait, for what, and what was used and said the last time? For those who can end the waiting."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from steadyhand.business.calls.models import Call, PartUsed, Visit
from steadyhand.business.calls.queries.board import who_said
from steadyhand.business.calls.queries.call import machine_said
from steadyhand.business.calls.rules import CallState, Urgency, VisitState, WaitingFor
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How

# An inbox longer than this isn't read; it says so.
MOST = 100

OPEN = [state for state in CallState if state.is_open]


@dataclass(frozen=True, slots=True)
class WaitingCall:
    """A call that can't go on without somebody, with what its last visit left."""

    id: UUID
    number: str
    waiting_for: WaitingFor | None
    urgency: Urgency
    who: str
    customer_id: UUID | None
    machine_id: UUID | None
    machine: str
    place: str
    problem: str
    taken_at: datetime
    # When its last visit ended unfinished; None where nobody knows.
    waits_since: datetime | None
    technician: str
    # What the technician wrote down as the next step, and for the house alone.
    next_step: str
    stays_inside: str
    told_customer: str
    # `2 × Fuser unit (FU-1)`
    parts_used: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LateCall:
    """A call that nobody reached within its response term."""

    id: UUID
    number: str
    urgency: Urgency
    who: str
    machine: str
    problem: str
    respond_by: datetime
    state: CallState


@dataclass(frozen=True, slots=True)
class UnknownCaller:
    """A call of which nobody has said yet whose it is."""

    id: UUID
    number: str
    who: str
    phone: str
    said_about_machine: str
    problem: str
    taken_at: datetime


def calls_waiting(by: Actor, *, waiting_for: WaitingFor | None = None, most: int = MOST) -> tuple[WaitingCall, ...]:
    """Return the waiting calls of the actor's branches, whoever waits longest first. Three queries."""
    rows = Call.objects.visible_to(by).filter(state=CallState.WAITING)
    if waiting_for is not None:
        rows = rows.filter(waiting_for=waiting_for)
    calls = list(rows.select_related("customer", "site", "machine__model").order_by("taken_at", "id")[:most])
    visits = Visit.objects.visible_to(by).filter(call_id__in=[call.id for call in calls])
    over = visits.exclude(state=VisitState.CANCELLED).select_related("technician").order_by("number")
    last = {visit.call_id: visit for visit in over}
    parts: dict[UUID, list[str]] = {}
    used = PartUsed.objects.visible_to(by).filter(visit__call_id__in=[call.id for call in calls])
    for row in used.select_related("part", "visit").order_by("visit__number", "id"):
        parts.setdefault(row.visit.call_id, []).append(f"{row.quantity} × {row.part.name} ({row.part.ref})")
    return tuple(_waiting(call, last.get(call.id), tuple(parts.get(call.id, ()))) for call in calls)


def calls_late(by: Actor, *, now: datetime, most: int = MOST) -> tuple[LateCall, ...]:
    """Return open calls past their response term that nobody has reached, the latest first."""
    # A defaulted arrival is a stand-in: it doesn't say that anybody was there.
    arrived = Visit.objects.of(by.tenant_id).filter(call_id=OuterRef("pk"), arrived_at__isnull=False)
    rows = Call.objects.visible_to(by).filter(respond_by__lt=now)
    rows = rows.exclude(Exists(arrived.exclude(arrived_at_how=How.DEFAULTED)))
    rows = rows.select_related("customer", "machine__model").order_by("respond_by", "id")
    # One question a state: asked for several at once, or for "not closed", SQLite may read every call there ever was.
    found = [call for state in OPEN for call in rows.filter(state=state)[:most]]
    found.sort(key=lambda call: (call.respond_by or now, call.id))
    return tuple(
        LateCall(
            id=call.id,
            number=call.ref,
            urgency=Urgency(call.urgency),
            who=who_said(call),
            machine=machine_said(call) or call.said_about_machine,
            problem=call.problem,
            respond_by=call.respond_by,
            state=CallState(call.state),
        )
        for call in found[:most]
        if call.respond_by is not None
    )


def callers_unknown(by: Actor, *, most: int = MOST) -> tuple[UnknownCaller, ...]:
    """Return open calls without a customer, oldest first."""
    rows = Call.objects.visible_to(by).filter(state__in=OPEN)
    rows = rows.filter(customer__isnull=True).select_related("customer").order_by("taken_at", "id")
    return tuple(
        UnknownCaller(
            id=call.id,
            number=call.ref,
            who=who_said(call),
            phone=call.caller_phone,
            said_about_machine=call.said_about_machine,
            problem=call.problem,
            taken_at=call.taken_at,
        )
        for call in rows[:most]
    )


def _waiting(call: Call, last: Visit | None, parts_used: tuple[str, ...]) -> WaitingCall:
    is_known = last is not None and last.finished_at_how != How.DEFAULTED
    return WaitingCall(
        id=call.id,
        number=call.ref,
        waiting_for=WaitingFor(call.waiting_for) if call.waiting_for else None,
        urgency=Urgency(call.urgency),
        who=who_said(call),
        customer_id=call.customer_id,
        machine_id=call.machine_id,
        machine=machine_said(call) or call.said_about_machine,
        place=str(call.site) if call.site else "",
        problem=call.problem,
        taken_at=call.taken_at,
        waits_since=last.finished_at if last and is_known else None,
        technician=last.technician.name if last and last.technician else "",
        next_step=last.next_step if last else "",
        stays_inside=last.stays_inside if last else "",
        told_customer=last.told_customer if last else "",
        parts_used=parts_used,
    )
