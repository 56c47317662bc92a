"""Who must know what was promised or said about a promise? Joined by config/wiring.py.

Whatever is above keeps what customers were told; it hears of it inside the transaction that makes the change, so that
no time is ever given, whoever gives it, that isn't in what the customer was told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from steadyhand.business.promises.rules import Channel, WordSort
from steadyhand.shared.actor import Actor


class Heard(StrEnum):
    """What happened to a promise, as far as what its customer knows is concerned."""

    GIVEN = "given"
    SPOKEN_OF = "spoken_of"
    TAKEN_BACK = "taken_back"
    STANDS_AGAIN = "stands_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A word about a promise: the row that is kept of it, why it was said, and how."""

    word_id: UUID
    sort: WordSort
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseHeard:
    """A promise was given, somebody spoke about it, its customer took it back, or that was a mistake."""

    what: Heard
    promise_id: UUID
    by: Actor
    at: datetime
    # What was said, where it isn't the promise's own words.
    words: str = ""
    spoken: Spoken | None = None


_listeners: list[Callable[[PromiseHeard], None]] = []


def hear_of_promises(listener: Callable[[PromiseHeard], None]) -> None:
    if listener not in _listeners:
        _listeners.append(listener)


def promise_heard(heard: PromiseHeard) -> None:
    """Tell whoever keeps what customers know. They may open the book of follow-ups: lock everything else before."""
    for listener in _listeners:
        listener(heard)
