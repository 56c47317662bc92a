"""What kinds of need are there, how soon must each be answered, and when is somebody left in peace?"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Sort(StrEnum):
    """What was seen, in the words of whoever saw it."""

    AGING = "aging"
    OUTGROWN = "outgrown"
    SLOW_WORK = "slow_work"
    NETWORK = "network"
    SUPPLIES = "supplies"
    TRAINING = "training"
    SAFETY = "safety"
    OUTAGE = "outage"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _SAID[self].label

    @property
    def if_nothing(self) -> str:
        """What happens if nothing is done, until somebody says it better."""
        return _SAID[self].if_nothing

    @property
    def within_days(self) -> int:
        """By when, in days from the day it was seen."""
        return _SAID[self].within_days

    @property
    def said_to_customer(self) -> str:
        """What a customer asked to hear about, in words for them: no product, and nothing about them."""
        return _TO_CUSTOMER[self]

    @property
    def is_same_day(self) -> bool:
        return self in (Sort.SAFETY, Sort.OUTAGE)


@dataclass(frozen=True, slots=True)
class _Said:
    label: str
    if_nothing: str
    within_days: int


# Days are ours: as long as a customer can wait without harm, in most cases; whoever notices may say otherwise.
_SAID = {
    Sort.AGING: _Said("The machine is getting old", "It will break down more often, and parts get rare.", 60),
    Sort.OUTGROWN: _Said("They have outgrown it", "People wait at the machine, and it wears out early.", 30),
    Sort.SLOW_WORK: _Said("Work takes a detour", "They go on losing time each day.", 30),
    Sort.NETWORK: _Said("Network or security", "Somebody could read or print what isn't theirs.", 7),
    Sort.SUPPLIES: _Said("Supplies", "They run out, or print badly.", 7),
    Sort.TRAINING: _Said("People need showing", "The same trouble comes back each week.", 14),
    Sort.SAFETY: _Said("Something isn't safe", "Somebody could be hurt.", 0),
    Sort.OUTAGE: _Said("They can't work", "Their own customers are waiting.", 0),
    Sort.OTHER: _Said("Something else", "It stays as it is.", 30),
}


_TO_CUSTOMER = {
    Sort.AGING: "how long your machine will serve you",
    Sort.OUTGROWN: "work that your machine can't keep up with",
    Sort.SLOW_WORK: "work that takes a detour",
    Sort.NETWORK: "your network and its security",
    Sort.SUPPLIES: "supplies",
    Sort.TRAINING: "showing people how things work",
    Sort.SAFETY: "something that isn't safe",
    Sort.OUTAGE: "what keeps you from working",
    Sort.OTHER: "something else",
}


class Source(StrEnum):
    """How we came to know of it."""

    SEEN = "seen"
    MESSAGE = "message"
    CALL = "call"

    @property
    def said_inside(self) -> str:
        """Where the customer said it, for whoever answers; empty of what somebody saw."""
        return {"seen": "", "message": "a message on their page", "call": "a call they made"}[self]


class Leave(StrEnum):
    """What the customer has said to it. Uncomfortable talking about it? Passing it on is a full answer."""

    ASKED = "asked"
    AGREED = "agreed"
    PASSED = "passed"

    @property
    def label(self) -> str:
        return {"asked": "They asked for it", "agreed": "They'd like to hear more", "passed": "Just pass it on"}[self]

    @property
    def said_inside(self) -> str:
        """What it means for whoever answers."""
        return {
            "asked": "asked for it themselves",
            "agreed": "would like to hear more",
            "passed": "has not been spoken to about it",
        }[self]


@dataclass(frozen=True, slots=True)
class Said:
    """A need at the same customer that was answered with a no, and on which day."""

    sort: Sort
    on: date


def left_in_peace_until(noes: tuple[Said, ...], sort: Sort, leave: Leave, *, rest_days: int) -> date | None:
    """Return until when a no to this is respected; None where there is none, or they ask themselves.

    What isn't safe, and an outage, are told whatever was said before.
    """
    if leave is Leave.ASKED or sort.is_same_day:
        return None
    latest = max((said.on for said in noes if said.sort is sort), default=None)
    return latest + timedelta(days=rest_days) if latest else None


def may_be_raised(recent: int, leave: Leave, sort: Sort, *, most: int) -> bool:
    """Tell whether a customer may hear of one more now: not more often in a while than they'd welcome."""
    return leave is Leave.ASKED or sort.is_same_day or recent < most
