"""Somebody spoke about a promise to whom it was given; what was said is kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.promises.hearing import Heard, PromiseHeard, Spoken, promise_heard
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


@transaction.atomic
def keep_word(*, by: Actor, promise_id: UUID, said: Said, now: datetime) -> UUID:
    """Keep what was said, and return its id. An early notice before the time is up counts as told early.

    Raises:
        CannotHappenToPromise: nothing was said, it was a promise of nobody's at the actor's branches, or an early
            notice comes after its time.
    """
    if not said.words.strip():
        raise CannotHappenToPromise("Write what was said: it is kept as it was.")
    promise = Promise.objects.visible_to(by).filter(id=promise_id).first()
    if promise is None:
        raise CannotHappenToPromise("There is no such promise at your branches; look at the list anew.")
    if said.sort is WordSort.EARLY_NOTICE:
        if not PromiseState(promise.state).is_open:
            state = PromiseState(promise.state).label
            raise CannotHappenToPromise(f"An early notice is worth nothing any more: this promise has ended, {state}.")
        Promise.objects.of(by.tenant_id).filter(id=promise.id, told_early_at__isnull=True).update(told_early_at=now)
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
    spoken = Spoken(word_id=word.id, sort=said.sort, channel=said.channel)
    promise_heard(
        PromiseHeard(what=Heard.SPOKEN_OF, promise_id=promise.id, by=by, at=now, words=word.words, spoken=spoken)
    )
    return word.id


_VERBS = {
    WordSort.GIVEN: "was given",
    WordSort.EARLY_NOTICE: "customer told early",
    WordSort.GOOD_NEWS: "customer told good news",
    WordSort.OWNED: "owned to the customer",
}
