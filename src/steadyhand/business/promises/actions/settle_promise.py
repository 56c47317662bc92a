"""Was it kept? What happened, and when, decides; and decides anew where the record of it is put right."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.promises.keeping import change, end_with, open_again_with, promise_to_change
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseState, judged
from steadyhand.shared.actor import Actor

LONGEST = 300
# What was agreed or taken back isn't judged by what happened later.
STAYS = (PromiseState.RENEGOTIATED, PromiseState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a promise."""

    id: UUID
    was: PromiseState
    now: PromiseState

    @property
    def is_newly_missed(self) -> bool:
        return self.now is PromiseState.MISSED and self.was is not PromiseState.MISSED


@transaction.atomic
def settle_promise(
    *, by: Actor, promise_id: UUID, happened_at: datetime | None, because: str = "", now: datetime
) -> Settled:
    """Judge a promise by when it happened; None: it hasn't, or it turned out that it hadn't.

    While it may still be kept it is open, again if need be; an early notice that was given stays given.

    Raises:
        NoSuchPromise: none at the actor's branches.
    """
    row = promise_to_change(by=by, promise_id=promise_id)
    was = PromiseState(row.state)
    if was in STAYS:
        return Settled(row.id, was, was)
    becomes = judged(row.by_at, happened_at=happened_at, now=now)
    if becomes is None:
        return _open(row, was, by=by, because=because, now=now)
    if becomes is was and row.happened_at == happened_at:
        return Settled(row.id, was, was)
    words = because.strip()[:LONGEST] or _SAID[becomes]
    facts = {
        "state": becomes,
        "happened_at": happened_at,
        # When it ended stays, where it ended so before: only the moment of what happened has become known.
        "ended_at": row.ended_at if becomes is was and row.ended_at else now,
        "ended_because": words,
    }
    # A cause belongs to a miss: what was kept after all has none.
    if becomes is PromiseState.KEPT and row.cause:
        facts |= {"cause": "", "cause_words": ""}
    change(row, by=by, verb=_VERBS[becomes], why=because, becomes=facts, now=now)
    if was.is_open:
        end_with(row, words=words, now=now)
    elif becomes is not was:
        # Its follow-up said the other thing: it is opened with the reason, and ended as it is.
        open_again_with(row, words="What is known of it has been put right.", now=now)
        end_with(row, words=words, now=now)
    return Settled(row.id, was, becomes)


_SAID = {PromiseState.KEPT: "It happened in time.", PromiseState.MISSED: "Its time passed before it happened."}
_VERBS = {PromiseState.KEPT: "kept a promise", PromiseState.MISSED: "missed a promise"}


def _open(row: Promise, was: PromiseState, *, by: Actor, because: str, now: datetime) -> Settled:
    if was.is_open:
        return Settled(row.id, was, was)
    becomes = {
        "state": PromiseState.OPEN,
        "happened_at": None,
        "ended_at": None,
        "ended_because": "",
        "cause": "",
        "cause_words": "",
    }
    change(row, by=by, verb="opened a promise again", why=because, becomes=becomes, now=now)
    open_again_with(row, words=because.strip() or "It hadn't happened after all.", now=now)
    return Settled(row.id, was, PromiseState.OPEN)
