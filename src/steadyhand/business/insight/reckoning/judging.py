"""Which calls does the callback rule see, and how? From calls as recorded to calls as the rule wants them."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from steadyhand.business.calls.callbacks.rules import SCHEDULED, CallForCallback
from steadyhand.business.calls.rules import CallState, CallType, CausedBy
from steadyhand.business.insight.reckoning.seen import SeenCall, SeenMachine
from steadyhand.business.insight.reckoning.times import counted_visits


class LeftOut(StrEnum):
    """Why a call isn't counted for callbacks."""

    CANCELLED = "cancelled"
    CALL_TYPE = "call_type"
    CAUSE = "cause"
    NO_MACHINE = "no_machine"
    TIME = "time"


def caused_by(call: SeenCall) -> CausedBy | None:
    """Return whose doing it was by the codes: the last cause that says so, else the problem; None: they say nothing."""
    causes = [visit.cause for visit in counted_visits(call) if visit.cause is not None]
    problems = [visit.problem for visit in counted_visits(call) if visit.problem is not None]
    return next(iter([*reversed(causes), *reversed(problems)]), call.problem)


def is_device_caused(call: SeenCall) -> bool:
    """Tell whether the machine caused the call; where the codes say nothing, its type does."""
    said = caused_by(call)
    return call.call_type is CallType.CORRECTIVE if said is None else said is CausedBy.MACHINE


def left_out(call: SeenCall, machine: SeenMachine) -> LeftOut | None:
    """Return why a call isn't counted, the first reason there is; None: it is."""
    if call.state is CallState.CANCELLED:
        return LeftOut.CANCELLED
    if call.call_type is not CallType.CORRECTIVE:
        return LeftOut.CALL_TYPE
    if not is_device_caused(call):
        return LeftOut.CAUSE
    if not machine.machine:
        return LeftOut.NO_MACHINE
    return LeftOut.TIME if call.taken.known is None else None


def for_the_rule(machine: SeenMachine) -> Iterable[CallForCallback]:
    """Yield the calls between which the machine ran.

    A maintenance or an install counts from when it was done, not from when it was planned, and only once it was: a
    call of January for a maintenance in March keeps nobody from judging February.
    """
    if not machine.machine:
        return
    for call in machine.calls:
        if call.state is CallState.CANCELLED:
            continue
        seen = _as_scheduled(call, machine) if call.call_type in SCHEDULED else _as_taken(call, machine)
        if seen is not None:
            yield seen


def _as_scheduled(call: SeenCall, machine: SeenMachine) -> CallForCallback | None:
    done_at = _end_of(call)
    if call.state is not CallState.CLOSED or done_at is None:
        return None
    return _seen(call, machine, taken_at=done_at, closed_at=done_at, pages=call.pages_at_end, is_end_known=True)


def _as_taken(call: SeenCall, machine: SeenMachine) -> CallForCallback | None:
    taken_at = call.taken.known
    if taken_at is None:
        return None
    if call.state is not CallState.CLOSED:
        return _seen(call, machine, taken_at=taken_at, closed_at=None, pages=call.pages, is_end_known=True)
    ended_at = _end_of(call)
    is_known = ended_at is not None and ended_at >= taken_at
    # Closed, and nobody knows when: not before it was taken, that is all.
    closed_at = ended_at if is_known else taken_at
    return _seen(call, machine, taken_at=taken_at, closed_at=closed_at, pages=call.pages, is_end_known=is_known)


def _end_of(call: SeenCall) -> datetime | None:
    if call.closed.known is not None:
        return call.closed.known
    known = [visit.finished.known for visit in counted_visits(call) if visit.finished.known is not None]
    return max(known, default=None)


def _seen(
    call: SeenCall,
    machine: SeenMachine,
    *,
    taken_at: datetime,
    closed_at: datetime | None,
    pages: int | None,
    is_end_known: bool,
) -> CallForCallback:
    return CallForCallback(
        call=call.id.hex,
        model=machine.model,
        family=machine.family,
        machine=machine.machine,
        taken_at=taken_at,
        closed_at=closed_at,
        pages=pages,
        call_type=call.call_type,
        is_device_caused=is_device_caused(call),
        is_end_known=is_end_known,
    )
