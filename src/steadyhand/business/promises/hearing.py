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
class Letter:
    """Where words go that are written, under which subject, and until when they are worth reading."""

    address: str
    subject: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A word about a promise: the row that is kept of it, why it was said, how, and where it goes if it is written."""

    word_id: UUID
    sort: WordSort
    channel: Channel
    letter: Letter | None = None
    # Another time that the words offer: one that we can keep, and to which nobody has said yes.
    offered_at: datetime | None = None


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


# It returns whether the words wait: the record contradicts them, and nobody reads them yet.
Listener = Callable[[PromiseHeard], bool]
_listeners: list[Listener] = []


def hear_of_promises(listener: Listener) -> None:
    if listener not in _listeners:
        _listeners.append(listener)


def promise_heard(heard: PromiseHeard) -> bool:
    """Tell whoever keeps what customers know; return whether the words wait for somebody to decide.

    They may open the book of follow-ups: lock everything else before.
    """
    # Every one of them hears it, whatever the first has said.
    waits = [listener(heard) for listener in _listeners]
    return any(waits)
