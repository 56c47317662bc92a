"""Has a behaviour become a habit? Seen in eight of the last ten opportunities or more, on several jobs, by two people.

No percentage is said of fewer than five opportunities.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from steadyhand.shared.uncertain import Interval, of_share

LAST, ENOUGH = 10, 8
JOBS, OBSERVERS = 3, 2
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A moment at which the behaviour could be seen, on a job, and by whose eyes; own words where no others looked.

    Two who watched the same job are two observers of one opportunity, never two opportunities.
    """

    job: str
    observers: frozenset[str]
    was_seen: bool


class Habit(StrEnum):
    TOO_EARLY = "too few to tell"
    NOT_YET = "not used yet"
    SOMETIMES = "used sometimes"
    HABIT = "habit"


@dataclass(frozen=True, slots=True)
class Adopted:
    """Counts are of all opportunities; the verdict is of the last ten. `share` is None below five of them."""

    seen: int
    n: int
    share: Interval | None
    verdict: Habit


def adopted(opportunities: Sequence[Opportunity]) -> Adopted:
    """Return how far a behaviour has come, from the opportunities in the order in which they were."""
    seen, n = sum(each.was_seen for each in opportunities), len(opportunities)
    share = of_share(seen, n) if n >= FEWEST else None
    return Adopted(seen, n, share, _verdict(opportunities[-LAST:]))


def of_team(known: Sequence[Adopted]) -> Habit:
    """Return how far a behaviour has come with a team, from its people: a habit is a person's, never a crowd's.

    Of people with fewer than five opportunities nothing is made; a team has a habit where all others have.
    """
    verdicts = [each.verdict for each in known if each.verdict is not Habit.TOO_EARLY]
    if not verdicts:
        return Habit.TOO_EARLY
    alike = set(verdicts)
    return alike.pop() if len(alike) == 1 else Habit.SOMETIMES


def _verdict(last: Sequence[Opportunity]) -> Habit:
    if len(last) < FEWEST:
        return Habit.TOO_EARLY
    seen = [each for each in last if each.was_seen]
    if not seen:
        return Habit.NOT_YET
    observers = frozenset[str]().union(*(each.observers for each in seen))
    is_wide = len({each.job for each in seen}) >= JOBS and len(observers) >= OBSERVERS
    return Habit.HABIT if len(seen) >= ENOUGH and is_wide else Habit.SOMETIMES
