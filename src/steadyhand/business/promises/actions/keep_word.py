"""Somebody spoke about a promise to whom it was given; what was said is kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.promises.hearing import Heard, Letter, PromiseHeard, Spoken, promise_heard
from steadyhand.business.promises.models import Promise, PromiseWord
from steadyhand.business.promises.rules import CannotHappenToPromise, Channel, PromiseState, WordSort
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.identity import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said, how, and why it was."""

    sort: WordSort
    channel: Channel
    words: str


@dataclass(frozen=True, slots=True)
class WordKept:
    """A word that is in the record; `waits`: the record contradicts it, and its customer doesn't read it yet."""

    id: UUID
    waits: bool = False


@transaction.atomic
def keep_word(
    *,
    by: Actor,
    promise_id: UUID,
    said: Said,
    letter: Letter | None = None,
    offered_at: datetime | None = None,
    now: datetime,
) -> WordKept:
    """Keep what was said, and return it. An early notice that reaches them before the time is up counts as told early.

    `letter`: where it goes, if it is written. `offered_at`: another time that it offers and that we can keep. Call it
    after every other row that its transaction locks: words that wait open the book of follow-ups.

    Raises:
        CannotHappenToPromise: nothing was said, it was a promise of nobody's at the actor's branches, or an early
            notice comes after its time.
    """
    if not said.words.strip():
        raise CannotHappenToPromise("Write what was said: it is kept as it was.")
    # Its key stays free: what is kept of these words names it.
    promise = Promise.objects.visible_to(by).select_for_update(no_key=True, of=("self",)).filter(id=promise_id).first()
    if promise is None:
        raise CannotHappenToPromise("There is no such promise at your branches; look at the list anew.")
    if said.sort is WordSort.EARLY_NOTICE and not _may_still_be_told(promise, now):
        state = PromiseState(promise.state).label
        raise CannotHappenToPromise(f"An early notice is worth nothing any more: this promise has ended, {state}.")
    word = PromiseWord.objects.create(
        id=new_id(),
        tenant_id=by.tenant_id,
        promise_id=promise.id,
        sort=said.sort,
        at=now,
        by_name=by.name[:200],
        channel=said.channel,
        words=said.words.strip(),
    )
    record_change(promise, by=by, at=now, verb=_VERBS[said.sort], became={"channel": said.channel, "words": word.words})
    spoken = Spoken(word_id=word.id, sort=said.sort, channel=said.channel, letter=letter, offered_at=offered_at)
    waits = promise_heard(
        PromiseHeard(what=Heard.SPOKEN_OF, promise_id=promise.id, by=by, at=now, words=word.words, spoken=spoken)
    )
    if said.sort is WordSort.EARLY_NOTICE and not waits:
        told_early(tenant_id=by.tenant_id, promise_id=promise.id, now=now)
    return WordKept(word.id, waits)


def told_early(*, tenant_id: UUID, promise_id: UUID, now: datetime) -> None:
    """Note that a promise's customer knows before its time that it may become later."""
    rows = Promise.objects.of(tenant_id).filter(id=promise_id, told_early_at__isnull=True, by_at__gte=now)
    rows.update(told_early_at=now)


def _may_still_be_told(promise: Promise, now: datetime) -> bool:
    """Tell whether an early notice is still one; with another time agreed on in the same moment it is."""
    state = PromiseState(promise.state)
    return state.is_open or (state is PromiseState.RENEGOTIATED and promise.ended_at == now)


_VERBS = {
    WordSort.GIVEN: "was given",
    WordSort.EARLY_NOTICE: "customer told early",
    WordSort.GOOD_NEWS: "customer told good news",
    WordSort.OWNED: "owned to the customer",
}
