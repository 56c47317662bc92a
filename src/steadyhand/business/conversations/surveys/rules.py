"""What is asked once a call is over, how is it said, and which answer is a poor one? Values in, values out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from steadyhand.business.calls.rules import CallState

# Whoever has slept on it, or sees it fail on Monday, may say so.
CHANGE_FOR = timedelta(days=7)
LONGEST = 1_000
# All in all, from the worst: what each number means in words.
SCORES = {1: "very poor", 2: "poor", 3: "all right", 4: "good", 5: "very good"}
GOOD_FROM, POOR_UP_TO = 4, 2


class Works(StrEnum):
    """Does it work?"""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"

    @property
    def label(self) -> str:
        return {Works.YES: "Yes", Works.PARTLY: "Partly", Works.NO: "No"}[self]


class WordKept(StrEnum):
    """Was what we told them true, and did we keep it?"""

    YES = "yes"
    NOT_QUITE = "not_quite"
    NO = "no"

    @property
    def label(self) -> str:
        return {WordKept.YES: "Yes", WordKept.NOT_QUITE: "Not quite", WordKept.NO: "No"}[self]


class CannotAnswer(Exception):
    """The answer isn't kept; the words are for the customer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a customer answers."""

    works: Works
    word_kept: WordKept
    score: int
    words: str = ""

    @property
    def is_poor(self) -> bool:
        """Tell whether somebody should ring: it doesn't wholly work, we broke our word, or it was poor all in all."""
        return self.works is not Works.YES or self.word_kept is WordKept.NO or self.score <= POOR_UP_TO

    @property
    def said(self) -> str:
        """Return the answers as the timeline keeps them."""
        lines = [
            f"Does it work? {self.works.label}.",
            f"Was what we told you true, and did we keep it? {self.word_kept.label}.",
            f"All in all: {self.score} of 5, {SCORES[self.score]}.",
        ]
        return " ".join([*lines, *([f"“{self.words}”"] if self.words else [])])


def check(answered: Answered) -> None:
    """Refuse what can't be kept.

    Raises:
        CannotAnswer: the number is none of the five, or the words are too long.
    """
    if answered.score not in SCORES:
        raise CannotAnswer("Choose one of the five, from very poor to very good.")
    if len(answered.words) > LONGEST:
        raise CannotAnswer(f"Please keep your words under {LONGEST:,} characters, or call us.")


def is_asked(state: CallState, closed_at: datetime | None) -> bool:
    """Tell whether a call is over in a way that can be asked about: done, and we know when."""
    return state is CallState.CLOSED and closed_at is not None


def may_change_until(answered_at: datetime) -> datetime:
    """Return until when an answer may be changed."""
    return answered_at + CHANGE_FOR
