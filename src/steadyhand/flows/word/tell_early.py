"""A promise is at risk: its customer hears it before they would notice, with a new time if there is one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.promised import call_to_promise
from steadyhand.business.promises.actions.keep_word import Said, keep_word
from steadyhand.business.promises.actions.renegotiate import Agreed, renegotiate
from steadyhand.business.promises.asking import ask, work_at, work_of
from steadyhand.business.promises.beside import end_beside
from steadyhand.business.promises.facts import Work
from steadyhand.business.promises.keeping import PromiseGiven
from steadyhand.business.promises.kinds import EARLY_NOTICE
from steadyhand.business.promises.outlook import GRID, time_kept_at
from steadyhand.business.promises.queries.promises import part_promised
from steadyhand.business.promises.queries.speaking_of import SpokenOf, spoken_of
from steadyhand.business.promises.queries.watched import watched_promise
from steadyhand.business.promises.rules import CannotHappenToPromise, PromiseKind
from steadyhand.business.promises.slots import Slot, slot_from
from steadyhand.flows.word.speaking import hours_for, letter_for
from steadyhand.flows.word.tell_good_news import NOT_HERE
from steadyhand.flows.word.watching import Board
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class ToldEarly:
    """What came of it: the promise in its place, if any.

    `waits`: the record contradicts the words, so nobody reads them until a manager has decided; the notice stays open.
    """

    new: PromiseGiven | None = None
    waits: bool = False


@transaction.atomic
def tell_early(
    *,
    by: Actor,
    promise_id: UUID,
    version: int,
    said: Said,
    agreed: Agreed | None = None,
    offered_at: datetime | None = None,
    now: datetime,
) -> ToldEarly:
    """Keep that the customer was told early, and how; send it where it is written, unless the record contradicts it.

    `agreed`: the other time that they said yes to; then this promise ends as renegotiated, whatever becomes of the
    words. `offered_at`: another time that the words name and to which nobody has said yes yet.

    Raises:
        CannotHappenToPromise: nothing was said, its time has passed, it has ended, or they don't want to be written to.
        CannotPromise: the new time can't be promised.
        ChangedMeanwhile: somebody else was faster.
    """
    about = spoken_of(by, promise_id)
    if about is None:
        raise CannotHappenToPromise(NOT_HERE)
    if now > about.promise.by_at:
        raise CannotHappenToPromise("Its time has passed: that is no early notice any more. Own it instead.")
    # Who hears of it after the time that it is about has noticed by themselves.
    letter = letter_for(by=by, about=about, said=said, until=about.promise.by_at, now=now)
    offered_at = _kept_at(by, about, offered_at, now=now) if offered_at and agreed is None else None
    # The promise's own row before the words: those may open the book of follow-ups.
    new = renegotiate(by=by, promise_id=promise_id, version=version, agreed=agreed, now=now) if agreed else None
    word = keep_word(by=by, promise_id=promise_id, said=said, letter=letter, offered_at=offered_at, now=now)
    if not word.waits:
        words = f"Told {about.promise.to_whom} {said.channel.label}."
        end_beside(by.tenant_id, promise_id, kind=EARLY_NOTICE.name, outcome="told", words=words, now=now)
    return ToldEarly(new, word.waits)


def _kept_at(by: Actor, about: SpokenOf, offered_at: datetime, *, now: datetime) -> datetime | None:
    """Return a time that is offered, if it is one that we can keep; None otherwise: nothing in the record bears it."""
    found = new_time(by=by, about=about, now=now)
    return offered_at if found is not None and offered_at >= found.slot.by_at else None


def _work(by: Actor, about: SpokenOf, now: datetime) -> Work:
    promise = about.promise
    call = call_to_promise(by, promise.call_id) if promise.call_id else None
    if call is None:
        return work_at(promise.branch_id, now=now)
    part_by_at = part_promised(by, call.id) if promise.kind is PromiseKind.FIX else None
    return work_of(call, kind=promise.kind, part_by_at=part_by_at, now=now)


@dataclass(frozen=True, slots=True)
class NewTime:
    """Another time, as people say it. `why_sooner`: on what it rests where the engine alone would give none so soon."""

    slot: Slot
    why_sooner: str = ""


BY_THE_BOARD = "Its visit is planned, and the day as it stands leaves enough before that time."


def new_time(*, by: Actor, about: SpokenOf, now: datetime) -> NewTime | None:
    """Return the earliest other time that people say and that is kept at the promise's target, as the day stands.

    The engine's own time if that is later; where it gives none any more, for hardly anything waits so long, the board's
    with its reason. None where none is in sight: nothing is planned and too little is known, or whoever goes can't.
    """
    promise = watched_promise(by.tenant_id, about.promise.id)
    if promise is None:
        return None
    board = Board(by.tenant_id, [promise], now)
    earliest_at = time_kept_at(
        promise, board.seen(promise), hours=board.hours_of(promise), moments=board.moments_of(promise, grid=GRID)
    )
    asked = ask(by, kind=promise.kind, work=_work(by, about, now), now=now)
    if earliest_at is None or asked is None:
        return None
    latest = max(each for each in (earliest_at, asked.earliest_at, about.promise.by_at) if each)
    slot = slot_from(latest, kind=promise.kind, hours=hours_for(by, about, now=now), now=now)
    return NewTime(slot, "" if asked.earliest_at else BY_THE_BOARD) if slot else None
