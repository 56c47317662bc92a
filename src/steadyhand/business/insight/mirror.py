"""How much of what customers were told was unfit, is it more than before, and what does it come from? Values only."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from steadyhand.business.insight.uncertain import FEW
from steadyhand.business.obstacles.rules import Sort
from steadyhand.shared.uncertain import Interval, of_share

# Fewer people than this have a figure each in truth: nothing is shown of them. Ours, as surveys of teams have it.
FEWEST_WRITERS = 3
# Weeks that the page can show, the one going on counted.
SPANS = (4, 13, 52)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many messages, and between which shares the true one lies 95 times in 100."""

    count: int
    total: int

    @property
    def value(self) -> float | None:
        return self.count / self.total if self.total else None

    @property
    def interval(self) -> Interval | None:
        return of_share(self.count, self.total)

    @property
    def is_few(self) -> bool:
        """Tell whether one message more or less would be felt."""
        return self.total < FEW


class Drift(StrEnum):
    """How a share moved from one span to the next."""

    MORE = "more"
    LESS = "less"
    SAME = "same"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Change:
    """A share of two spans, how far apart they are, and what that says."""

    now: Share
    before: Share
    # Of now minus before, 95 times in 100; None where either is too few.
    apart: Interval | None
    drift: Drift


def change_between(now: Share, before: Share) -> Change:
    """Return what two spans say of each other; nothing where either rests on fewer than 30 messages.

    Source: R. G. Newcombe, Statistics in Medicine 17 (1998), method 10: the intervals of both shares are joined, which
    stays honest where hardly anything was found.
    """
    ours, theirs = now.interval, before.interval
    if now.is_few or before.is_few or ours is None or theirs is None:
        return Change(now, before, None, Drift.TOO_FEW)
    share, was = now.count / now.total, before.count / before.total
    apart = Interval(
        share - was - sqrt((share - ours.low) ** 2 + (theirs.high - was) ** 2),
        share - was + sqrt((ours.high - share) ** 2 + (was - theirs.low) ** 2),
    )
    drift = Drift.MORE if apart.low > 0 else Drift.LESS if apart.high < 0 else Drift.SAME
    return Change(now, before, apart, drift)


class Leak(StrEnum):
    """What goes on inside and reaches customers: a cause that somebody can remove."""

    STAFFING = "staffing"
    SCHEDULING = "scheduling"
    PARTS = "parts"
    SYSTEMS = "systems"
    TRAINING = "training"
    MONEY = "money"
    INSIDE = "inside"

    @property
    def label(self) -> str:
        return _LEAKS[self]

    @property
    def sort(self) -> Sort:
        """Return as what kind of obstacle its cause is raised."""
        return _SORTS.get(self, Sort.PROCESS)


_LEAKS = {
    Leak.STAFFING: "Staffing: how many we are, and who leaves",
    Leak.SCHEDULING: "Scheduling: how work is handed out, and how much of it",
    Leak.PARTS: "Parts: what suppliers and carriers do",
    Leak.SYSTEMS: "Tools and systems",
    Leak.TRAINING: "Training: what somebody wasn't shown",
    Leak.MONEY: "Money: pay, and what may be spent",
    Leak.INSIDE: "How the house is run",
}
_SORTS = {
    Leak.SCHEDULING: Sort.DISPATCH,
    Leak.SYSTEMS: Sort.TOOL,
    Leak.TRAINING: Sort.TRAINING,
    Leak.MONEY: Sort.TOO_DEAR,
}
# By the last word of a rule's name: those that air what goes on inside, and those that blame it on a part of the house.
_OF_RULES = {
    "internal_problem": {
        "short-staffed": Leak.STAFFING,
        "people-leaving": Leak.STAFFING,
        "only-one": Leak.STAFFING,
        "people": Leak.STAFFING,
        "behind": Leak.SCHEDULING,
        "workload": Leak.SCHEDULING,
        "tools": Leak.SYSTEMS,
        "untrained": Leak.TRAINING,
        "training": Leak.TRAINING,
        "pay": Leak.MONEY,
        "no-money": Leak.MONEY,
        "money": Leak.MONEY,
    },
    "blame": {
        "office-failed": Leak.SCHEDULING,
        "nobody-told-me": Leak.SCHEDULING,
        "colleague": Leak.SCHEDULING,
        "supplier-failed": Leak.PARTS,
        "supplier": Leak.PARTS,
    },
}


def leak_of(label: str, rule: str) -> Leak | None:
    """Return which problem of the house a rule says has reached a customer; None where it says nothing of the house.

    An own rule that airs something internal counts with how the house is run: its name is the dealership's.
    """
    known = _OF_RULES.get(label, {}).get(rule.rsplit(".", maxsplit=1)[-1])
    return known or (Leak.INSIDE if label == "internal_problem" else None)
