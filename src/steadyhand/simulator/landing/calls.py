"""Calls and their visits from happenings: held while they are open, written when they end."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from steadyhand.business.calls.actions.open_call import FIRST_NUMBER
from steadyhand.business.calls.models import Call, CustomerMessage, PartUsed, Visit
from steadyhand.business.calls.rules import CallState, VisitState, WaitingFor, standing_of
from steadyhand.imports.taking.tables import insert_tuples, moment_text
from steadyhand.simulator import happenings as h
from steadyhand.simulator.landing.ids import Ids
from steadyhand.simulator.landing.record import Record
from steadyhand.simulator.landing.sheets import Sheets

_CALL = (
    "id ref branch_id call_type state waiting_for customer_id site_id machine_id contact_id caller_name caller_phone "
    "said_about_machine problem problem_code_id urgency purchase_order taken_at taken_at_how taken_by respond_by "
    "closed_at closed_at_how cancelled_because version"
)
_VISIT = (
    "id ref call_id number state technician_id planned_for planned_minutes on_the_way_at on_the_way_at_how arrived_at "
    "arrived_at_how finished_at finished_at_how problem_code_id cause_code_id correction_code_id told_customer "
    "stays_inside next_step version"
)
_MESSAGE = ("id", "tenant_id", "call_id", "kind", "words", "sent_at", "answered_at", "answered_by")


class OutOfOrder(Exception):
    """Something happened to a call or a visit that isn't open."""


@dataclass(slots=True)
class _OpenVisit:
    planned: h.VisitPlanned
    id: str
    technician: str
    planned_for: datetime
    on_the_way_at: datetime | None = None
    arrived_at: datetime | None = None
    closed: h.VisitClosed | None = None
    state: VisitState = VisitState.PLANNED
    version: int = 1


@dataclass(slots=True)
class _OpenCall:
    taken: h.CallTaken
    id: str
    number: str
    identified: h.CallIdentified | None = None
    visits: list[_OpenVisit] = field(default_factory=list)
    state: CallState = CallState.TO_PLAN
    waiting_for: WaitingFor | None = None
    # Counted as the application's own actions count, so that both ways lead to the same row.
    version: int = 1
    closed_at: datetime | None = None
    closed_at_how: str = ""
    cancelled_because: str = ""

    def stand(self) -> None:
        standing = standing_of([visit.state for visit in self.visits])
        if (self.state, self.waiting_for) != (standing.state, standing.waiting_for):
            self.state, self.waiting_for = standing.state, standing.waiting_for
            self.version += 1


class Calls:
    """What is open now. Memory is that of the open calls, however many there ever were."""

    def __init__(self, ids: Ids, sheets: Sheets, record: Record) -> None:
        self._ids = ids
        self._sheets = sheets
        self._record = record
        self._calls = sheets.open(Call, _CALL)
        self._visits = sheets.open(Visit, _VISIT)
        self._parts = sheets.open(PartUsed, "id ref visit_id part_id quantity", called="parts used")
        self._open: dict[str, _OpenCall] = {}
        self._open_visits: dict[str, tuple[_OpenCall, _OpenVisit]] = {}
        # Customers write rarely, and a message must not be seen before its call: held until all is landed.
        self._messages: dict[str, list[Any]] = {}
        self.last_number = FIRST_NUMBER - 1

    def take(self, it: h.CallTaken) -> None:
        # Numbered as the application numbers, so that the next call somebody takes goes on from here.
        self.last_number += 1
        self._open[it.key] = _OpenCall(it, self._ids.born(it.key, it.at), str(self.last_number))

    def identify(self, it: h.CallIdentified) -> None:
        call = self._call(it.key)
        call.identified = it
        call.version += 1
        if call.closed_at is not None:
            self._put_away(call)

    def solve(self, it: h.CallSolved) -> None:
        call = self._call(it.key)
        call.version += 1
        call.waiting_for = None
        self._end(call, CallState.CLOSED, it.closed_at, it.closed_at_how)

    def cancel(self, it: h.CallCancelled) -> None:
        call = self._call(it.key)
        for visit in call.visits:
            if visit.state is VisitState.PLANNED:
                visit.state = VisitState.CANCELLED
                visit.version += 1
        call.version += 1
        call.waiting_for = None
        self._end(call, CallState.CANCELLED, it.at, "observed", because=it.because)

    def plan(self, it: h.VisitPlanned) -> None:
        call = self._call(it.call)
        visit = _OpenVisit(it, self._ids.born(it.key, it.at), it.technician, it.planned_for)
        call.visits.append(visit)
        self._open_visits[it.key] = call, visit
        call.stand()

    def move(self, it: h.VisitMoved) -> None:
        _, visit = self._visit(it.key)
        visit.technician, visit.planned_for = it.technician, it.planned_for
        visit.version += 1

    def set_out(self, it: h.TravelStarted) -> None:
        call, visit = self._visit(it.key)
        visit.on_the_way_at = it.at
        visit.state = VisitState.ON_THE_WAY
        visit.version += 1
        call.stand()

    def arrive(self, it: h.VisitArrived) -> None:
        call, visit = self._visit(it.key)
        visit.arrived_at = it.at
        visit.state = VisitState.ON_SITE
        visit.version += 1
        call.stand()

    def close(self, it: h.VisitClosed) -> None:
        call, visit = self._visit(it.key)
        visit.closed = it
        visit.technician = it.technician
        visit.state = it.outcome
        visit.version += 1
        call.stand()
        if call.state is CallState.CLOSED:
            self._end(call, CallState.CLOSED, it.finished_at, it.finished_at_how)

    def hear(self, it: h.MessageSent) -> None:
        self._messages[it.key] = [
            self._ids.passing(it.key, it.at), self._sheets.tenant_id.hex, self._ids.of(it.call), it.kind, it.words,
            moment_text(it.at), None, "",
        ]  # fmt: skip

    def answer(self, it: h.MessageAnswered) -> None:
        message = self._messages[it.key]
        message[-2:] = moment_text(it.at), it.answered_by

    def write_open(self) -> None:
        """Put what is still open on its sheets, too: the day isn't over."""
        for call in self._open.values():
            self._put(call)

    def write_messages(self) -> int:
        """Write what customers asked, now that their calls are there."""
        insert_tuples(CustomerMessage._meta.db_table, _MESSAGE, (tuple(row) for row in self._messages.values()))
        return len(self._messages)

    def _call(self, key: str) -> _OpenCall:
        if key not in self._open:
            raise OutOfOrder(f"Something happened to {key}, which isn't open: the happenings are out of order.")
        return self._open[key]

    def _visit(self, key: str) -> tuple[_OpenCall, _OpenVisit]:
        if key not in self._open_visits:
            raise OutOfOrder(f"Something happened to {key}, which isn't open: the happenings are out of order.")
        return self._open_visits[key]

    def _end(self, call: _OpenCall, state: CallState, at: datetime, how: str, *, because: str = "") -> None:
        call.state, call.closed_at, call.closed_at_how, call.cancelled_because = state, at, how, because
        # Whose call it was may come out after it has ended.
        if call.taken.customer or call.identified:
            self._put_away(call)

    def _put_away(self, call: _OpenCall) -> None:
        self._put(call)
        del self._open[call.taken.key]
        self._ids.forget(call.taken.key)

    def _put(self, call: _OpenCall) -> None:
        taken, known, of = call.taken, call.identified or call.taken, self._ids.of
        branch = self._record.branch_of[known.customer] if known.customer else taken.branch
        self._calls.add(
            (call.id, call.number, of(branch), str(taken.call_type), str(call.state), str(call.waiting_for or ""),
             self._maybe(known.customer), self._maybe(known.site), self._maybe(known.machine),
             self._maybe(known.contact), taken.caller_name, taken.caller_phone, taken.said_about_machine,
             taken.problem, self._maybe(taken.problem_code), str(taken.urgency), taken.purchase_order,
             moment_text(taken.taken_at), taken.taken_at_how, taken.taken_by, _moment(known.respond_by),
             _moment(call.closed_at), call.closed_at_how, call.cancelled_because, call.version)
        )  # fmt: skip
        for visit in call.visits:
            self._put_visit(call, visit)

    def _put_visit(self, call: _OpenCall, visit: _OpenVisit) -> None:
        planned, closed = visit.planned, visit.closed
        self._visits.add(
            (visit.id, f"{call.number}-{planned.number}", call.id, planned.number, str(visit.state),
             self._ids.of(visit.technician), moment_text(visit.planned_for), planned.planned_minutes,
             *(self._ending(closed) if closed else _times_so_far(visit)), visit.version)
        )  # fmt: skip
        if closed is not None:
            for part in closed.parts:
                row_id = self._ids.passing(part.key, closed.at)
                self._parts.add((row_id, part.key, visit.id, self._ids.of(part.part), part.quantity))
        del self._open_visits[planned.key]
        self._ids.forget(planned.key)

    def _ending(self, it: h.VisitClosed) -> tuple[Any, ...]:
        return (
            _moment(it.on_the_way_at), it.on_the_way_at_how, _moment(it.arrived_at), it.arrived_at_how,
            moment_text(it.finished_at), it.finished_at_how, self._maybe(it.problem_code),
            self._maybe(it.cause_code), self._maybe(it.correction_code), it.told_customer, it.stays_inside,
            it.next_step,
        )  # fmt: skip

    def _maybe(self, key: str | None) -> str | None:
        return self._ids.of(key) if key else None


def _times_so_far(visit: _OpenVisit) -> tuple[Any, ...]:
    set_out = "observed" if visit.on_the_way_at else ""
    arrived = "observed" if visit.arrived_at else ""
    return (
        _moment(visit.on_the_way_at), set_out, _moment(visit.arrived_at), arrived,
        None, "", None, None, None, "", "", "",
    )  # fmt: skip


def _moment(at: datetime | None) -> str | None:
    return moment_text(at) if at else None
