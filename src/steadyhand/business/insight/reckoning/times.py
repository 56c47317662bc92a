"""How long did the customer wait for somebody, and for a running machine? Only known times count."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from steadyhand.business.calls.rules import CallState, CallType, VisitState
from steadyhand.business.insight.reckoning.seen import SeenCall, SeenVisit


class Gap(StrEnum):
    """Why a time can't be counted."""

    # Nobody has got there, or the work isn't done.
    NOT_YET = "not_yet"
    TAKEN = "taken"
    ARRIVED = "arrived"
    FINISHED = "finished"
    BACKWARDS = "backwards"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Waited:
    """Working minutes, or why there are none."""

    minutes: int | None
    gap: Gap | None = None


def counted_visits(call: SeenCall) -> list[SeenVisit]:
    """Return the visits that are over and weren't cancelled."""
    return [visit for visit in call.visits if visit.state.is_over and visit.state is not VisitState.CANCELLED]


def response_of(call: SeenCall) -> Waited | None:
    """Return how long it took until somebody was there the first time; None where that is no question.

    Only corrective calls have a response; a cancelled one has none. The first visit decides: if its arrival isn't
    known, a later one's is no answer.
    """
    if not _is_asked(call):
        return None
    first = _first_visit(call)
    return Waited(None, Gap.NOT_YET) if first is None else _waited(call, first.arrived.known, Gap.ARRIVED)


def downtime_of(call: SeenCall) -> Waited | None:
    """Return how long it took until the machine ran again; None where that is no question."""
    if not _is_asked(call):
        return None
    if call.state is not CallState.CLOSED:
        return Waited(None, Gap.NOT_YET)
    done = [visit for visit in counted_visits(call) if visit.state is VisitState.DONE]
    ran_again = (done[-1].finished.known if done else None) or call.closed.known
    return _waited(call, ran_again, Gap.FINISHED)


def is_in_term(call: SeenCall, response: Waited | None) -> bool | None:
    """Return whether a call with a maximum of its own was answered within it; None: no such term, or not known.

    What was worked out when the call was taken (`respond_by`) counts before today's contract.
    """
    first = _first_visit(call)
    if call.term is None or call.term.is_average or response is None or response.minutes is None or first is None:
        return None
    arrived_at = first.arrived.known
    if call.respond_by is not None and arrived_at is not None:
        return arrived_at <= call.respond_by
    return response.minutes <= call.term.minutes


def _first_visit(call: SeenCall) -> SeenVisit | None:
    """Return the first visit on which somebody got there."""
    there = [visit for visit in call.visits if visit.state is VisitState.ON_SITE or visit.state.is_over]
    return next((visit for visit in there if visit.state is not VisitState.CANCELLED), None)


def _is_asked(call: SeenCall) -> bool:
    return call.call_type is CallType.CORRECTIVE and call.state is not CallState.CANCELLED


def _waited(call: SeenCall, until: datetime | None, unknown: Gap) -> Waited:
    taken_at = call.taken.known
    if taken_at is None:
        return Waited(None, Gap.TAKEN)
    if until is None:
        return Waited(None, unknown)
    if until < taken_at:
        return Waited(None, Gap.BACKWARDS)
    minutes = call.hours.minutes_between(taken_at, until) if call.hours else None
    return Waited(minutes, None if minutes is not None else Gap.CALENDAR)
