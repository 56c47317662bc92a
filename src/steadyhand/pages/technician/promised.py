"""What a customer has been promised, as whoever stands before them must know it; no odds, which are for the desk."""

from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.promises.queries.promises import PromiseFacts
from steadyhand.business.promises.rules import PromiseKind, PromiseState
from steadyhand.business.promises.speaking import spoken_again
from steadyhand.pages.common.saying import Saying

WHAT = {
    PromiseKind.ARRIVAL: "Somebody is there",
    PromiseKind.PART: "The part is here",
    PromiseKind.FIX: "It works again",
}


@dataclass(frozen=True, slots=True)
class PromisedSaid:
    """One open promise in words. `word` is empty while nothing is wrong."""

    what: str
    when: str
    given: str
    word: str
    kind: str


def promise_said(promise: PromiseFacts, saying: Saying, *, call_id: UUID | None) -> PromisedSaid:
    """Return an open promise in words; of another call, with its number."""
    when = spoken_again(
        promise.said, promise.by_at, now=saying.now, zone=saying.zone, clock=saying.clock, from_at=promise.from_at
    )
    elsewhere = f" (call {promise.call})" if promise.call and promise.call_id != call_id else ""
    word, kind = "", ""
    if saying.now > promise.by_at:
        word, kind = "its time has passed", "late"
    elif promise.state is PromiseState.AT_RISK:
        word, kind = "at risk", "risk"
    return PromisedSaid(
        what=(promise.about or promise.part or WHAT.get(promise.kind, "Promised")) + elsewhere,
        when=when.said,
        given=f"To {promise.to_whom} {promise.channel.label}, by {promise.given_by}, {saying.when(promise.given_at)}",
        word=word,
        kind=kind,
    )
