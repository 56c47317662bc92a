"""Which job is this thread doing? So that its handler may put or drop a job of the same key."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from steadyhand.shared.queue.kinds import Work


@dataclass(frozen=True, slots=True)
class Holding:
    """A job in a worker's hands, and the token that proves it."""

    work: Work
    token: UUID


_doing: ContextVar[Holding | None] = ContextVar("doing", default=None)


@contextmanager
def doing(holding: Holding) -> Iterator[None]:
    before = _doing.set(holding)
    try:
        yield
    finally:
        _doing.reset(before)


def the_one_being_done(tenant_id: UUID, key: str) -> Holding | None:
    """Return the job that this thread is doing, if it is the one of this key."""
    holding = _doing.get()
    if holding is None or not key or (holding.work.tenant_id, holding.work.key) != (tenant_id, key):
        return None
    return holding
