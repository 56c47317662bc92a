"""How did hires do, by what others say and by days, and what did the marks know of it? Values in, values out.

No person is added up and no candidate foretold: figures are of criteria, over all hires, and of fewer than five
nothing is made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median_low

from steadyhand.business.learning.hiring.rules import APART, FAIR
from steadyhand.shared.uncertain import Interval, of_share

# Ours: probation, half a year, a year. A month is a twelfth of a year, so that twelve are one.
MONTHS = (3, 6, 12)
_YEAR_DAYS = 365.25
# Ours, as everywhere: no share is said of fewer than five.
FEWEST = 5
# A behaviour counts as there from eight of ten on, as a habit does.
MOSTLY = 0.8
# Ours: raters who are far apart over every third hire read the question differently.
OFTEN_APART = 1 / 3


def point_of(started_on: date, months: int) -> date:
    """Return the day so many months after somebody's first."""
    return started_on + timedelta(days=round(months * _YEAR_DAYS / 12))


@dataclass(frozen=True, slots=True)
class PathWalked:
    """A line of somebody's path. `planned_on`: the day that was said first, whatever day it got later."""

    criterion: str
    planned_on: date
    there_on: date | None

    def stands_on(self, on: date) -> "LineStands":
        """Return how the line stood on a day."""
        if self.there_on is not None and self.there_on <= on:
            return LineStands.ON_TIME if self.there_on <= self.planned_on else LineStands.LATE
        return LineStands.OPEN if on <= self.planned_on else LineStands.OVERDUE


class LineStands(StrEnum):
    ON_TIME = "there on time"
    LATE = "there late"
    OPEN = "still to come"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Level:
    """What others say of a skill (None: nobody but themselves), and what the post asks for."""

    skill: str
    level: int | None
    wanted: int


@dataclass(frozen=True, slots=True)
class Later:
    """What is known of one criterion of one hire, on a day."""

    levels: tuple[Level, ...]
    lines: tuple[LineStands, ...]
    seen: int
    chances: int

    @property
    def is_well(self) -> bool | None:
        """Tell whether all that is known says so; None where nothing is known yet."""
        known = [each.level >= each.wanted for each in self.levels if each.level is not None]
        known += [line is LineStands.ON_TIME for line in self.lines if line is not LineStands.OPEN]
        if self.chances >= FEWEST:
            known.append(self.seen / self.chances >= MOSTLY)
        return all(known) if known else None


class Band(StrEnum):
    """How somebody was marked on a criterion, by the middle of all its marks."""

    HIGH = "marked 4 to 5"
    FAIR = "marked 3"
    LOW = "marked below 3"


def band_of(marks: Sequence[int]) -> Band | None:
    """Return the band of a criterion's marks; None where nobody assessed it. Of two in the middle, the lower."""
    if not marks:
        return None
    middle = median_low(marks)
    return Band.HIGH if middle > FAIR else Band.FAIR if middle == FAIR else Band.LOW


@dataclass(frozen=True, slots=True)
class BandLater:
    """Of the hires of a band, how many did well; `share` is None below five of them."""

    band: Band
    well: int
    n: int
    share: Interval | None


def by_band(hires: Sequence[tuple[Sequence[int], bool | None]]) -> tuple[BandLater, ...]:
    """Return each band with how its hires did: (a criterion's marks, whether they did well) for each hire.

    Whoever nothing is known of yet, or whom nobody assessed, counts in none.
    """
    known = [(band, well) for marks, well in hires if (band := band_of(marks)) is not None and well is not None]
    found = []
    for band in Band:
        of_band = [well for each, well in known if each is band]
        n, well = len(of_band), sum(of_band)
        found.append(BandLater(band, well, n, of_share(well, n) if n >= FEWEST else None))
    return tuple(found)


class Hint(StrEnum):
    """What marks say of a question of the kit, not of who was marked."""

    ALIKE = "everybody got the same mark: it told nobody apart"
    APART = "raters were often two marks apart or more: the anchors say too little"


def hint_of(marks: Sequence[Sequence[int]]) -> Hint | None:
    """Return what a question's marks say of it: those of each hire, together; None of fewer than five hires."""
    given = [each for each in marks if each]
    if len(given) < FEWEST:
        return None
    if len({mark for each in given for mark in each}) == 1:
        return Hint.ALIKE
    pairs = [each for each in given if len(each) > 1]
    apart = sum(max(each) - min(each) >= APART for each in pairs)
    return Hint.APART if len(pairs) >= FEWEST and apart / len(pairs) >= OFTEN_APART else None


def weeks_between(since: date, until: date) -> int:
    """Return how many weeks lie between two days, rounded; never fewer than none."""
    return max(0, round((until - since).days / 7))


def marks_by_criterion(marks: Mapping[str, Sequence[int]], criterion_of: Mapping[str, str]) -> dict[str, list[int]]:
    """Return all marks of each criterion, from those of each question."""
    found: dict[str, list[int]] = {}
    for key, given in marks.items():
        if key in criterion_of:
            found.setdefault(criterion_of[key], []).extend(given)
    return found
