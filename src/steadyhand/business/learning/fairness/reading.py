"""What do the counts of a question say of each step? In words; chance and the four-fifths rule beside each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from steadyhand.business.learning.fairness.releasing import FEWEST_IN_GROUP, Stage, Stops
from steadyhand.business.learning.statistics.fisher import fisher, least_chance
from steadyhand.shared.uncertain import Interval, of_share

# A rate below four fifths of the best-served group's is generally taken for adverse impact.
# Source: 29 CFR 1607.4 D. It says itself that small numbers may not bear it out; see docs/how-it-works/fairness.md.
FOUR_FIFTHS = 0.8
# Of steps at which all are served alike, one in twenty is spoken of all the same; groups of one step share this.
ENOUGH = 0.05


class Says(StrEnum):
    """What a step's counts say."""

    TOO_FEW = "too few to tell"
    CHANCE = "no difference that chance wouldn't make"
    LOOK = "look at this step"


class Step(StrEnum):
    """A step that some pass: each counts of those who passed the one before, the last of all who applied."""

    INTERVIEW = "asked to interview"
    ESSENTIALS = "essentials met"
    HIRED = "hired"
    ALL = "hired, of all who applied"


_OF = {
    Step.INTERVIEW: (Stage.APPLIED, Stage.INTERVIEWED),
    Step.ESSENTIALS: (Stage.INTERVIEWED, Stage.ESSENTIALS),
    Step.HIRED: (Stage.ESSENTIALS, Stage.HIRED),
    Step.ALL: (Stage.APPLIED, Stage.HIRED),
}


@dataclass(frozen=True, slots=True)
class Group:
    """One group at one step: k of n with Wilson's interval, None of nobody.

    `ratio` is to the best-served group's rate, `chance` of such a difference to all others together: both None where
    the group is too small to be compared, or there is nothing to compare it with. `is_less`: it comes through less
    often than all others together.
    """

    group: str
    passed: int
    n: int
    interval: Interval | None
    ratio: float | None
    chance: float | None
    is_marked: bool
    is_less: bool

    @property
    def is_below_four_fifths(self) -> bool:
        return self.ratio is not None and self.ratio < FOUR_FIFTHS


@dataclass(frozen=True, slots=True)
class StepRead:
    """A step with its groups in the order of the answers, and what they say together."""

    step: Step
    groups: tuple[Group, ...]
    says: Says

    @property
    def is_below_four_fifths(self) -> bool:
        """Tell whether the rule of four fifths alone would speak here."""
        return any(each.is_below_four_fifths for each in self.groups)


def read_steps(counts: Mapping[str, Stops]) -> tuple[StepRead, ...]:
    """Return what each step's counts say; groups keep their order, which is never one of merit."""
    return tuple(_read(step, counts) for step in Step)


def _read(step: Step, counts: Mapping[str, Stops]) -> StepRead:
    came, went = _OF[step]
    table = {group: (sum(stops[went:]), sum(stops[came:])) for group, stops in counts.items()}
    large = {group: each for group, each in table.items() if each[1] >= FEWEST_IN_GROUP}
    chances = {group: _chance(group, large) for group in large} if len(large) > 1 else {}
    # Holm would order groups; with Bonferroni each is held against the same line, and nobody stands first.
    line = ENOUGH / _comparisons(len(large))
    best = max((passed / n for passed, n in large.values()), default=0.0)
    groups = tuple(
        Group(
            group,
            passed,
            n,
            of_share(passed, n),
            passed / n / best if group in chances and best else None,
            chances.get(group),
            is_marked=chances.get(group, 1.0) < line,
            is_less=group in chances and _is_less(group, large),
        )
        for group, (passed, n) in table.items()
    )
    if any(each.is_marked for each in groups):
        return StepRead(step, groups, Says.LOOK)
    return StepRead(step, groups, Says.CHANCE if _could_tell(large, line) else Says.TOO_FEW)


def _comparisons(groups: int) -> int:
    """Return how many different comparisons there are: of two groups, one against the other is the same as back."""
    return groups if groups > 2 else 1  # noqa: PLR2004 - two groups


def _others(group: str, table: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    rest = [each for other, each in table.items() if other != group]
    return sum(passed for passed, _ in rest), sum(n for _, n in rest)


def _is_less(group: str, table: Mapping[str, tuple[int, int]]) -> bool:
    (passed, n), (others_passed, others_n) = table[group], _others(group, table)
    return passed * others_n < others_passed * n


def _chance(group: str, table: Mapping[str, tuple[int, int]]) -> float:
    return fisher(*table[group], *_others(group, table))


def _could_tell(table: Mapping[str, tuple[int, int]], line: float) -> bool:
    """Tell whether the clearest difference would stand out for every group: else silence says nothing."""
    if len(table) < 2:  # noqa: PLR2004 - one group has nobody to be compared with
        return False
    all_passed = sum(passed for passed, _ in table.values())
    return all(least_chance(n, _others(group, table)[1], all_passed) < line for group, (_, n) in table.items())
