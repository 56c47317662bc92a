"""Why a promise was missed: for the company, so that the cause is removed; never for the customer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.promises.keeping import change, promise_to_change
from steadyhand.business.promises.rules import CannotHappenToPromise, Cause, PromiseState
from steadyhand.shared.actor import Actor


@transaction.atomic
def name_cause(*, by: Actor, promise_id: UUID, cause: Cause, words: str = "", now: datetime) -> None:
    """Keep why a promise was missed, in words where they help.

    Raises:
        CannotHappenToPromise: it wasn't missed, or it was something else and nothing says what.
        NoSuchPromise: none at the actor's branches.
    """
    row = promise_to_change(by=by, promise_id=promise_id)
    if row.state != PromiseState.MISSED:
        raise CannotHappenToPromise(f"Only a miss has a cause: this promise is {PromiseState(row.state).label}.")
    if cause is Cause.OTHER and not words.strip():
        raise CannotHappenToPromise("Write what it was: “something else” helps nobody to remove it.")
    becomes = {"cause": cause, "cause_words": words.strip()[:2000]}
    change(row, by=by, verb="named the cause of a miss", why=cause.label, becomes=becomes, now=now)
