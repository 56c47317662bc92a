"""The customer doesn't want it any more: the promise ends without having been kept or missed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.promises.hearing import Heard, PromiseHeard, promise_heard
from steadyhand.business.promises.keeping import change, end_with, promise_to_change
from steadyhand.business.promises.rules import CannotHappenToPromise, PromiseState, check_another_time
from steadyhand.shared.actor import Actor

LONGEST = 300


@transaction.atomic
def withdraw(
    *, by: Actor, promise_id: UUID, version: int | None = None, why: str, is_their_word: bool = True, now: datetime
) -> None:
    """End an open promise because the customer took it back, before it was due.

    `is_their_word`: `why` is what they said; without it nobody has spoken to them, and they may still wait for it.

    Raises:
        CannotHappenToPromise: no reason is given, it has ended, or its time has passed: then it is missed.
        ChangedMeanwhile: somebody else was faster.
        NoSuchPromise: none at the actor's branches.
    """
    row = promise_to_change(by=by, promise_id=promise_id, version=version)
    check_another_time(PromiseState(row.state), by_at=row.by_at, now=now)
    if not why.strip():
        raise CannotHappenToPromise("Write what the customer said: why they don't want it any more.")
    because = why.strip()[:LONGEST]
    becomes = {"state": PromiseState.WITHDRAWN, "ended_at": now, "ended_because": because}
    change(row, by=by, verb="withdrew a promise for the customer", why=because, becomes=becomes, now=now)
    end_with(row, words=because, now=now)
    if is_their_word:
        promise_heard(PromiseHeard(what=Heard.TAKEN_BACK, promise_id=row.id, by=by, at=now, words=because))
