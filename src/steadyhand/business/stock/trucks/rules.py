"""How does a handover stand, whose turn is it, and what does a look at a truck ask? Values in, values out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# More of one part changes hands at a loading dock, not between two people. Ours.
MOST_HANDED = 200


class Side(StrEnum):
    """Who gives, and who gets."""

    GIVER = "giver"
    RECEIVER = "receiver"

    @property
    def other(self) -> "Side":
        return Side.RECEIVER if self is Side.GIVER else Side.GIVER


class HandoverState(StrEnum):
    """Where a handover stands. It is open until both have said the same number, or one of them has ended it."""

    WAITS = "waits"
    QUESTION = "question"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_open(self) -> bool:
        return self in (HandoverState.WAITS, HandoverState.QUESTION)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(state.value, state.label) for state in cls]


_LABELS = {
    HandoverState.WAITS: "waits",
    HandoverState.QUESTION: "the numbers differ",
    HandoverState.DONE: "handed over",
    HandoverState.DECLINED: "declined",
    HandoverState.WITHDRAWN: "taken back",
}


@dataclass(frozen=True, slots=True)
class Said:
    """How many each side says changed hands; None: they haven't said yet."""

    given: int | None
    received: int | None

    @property
    def state(self) -> HandoverState:
        """Return how it stands by what both say."""
        if self.given is None or self.received is None:
            return HandoverState.WAITS
        return HandoverState.DONE if self.given == self.received else HandoverState.QUESTION

    @property
    def turn(self) -> Side:
        """Return who says something next: whoever has said nothing; where both have, whoever gave looks again."""
        return Side.RECEIVER if self.given is not None and self.received is None else Side.GIVER


class Answer(StrEnum):
    """What somebody found about one line of the look at a truck."""

    FINE = "fine"
    NOT_FINE = "not_fine"
    NONE_HERE = "none_here"

    @property
    def label(self) -> str:
        return {"fine": "Yes", "not_fine": "No", "none_here": "Not on my truck"}[self]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to look at, as a question that a yes answers well."""

    key: str
    asks: str


# Ours: what makes a part hard to find, a truck unsafe or a customer's carpet dirty, in the order of a walk around it.
CHECKLIST = (
    Line("bins", "Does each part lie in the bin that My truck says?"),
    Line("labels", "Can every bin’s label be read?"),
    Line("boxes", "Are opened boxes closed again, with all that belongs in them?"),
    Line("used", "Are used and broken parts apart from new ones?"),
    Line("toner", "Are toner and drums dry, upright and out of the sun?"),
    Line("tools", "Are the tools complete, and the vacuum cleaner’s filter good?"),
    Line("secured", "Is everything heavy tied down?"),
    Line("clean", "Could a customer look inside?"),
)


def month_of(on: date) -> date:
    """Return the first day of a month: a truck is looked at once in each."""
    return on.replace(day=1)
