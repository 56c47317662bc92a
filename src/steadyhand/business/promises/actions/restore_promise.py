"""What ended a promise was a mistake, and is undone: it is open again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.promises.hearing import Heard, PromiseHeard, promise_heard
from steadyhand.business.promises.keeping import change, open_again_with, promise_to_change
from steadyhand.business.promises.rules import CannotHappenToPromise, PromiseState
from steadyhand.shared.actor import Actor


@transaction.atomic
def restore_promise(*, by: Actor, promise_id: UUID, why: str, now: datetime) -> None:
    """Open a promise again that was withdrawn along with something that is undone now. It may have run out since.

    Raises:
        CannotHappenToPromise: it wasn't withdrawn.
        NoSuchPromise: none at the actor's branches.
    """
    row = promise_to_change(by=by, promise_id=promise_id)
    if row.state != PromiseState.WITHDRAWN:
        raise CannotHappenToPromise(f"This promise wasn't withdrawn: {PromiseState(row.state).label}.")
    becomes = {"state": PromiseState.OPEN, "ended_at": None, "ended_because": ""}
    change(row, by=by, verb="opened a promise again", why=why, becomes=becomes, now=now)
    open_again_with(row, words=why, now=now)
    promise_heard(PromiseHeard(what=Heard.STANDS_AGAIN, promise_id=row.id, by=by, at=now))
