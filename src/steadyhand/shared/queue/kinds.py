"""What can be done when its moment comes? Each part's kinds of job, joined by `config/wiring.py`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from steadyhand.shared.queue.rules import MOST_ATTEMPTS

JsonValue: TypeAlias = "str | int | float | bool | Sequence[JsonValue] | Mapping[str, JsonValue] | None"

# The lane of what takes long, so that no timer waits behind it.
SLOW = "slow"
# Jobs of the whole server, not of one dealership, stand under this id.
WHOLE_SERVER = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Work:
    """A job as its handler sees it. `attempt` counts from 1."""

    id: UUID
    tenant_id: UUID
    kind: str
    args: Mapping[str, Any]
    due_at: datetime
    attempt: int
    key: str
    # What `JobKind.outside` returned for it.
    answer: Any = None
    # An earlier attempt went outside and never came back to say how that ended: it may have happened already.
    is_ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Again:
    """What a handler returns that has noted its failure itself: the same job is done again at that moment."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job: what is done, how often it is tried, and how late it is still worth doing."""

    name: str
    # Runs in the transaction that ends the job: its effects and "done" are kept together, or neither is.
    do: Callable[[Work, datetime], Again | None]
    # For the page of dead jobs, in words.
    label: str
    # Done before `do` and outside any transaction, under the lease alone: whatever speaks to the outside, or commits in
    # steps of its own. It may happen twice, after a crash; `Work.id` is the same each time.
    outside: Callable[[Work, datetime], JsonValue] | None = None
    # Workers of its own do what is in a lane: nothing else waits behind what takes long, or for a gateway that hangs.
    lane: str = ""
    most_attempts: int = MOST_ATTEMPTS
    # Begun later than this after its moment it is not done one by one any more; None: however late.
    worth_for: timedelta | None = None
    # Told all of one dealership that came too late, in the transaction that ends them; None: they only end.
    summarise: Callable[[Sequence[Work], datetime], None] | None = None
    # How long one that is done can still be looked up.
    kept_for: timedelta = timedelta(days=7)


class UnknownKind(Exception):
    """No part has registered this kind of job; the message says which."""


OnDead: TypeAlias = Callable[[Work, str, datetime], None]

_kinds: dict[str, JobKind] = {}
_on_dead: list[OnDead] = []


def register_jobs(*kinds: JobKind) -> None:
    """Make kinds of job known; one of the same name takes the place of the other."""
    _kinds.update({kind.name: kind for kind in kinds})


def register_on_dead(listener: OnDead) -> None:
    """Have somebody told of each job that is given up, in the transaction that gives it up."""
    if listener not in _on_dead:
        _on_dead.append(listener)


def kind_named(name: str) -> JobKind:
    """Return the kind of this name.

    Raises:
        UnknownKind: nobody registered it.
    """
    if name not in _kinds:
        raise UnknownKind(f"No part of this version does “{name}”.")
    return _kinds[name]


def lanes() -> list[str]:
    """Return every lane that some kind has to itself."""
    return sorted({kind.lane for kind in _kinds.values() if kind.lane})


def kinds_in_lanes(lane: str = "") -> list[str]:
    """Return the kinds that are in this lane, or in any."""
    return sorted(kind.name for kind in _kinds.values() if kind.lane and lane in ("", kind.lane))


def tell_of_dead(work: Work, reason: str, now: datetime) -> None:
    for listener in _on_dead:
        listener(work, reason, now)
