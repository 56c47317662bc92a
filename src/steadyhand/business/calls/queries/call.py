"""Everything about one call: what was said, where it stands, its visits, and who did what when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from steadyhand.business.calls.models import Call, Code, PartUsed, Visit
from steadyhand.business.calls.rules import CallState, CallType, Urgency, VisitState, WaitingFor
from steadyhand.business.calls.standing import CallNotThere
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How
from steadyhand.shared.history import changes_of


@dataclass(frozen=True, slots=True)
class KnownTime:
    """A moment of a visit, and how it came to be known."""

    what: str
    at: datetime
    how: How


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """One trip for the call."""

    id: UUID
    number: int
    version: int
    state: VisitState
    technician_id: UUID | None
    technician: str
    planned_for: datetime | None
    planned_minutes: int
    times: tuple[KnownTime, ...]
    cause: str
    correction: str
    parts: tuple[str, ...]
    told_customer: str
    stays_inside: str
    next_step: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of who did what when."""

    at: datetime
    who: str
    verb: str
    why: str
    was: dict[str, Any]
    became: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CallFacts:
    """One call. Ids lead to other pages; everything else is for reading."""

    id: UUID
    number: str
    version: int
    state: CallState
    waiting_for: WaitingFor | None
    call_type: CallType
    urgency: Urgency
    branch_id: UUID
    branch: str
    # By this clock its customer lives.
    zone: str
    customer_id: UUID | None
    customer: str
    site_id: UUID | None
    site: str
    address: str
    machine_id: UUID | None
    machine: str
    stands_where: str
    contact_id: UUID | None
    contact: str
    contact_phone: str
    caller_name: str
    caller_phone: str
    said_about_machine: str
    problem: str
    problem_code: str
    purchase_order: str
    taken_at: datetime
    taken_at_how: How
    taken_by: str
    respond_by: datetime | None
    closed_at: datetime | None
    cancelled_because: str
    visits: tuple[VisitFacts, ...]
    history: tuple[HistoryEntry, ...]

    @property
    def is_caller_known(self) -> bool:
        return self.customer_id is not None

    @property
    def first_arrival(self) -> datetime | None:
        """When somebody first was there, as far as anybody said so."""
        arrivals = [
            time.at
            for visit in self.visits
            for time in visit.times
            if time.what == "arrived" and time.how is not How.DEFAULTED
        ]
        return min(arrivals, default=None)

    @property
    def visit_to_change(self) -> VisitFacts | None:
        """The visit that is planned or under way, if there is one."""
        return next((visit for visit in reversed(self.visits) if not visit.state.is_over), None)


def call_facts(by: Actor, call_id: UUID) -> CallFacts | None:
    """Return one call, or None where the actor can't see it. Four queries, however many visits there were."""
    rows = Call.objects.visible_to(by).select_related(
        "branch", "customer", "site", "machine__model", "contact", "problem_code"
    )
    call = rows.filter(id=call_id).first()
    if call is None:
        return None
    visits = _visits(call)
    return CallFacts(
        id=call.id,
        number=call.ref,
        version=call.version,
        state=CallState(call.state),
        waiting_for=WaitingFor(call.waiting_for) if call.waiting_for else None,
        call_type=CallType(call.call_type),
        urgency=Urgency(call.urgency),
        branch_id=call.branch_id,
        branch=call.branch.name,
        zone=call.branch.zone,
        customer_id=call.customer_id,
        customer=call.customer.name if call.customer else "",
        site_id=call.site_id,
        site=str(call.site) if call.site else "",
        address=call.site.address if call.site else "",
        machine_id=call.machine_id,
        machine=machine_said(call),
        stands_where=call.machine.stands_where if call.machine else "",
        contact_id=call.contact_id,
        contact=call.contact.name if call.contact else "",
        contact_phone=(call.contact.mobile or call.contact.phone) if call.contact else "",
        caller_name=call.caller_name,
        caller_phone=call.caller_phone,
        said_about_machine=call.said_about_machine,
        problem=call.problem,
        problem_code=call.problem_code.name if call.problem_code else "",
        purchase_order=call.purchase_order,
        taken_at=call.taken_at,
        taken_at_how=How(call.taken_at_how),
        taken_by=call.taken_by,
        respond_by=call.respond_by,
        closed_at=call.closed_at if call.closed_at_how != How.DEFAULTED else None,
        cancelled_because=call.cancelled_because,
        visits=visits,
        history=_history(call, [visit.id for visit in visits]),
    )


def taken_at_of(by: Actor, call_id: UUID) -> datetime:
    """Return when the call was taken.

    Raises:
        CallNotThere: it isn't at one of the actor's branches.
    """
    taken_at = Call.objects.visible_to(by).filter(id=call_id).values_list("taken_at", flat=True).first()
    if taken_at is None:
        raise CallNotThere("There is no such call at your branches. It may have moved to another one.")
    return taken_at


def urgency_of(by: Actor, call_id: UUID) -> tuple[UUID, Urgency]:
    """Return a call's branch, and how urgent it is.

    Raises:
        CallNotThere: it isn't at one of the actor's branches.
    """
    row = Call.objects.visible_to(by).filter(id=call_id).values_list("branch_id", "urgency").first()
    if row is None:
        raise CallNotThere("There is no such call at your branches. It may have moved to another one.")
    return row[0], Urgency(row[1])


def customer_id_of(by: Actor, call_id: UUID) -> UUID | None:
    """Return whose call it is, or None where that isn't known or the actor can't see it."""
    return Call.objects.visible_to(by).filter(id=call_id).values_list("customer_id", flat=True).first()


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """A code to choose from."""

    id: UUID
    code: str
    name: str


def problem_codes(by: Actor) -> tuple[CodeChoice, ...]:
    """Return the problem codes in use, by name."""
    codes = Code.objects.of(by.tenant_id).filter(kind=Code.Kind.PROBLEM, is_retired=False).order_by("name", "code")
    return tuple(CodeChoice(*row) for row in codes.values_list("id", "code", "name"))


def machine_said(call: Call) -> str:
    """Return the machine of a call in a line: `Norvik C450 · NV000012`, or nothing."""
    if call.machine is None:
        return ""
    return f"{call.machine.model} · {call.machine}" if call.machine.model else str(call.machine)


def _visits(call: Call) -> tuple[VisitFacts, ...]:
    rows = Visit.objects.of(call.tenant_id).filter(call_id=call.id).order_by("number")
    visits = list(rows.select_related("technician", "cause_code", "correction_code"))
    used = PartUsed.objects.of(call.tenant_id).filter(visit_id__in=[visit.id for visit in visits])
    parts: dict[UUID, list[str]] = {}
    for row in used.select_related("part").order_by("part__name", "id"):
        parts.setdefault(row.visit_id, []).append(str(row))
    return tuple(
        VisitFacts(
            id=visit.id,
            number=visit.number,
            version=visit.version,
            state=VisitState(visit.state),
            technician_id=visit.technician_id,
            technician=visit.technician.name if visit.technician else "",
            planned_for=visit.planned_for,
            planned_minutes=visit.planned_minutes,
            times=_times(visit),
            cause=visit.cause_code.name if visit.cause_code else "",
            correction=visit.correction_code.name if visit.correction_code else "",
            parts=tuple(parts.get(visit.id, ())),
            told_customer=visit.told_customer,
            stays_inside=visit.stays_inside,
            next_step=visit.next_step,
        )
        for visit in visits
    )


def _times(visit: Visit) -> tuple[KnownTime, ...]:
    moments = (
        ("set off", visit.on_the_way_at, visit.on_the_way_at_how),
        ("arrived", visit.arrived_at, visit.arrived_at_how),
        ("finished", visit.finished_at, visit.finished_at_how),
    )
    return tuple(KnownTime(what, at, How(how or How.ENTERED)) for what, at, how in moments if at is not None)


def _history(call: Call, visit_ids: list[UUID]) -> tuple[HistoryEntry, ...]:
    return tuple(
        HistoryEntry(at=entry.at, who=entry.by_name, verb=entry.verb, why=entry.why, was=entry.was, became=entry.became)
        for entry in changes_of(call.tenant_id, [call.id, *visit_ids])
    )
