"""How often did the guard find what stands in messages? Found and wanted labels in, shares with intervals out."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from steadyhand.business.conversations.guard.findings import Label

# As many draws as make the ends of an interval steady to a point.
_DRAWS = 400
Found = frozenset[Label]


@dataclass(frozen=True, slots=True)
class Score:
    """A share, and between which two it lies in 95 of 100 draws of as many messages."""

    share: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.share:.3f} ({self.low:.2f}–{self.high:.2f})"


@dataclass(frozen=True, slots=True)
class Told:
    """What was wanted of a message and what was found; `group` is whose messages are drawn together."""

    wanted: Found
    found: Found
    group: str


Measure = Callable[[Sequence[Told]], float]


def f1(told: Sequence[Told]) -> float:
    """Return F1 over all labels of all messages (micro)."""
    return _f1(told, frozenset(Label))


def f1_of(label: Label) -> Measure:
    """Return the measure of F1 for one label."""
    return lambda told: _f1(told, frozenset({label}))


def any_found(told: Sequence[Told]) -> float:
    """Return of the messages that should not be sent the share in which something was found."""
    return _share([bool(one.found) for one in told if one.wanted])


def clean_flagged(told: Sequence[Told]) -> float:
    """Return of the clean messages the share in which something was found."""
    return _share([bool(one.found) for one in told if not one.wanted])


def scored(measure: Measure, told: Sequence[Told]) -> Score:
    """Return a measure with its interval; whole groups are drawn, for one voice's messages resemble each other."""
    groups: dict[str, list[Told]] = {}
    for one in told:
        groups.setdefault(one.group, []).append(one)
    dice, pool = random.Random(1), list(groups.values())  # noqa: S311  # draws for an interval are no secret
    draws = sorted(measure([one for group in dice.choices(pool, k=len(pool)) for one in group]) for _ in range(_DRAWS))
    return Score(measure(told), draws[int(0.025 * _DRAWS)], draws[int(0.975 * _DRAWS) - 1])


def _f1(told: Sequence[Told], labels: Found) -> float:
    right = sum(len(one.wanted & one.found & labels) for one in told)
    wrong = sum(len((one.wanted ^ one.found) & labels) for one in told)
    return 2 * right / (2 * right + wrong) if right or wrong else 1.0


def _share(each: Sequence[bool]) -> float:
    return sum(each) / len(each) if each else 0.0
