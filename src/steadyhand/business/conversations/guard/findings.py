"""What does a review of a text say? Findings, and the times that stand in it; offsets count characters of the text."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from steadyhand.business.conversations.guard.verdicts import Verdict


class Label(StrEnum):
    """What a customer should never read, in the order in which it is told."""

    BLAME = "blame"
    INTERNAL_PROBLEM = "internal_problem"
    OVERPROMISE = "overpromise"
    UNTRUE_GUARANTEE = "untrue_guarantee"
    HARD_SELL = "hard_sell"
    UNPROFESSIONAL = "unprofessional"
    DISPARAGE_OTHER = "disparage_other"


class Tier(StrEnum):
    """How sure a finding is: a rule or a record confirms, the model only nudges. Neither blocks."""

    CONFIRM = "confirm"
    NUDGE = "nudge"


class Severity(IntEnum):
    """How much it hurts when a customer reads it: a slip, something they remember, what may cost the account."""

    LOW = 1
    MIDDLE = 2
    HIGH = 3


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Words that should not reach a customer: where they stand, by which rule, why it matters, what says it better."""

    start: int
    end: int
    label: Label
    tier: Tier
    rule: str
    why: str
    say_instead: str
    severity: Severity = Severity.MIDDLE


@dataclass(frozen=True, slots=True, order=True)
class TimeSaid:
    """A time in the text, from and until which moment it may mean, and whether it binds whoever says it."""

    start: int
    end: int
    from_at: datetime
    until_at: datetime
    is_promise: bool


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that is to be said about a text."""

    text: str
    findings: tuple[Finding, ...]
    times: tuple[TimeSaid, ...] = ()
    # How what it says stands to the record, where that was given.
    verdicts: tuple[Verdict, ...] = ()
    # False where the model should have been asked and could not: rules alone find less.
    is_whole: bool = True

    @property
    def labels(self) -> tuple[Label, ...]:
        """Return what was found, each once, in the order in which it is told; empty when the text is clean."""
        found = {finding.label for finding in self.findings}
        return tuple(label for label in Label if label in found)
