"""A part that was asked for moves on: what was promised of it, the obstacle that a no leaves, and the follow-up."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from steadyhand.business.obstacles.actions.raise_obstacle import Stopped, raise_obstacle
from steadyhand.business.obstacles.rules import Effect, Sort
from steadyhand.business.people.queries import user_of_technician
from steadyhand.business.promises.actions.settle_promise import settle_promise
from steadyhand.business.promises.queries.promises import open_promise_of, promises_of_call
from steadyhand.business.promises.rules import PromiseKind, PromiseState
from steadyhand.business.stock.requests.keeping import Answered, follow, states_of_call
from steadyhand.business.stock.requests.rules import RequestState, Step, WhyRefused
from steadyhand.shared.actor import Actor

# What brings a part to whoever waits for it.
_BRINGS = frozenset({Step.FROM_SHELF, Step.HANDED_OVER, Step.ARRIVED})


@transaction.atomic
def answer_part(*, by: Actor, do: Callable[[], Answered], until: datetime | None = None, now: datetime) -> Answered:
    """Do one of the answers of `stock/actions/answer_request.py`, with all that goes along with it, or nothing.

    A part that is here keeps the promise of it, once all of the call are; a no becomes an obstacle with an owner, heard
    by whoever asked. `until` is the moment before which a part on order can't be here.

    Raises:
        CannotAnswer: as the answer says.
    """
    done = do()
    goes_along(done, by=by, until=until, now=now)
    return done


def goes_along(done: Answered, *, by: Actor, until: datetime | None = None, now: datetime) -> None:
    """Let promise, obstacle and follow-up go along with a step that was taken in this transaction."""
    # Before the follow-up: whoever writes to the dealership's book has locked all else before.
    if done.call_id is not None:
        if done.step in _BRINGS:
            _is_here(done, by=by, now=now)
        elif done.undid in _BRINGS and done.undid_at is not None:
            _is_not_here(done, by=by, now=now)
    if done.step is Step.REFUSED:
        raise_refused(done, by=by, now=now)
    follow(done, by=by, until=until, now=now)


def raise_refused(done: Answered, *, by: Actor, now: datetime) -> None:
    """Raise what is refused as an obstacle: the service manager has it, whoever asked or goes there hears."""
    goes = user_of_technician(by.tenant_id, done.technician_id) if done.technician_id else None
    raise_obstacle(
        by=by,
        stopped=Stopped(
            sort=Sort.TOO_DEAR if done.why_refused is WhyRefused.TOO_DEAR else Sort.OTHER,
            effect=Effect.STOPS,
            words=f"Part refused: {done.part} ({done.part_number}). {done.said}",
            visit_id=done.visit_id,
        ),
        listeners=[user_id for user_id in (done.asked_by_id, goes) if user_id],
        now=now,
    )


def _is_here(done: Answered, *, by: Actor, now: datetime) -> None:
    assert done.call_id is not None  # noqa: S101  # mypy: asked above
    states = states_of_call(by.tenant_id, done.call_id)
    if any(state.is_open for state in states) or RequestState.REFUSED in states:
        return
    promise = open_promise_of(by, done.call_id, PromiseKind.PART)
    if promise is not None:
        settle_promise(by=by, promise_id=promise.id, happened_at=now, because=f"{done.part}: {done.said}", now=now)


def _is_not_here(done: Answered, *, by: Actor, now: datetime) -> None:
    assert done.call_id is not None  # noqa: S101  # mypy: asked above
    for promise in promises_of_call(by, done.call_id):
        is_kept = promise.kind is PromiseKind.PART and promise.state is PromiseState.KEPT
        if is_kept and promise.happened_at == done.undid_at:
            settle_promise(by=by, promise_id=promise.id, happened_at=None, because=done.said, now=now)
