"""Somebody writes a time that binds and that nobody has promised: it may become a promise, at the time we can keep."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.conversations.call_record import KINDS, call_record
from steadyhand.business.conversations.guard.facts.checking import check
from steadyhand.business.conversations.guard.verdicts import Verdict
from steadyhand.business.promises.actions.give_promise import Given, give_promise
from steadyhand.business.promises.keeping import PromiseGiven
from steadyhand.business.promises.rules import Channel, PromiseKind
from steadyhand.business.promises.slots import slot_from
from steadyhand.flows.visit.offer_time import offer_for_call
from steadyhand.shared.actor import Actor

# An offer holds so long; then the day is another one.
HOLDS_FOR = timedelta(hours=1)
# More in one text is a schedule and no promise.
MOST = 2
_KIND_OF = {said: kind for kind, said in KINDS.items()}
# "By Friday" goes as a whole where "on Thursday before 2" takes its place.
_BEFORE = re.compile(r"\b(?:on|by|at|before|until|from|for)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Promisable:
    """A time in a text that isn't promised, and the one that could be; `by_at` is None where none can be yet.

    `start` and `end` count characters; `words` stand there, and `instead` may take their place.
    """

    start: int
    end: int
    words: str
    kind: PromiseKind
    by_at: datetime | None = None
    instead: str = ""


def promisable_in(*, by: Actor, call_id: UUID, words: str, now: datetime) -> tuple[Promisable, ...]:
    """Return what a text about a call says for sure, isn't promised, and could be: the first of each kind, two at most.

    Fourteen queries at most; five where no such time stands in it.
    """
    record = call_record(by, call_id, now=now)
    if record is None or by.user_id is None:
        return ()
    verdicts = check(words, facts=record.facts, at=record.at)
    firm = {each.offer.kind: each for each in reversed(verdicts) if each.offer is not None}
    wanted = sorted((each for kind, each in firm.items() if kind in _KIND_OF), key=lambda each: each.start)
    return tuple(_promisable(by, call_id, words, each, now) for each in wanted[:MOST])


def promise_said(
    *,
    by: Actor,
    call_id: UUID,
    kind: PromiseKind,
    by_at: datetime,
    channel: Channel,
    offered_at: datetime,
    now: datetime,
) -> PromiseGiven:
    """Promise a time that was offered a moment ago.

    Raises:
        CannotPromise: it has passed, such a time has been promised meanwhile, or the call is over.
    """
    given = Given(kind=kind, by_at=by_at, channel=channel, call_id=call_id, counted_from=offered_at)
    return give_promise(by=by, given=given, now=now)


def _promisable(by: Actor, call_id: UUID, words: str, verdict: Verdict, now: datetime) -> Promisable:
    if verdict.offer is None:
        raise AssertionError("No promise can be made of this.")
    kind = _KIND_OF[verdict.offer.kind]
    before = _BEFORE.search(words, 0, verdict.start)
    start = before.start() if before else verdict.start
    none_yet = Promisable(start, verdict.end, words[start : verdict.end], kind)
    offered = offer_for_call(by=by, call_id=call_id, kind=kind, now=now)
    if offered is None or offered.earliest_at is None:
        return none_yet
    # What was said where we can keep it, and otherwise the first time that we can.
    said_at = verdict.offer.by_at.astimezone(ZoneInfo("UTC"))
    slot = slot_from(max(said_at, offered.earliest_at), kind=kind, hours=offered.hours, now=now)
    if slot is None:
        return none_yet
    return Promisable(start, verdict.end, none_yet.words, kind, slot.by_at, slot.spoken.in_a_sentence)
