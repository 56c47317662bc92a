"""What we promised a customer, in words for the customer: open, kept, agreed anew, or missed, with an apology."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.promises.queries.customers_word import PromiseSeen
from steadyhand.business.promises.rules import PromiseKind, PromiseState
from steadyhand.business.promises.speaking import Spoken, spoken_again
from steadyhand.pages.common.saying import Saying


@dataclass(frozen=True, slots=True)
class _Words:
    """How one kind is said: what we promised, that it was so, and that it wasn't."""

    promised: str
    was_so: str
    was_not: str


WORDS: Mapping[PromiseKind, _Words] = {
    PromiseKind.ARRIVAL: _Words("to be with you", "we were there", "weren't there"),
    PromiseKind.PART: _Words("that the part is here", "it was here", "it wasn't here"),
    PromiseKind.FIX: _Words("that it works again", "it worked again", "it didn't"),
}


@dataclass(frozen=True, slots=True)
class PromisesSaid:
    """What the page says of promises: a sentence each, and what stands on top of all, if a promise does."""

    sentences: tuple[str, ...]
    headline: str = ""
    detail: str = ""


def promises_said(promises: Sequence[PromiseSeen], saying: Saying, *, who: str = "") -> PromisesSaid:
    """Return what we promised, newest first. `who` comes, if that is known.

    What was taken back isn't spoken of any more; what was agreed anew is told along with what it became.
    """
    by_id = {each.id: each for each in promises}
    told = [each for each in promises if each.state not in (PromiseState.RENEGOTIATED, PromiseState.WITHDRAWN)]
    sentences = tuple(_sentence(each, by_id, saying) for each in reversed(told))
    arrivals = [each for each in told if each.kind is PromiseKind.ARRIVAL]
    newest = arrivals[-1] if arrivals else None
    if newest is None or newest.happened_at is not None:
        return PromisesSaid(sentences)
    if newest.is_missed(saying.now):
        return PromisesSaid(sentences, _missed(newest, saying), "")
    if newest.told_early_at is not None and newest.state is PromiseState.OPEN:
        return PromisesSaid(sentences, _told_early(newest, saying), "As soon as we know the new time, we tell you.")
    if newest.state is PromiseState.OPEN:
        headline = f"{who or 'Somebody'} will be with you {_when(newest, saying)}."
        return PromisesSaid(sentences, headline, "We promised that. If anything gets in its way, we call you.")
    return PromisesSaid(sentences)


def _sentence(promise: PromiseSeen, by_id: Mapping[UUID, PromiseSeen], saying: Saying) -> str:
    if promise.is_missed(saying.now):
        after = f" It was so {saying.when(promise.happened_at)}." if promise.happened_at else ""
        return f"{_missed(promise, saying)}{after}"
    words, when = WORDS[promise.kind], _when(promise, saying)
    if promise.state is PromiseState.KEPT:
        at = f" {saying.when(promise.happened_at)}" if promise.happened_at else ""
        return f"We promised {words.promised} {when}, and {words.was_so}{at}."
    if promise.told_early_at is not None:
        return _told_early(promise, saying)
    before = by_id.get(promise.instead_of_id) if promise.instead_of_id else None
    if before is not None and before.state is PromiseState.RENEGOTIATED:
        then = _again(before, saying).in_a_sentence
        return (
            f"We promised {words.promised} {then}, and agreed with you on another time: {_again(promise, saying).said}."
        )
    return f"We promised {words.promised} {when}."


def _told_early(promise: PromiseSeen, saying: Saying) -> str:
    promised = WORDS[promise.kind].promised
    return f"We promised {promised} {_when(promise, saying)}, and have told you that it may become later."


def _missed(promise: PromiseSeen, saying: Saying) -> str:
    words = WORDS[promise.kind]
    return f"We promised {words.promised} {_when(promise, saying)}, and {words.was_not}. We're sorry."


def _when(promise: PromiseSeen, saying: Saying) -> str:
    return _again(promise, saying).in_a_sentence


def _again(promise: PromiseSeen, saying: Saying) -> Spoken:
    """Return a promised time as it is said today, by the clock on the customer's wall."""
    return spoken_again(
        promise.said, promise.by_at, now=saying.now, zone=saying.zone, clock=saying.clock, from_at=promise.from_at
    )
