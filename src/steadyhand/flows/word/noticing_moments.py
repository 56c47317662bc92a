"""Which of the fifteen moments has a call come to? From its record alone; values in, values out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.queries.moments import CallToTell, VisitOfCall
from steadyhand.business.calls.rules import CallState, CallType, VisitState
from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.business.promises.queries.customers_word import PromiseSeen
from steadyhand.business.promises.rules import PromiseKind, PromiseState

# A tap on the wrong line is seen and taken back by then; no customer hears of it.
SETTLED = timedelta(minutes=2)
# What is found later than this is no news: the jobs stood still, or a file brought it.
NEWS_FOR = timedelta(hours=3)
_ENDED = {
    VisitState.PARTS: Moment.PART_ORDERED,
    VisitState.IT: Moment.HANDED_TO_IT,
    VisitState.HANDS: Moment.SECOND_HANDS,
}
# What can be said to work again.
MENDED = (CallType.CORRECTIVE, CallType.NETWORK)


@dataclass(frozen=True, slots=True)
class Happened:
    """A moment that a call has come to. `key` is the same whenever it is looked at."""

    key: str
    moment: Moment
    at: datetime
    visit: VisitOfCall | None = None
    promise: PromiseSeen | None = None
    # How long it may still be taken back.
    settles_in: timedelta = SETTLED


def moments_of(
    call: CallToTell, promises: tuple[PromiseSeen, ...], *, take_back: timedelta, now: datetime, is_new: bool = True
) -> tuple[Happened, ...]:
    """Return the moments that hold of a call now, the most telling first. `take_back`: how long a closing may be.

    With `is_new` only those that have just come and can't be taken back by a tap any more.
    """
    found = [*_of_call(call, take_back), *_of_visits(call, take_back), *_of_promises(call, promises, now)]
    return tuple(each for each in found if not is_new or each.at + each.settles_in <= now < each.at + NEWS_FOR)


def visit_ahead(call: CallToTell, promises: tuple[PromiseSeen, ...], now: datetime) -> datetime | None:
    """Return when somebody is to be there next: by what was promised, else by the plan."""
    promised = [each.by_at for each in promises if _is_to_come(each, now)]
    planned = [each.planned_for for each in call.visits if each.state is VisitState.PLANNED and each.planned_for]
    return min((at for at in (*promised, *planned) if at > now), default=None)


def arrival_promised(promises: tuple[PromiseSeen, ...], now: datetime) -> PromiseSeen | None:
    """Return the time that the customer counts on, None where they were given none."""
    return next((each for each in reversed(promises) if _is_to_come(each, now)), None)


def _of_call(call: CallToTell, take_back: timedelta) -> Iterator[Happened]:
    if call.state is CallState.CANCELLED and call.closed_at:
        yield Happened(f"cancelled:{call.id}", Moment.CANCELLED, call.closed_at, settles_in=max(take_back, SETTLED))
    elif call.state.is_open:
        yield Happened(f"taken:{call.id}", Moment.TAKEN, call.taken_at)


def _of_visits(call: CallToTell, take_back: timedelta) -> Iterator[Happened]:
    last = next((each for each in reversed(call.visits) if each.state is not VisitState.CANCELLED), None)
    if last is None:
        return
    if last.state is VisitState.ON_THE_WAY and last.on_the_way_at:
        yield Happened(f"en_route:{last.id}", Moment.EN_ROUTE, last.on_the_way_at, last)
    if last.finished_at is None:
        return
    moment = _ended(call, last)
    if moment is not None:
        yield Happened(_key(moment, last.id), moment, last.finished_at, last, settles_in=max(take_back, SETTLED))


def _ended(call: CallToTell, visit: VisitOfCall) -> Moment | None:
    if visit.state is VisitState.DONE and call.state is CallState.CLOSED:
        return Moment.FIXED if call.call_type in MENDED else Moment.SURVEY
    return _ENDED.get(visit.state) if call.state is CallState.WAITING else None


def _of_promises(call: CallToTell, promises: tuple[PromiseSeen, ...], now: datetime) -> Iterator[Happened]:
    if not call.state.is_open:
        return
    for promise in promises:
        # A time that stands in for another was said by whoever moved it.
        if _is_to_come(promise, now) and promise.instead_of_id is None:
            yield Happened(_key(Moment.PLANNED, promise.id), Moment.PLANNED, promise.given_at, promise=promise)
        if promise.kind is PromiseKind.PART and promise.state is PromiseState.KEPT and promise.happened_at:
            yield Happened(_key(Moment.PART_HERE, promise.id), Moment.PART_HERE, promise.happened_at, promise=promise)


def _is_to_come(promise: PromiseSeen, now: datetime) -> bool:
    return promise.kind is PromiseKind.ARRIVAL and promise.state is PromiseState.OPEN and promise.by_at > now


def _key(moment: Moment, about: UUID) -> str:
    return f"{moment}:{about}"
