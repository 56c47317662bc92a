"""Something happened on a call: its promises are kept by it, or not, end with it, or stand again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.promised import call_of_visit, happened_on_call
from steadyhand.business.promises.actions.restore_promise import restore_promise
from steadyhand.business.promises.actions.settle_call import settle_call
from steadyhand.business.promises.actions.settle_promise import Settled
from steadyhand.business.promises.actions.withdraw import withdraw
from steadyhand.business.promises.queries.promises import open_promise_ids, withdrawn_at
from steadyhand.shared.actor import Actor

WITH_THE_CALL = "The call was cancelled: "


def settle_promises(*, by: Actor, call_id: UUID, now: datetime) -> tuple[Settled, ...]:
    """Judge a call's promises by what its record says now. Call it after the change, before a follow-up is touched."""
    return settle_call(by=by, call_id=call_id, now=now)


def settle_promises_of_visit(*, by: Actor, visit_id: UUID, now: datetime) -> tuple[Settled, ...]:
    """Judge the promises of the call that a visit is made for."""
    call_id = call_of_visit(by.tenant_id, visit_id)
    return settle_call(by=by, call_id=call_id, now=now) if call_id else ()


@transaction.atomic
def end_promises_with_call(*, by: Actor, call_id: UUID, why: str, now: datetime) -> None:
    """End what is still promised on a call that the customer no longer needs; what ran out before is missed."""
    settle_call(by=by, call_id=call_id, now=now)
    for promise_id in open_promise_ids(by.tenant_id, call_id=call_id):
        withdraw(by=by, promise_id=promise_id, why=f"{WITH_THE_CALL}{why.strip()}", is_their_word=False, now=now)


@transaction.atomic
def restore_promises_with_call(*, by: Actor, call_id: UUID, cancelled_at: datetime, now: datetime) -> None:
    """Open again what ended when a call was cancelled by mistake; what has run out since is missed."""
    why = "The call was cancelled by mistake"
    ended = withdrawn_at(by.tenant_id, call_id=call_id, at=cancelled_at)
    for promise_id in ended:
        restore_promise(by=by, promise_id=promise_id, why=why, now=now)
    if ended:
        settle_call(by=by, call_id=call_id, now=now)


def cancelled_at_of(by: Actor, call_id: UUID) -> datetime | None:
    """Return when a call was cancelled; None for one that isn't."""
    happened = happened_on_call(by.tenant_id, call_id)
    return happened.cancelled_at
