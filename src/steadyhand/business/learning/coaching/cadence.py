"""What follows a training? Eight weekly talks and three ride-alongs, then one every six weeks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WEEK = timedelta(days=7)
TALK_WEEKS = range(1, 9)
RIDE_WEEKS = (2, 5, 8)
# From the eighth week on one look at a time keeps a habit; a fall back shows before it has become the old way again.
THEN_EVERY = 6
# As many as one coach can follow beside their own work; a larger training is coached in waves of so many.
A_WAVE = 4
# Waves begin a week apart, three of them; a fourth would ride along in the weeks of the first.
WAVES_APART = 3


class Sort(StrEnum):
    """What a coach does with a technician."""

    TALK = "talk"
    RIDE = "ride"

    @property
    def label(self) -> str:
        return "ten-minute talk" if self is Sort.TALK else "ride-along"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One talk or ride-along as the cadence has it; weeks count from 1, the week after the training."""

    sort: Sort
    week: int

    @property
    def rank(self) -> int:
        """How much it matters where hours are short, 0 most.

        The early ride-along shows what the training left, the one in week 8 whether it lasts; every other talk keeps
        the thread. Ours: a plain order that a manager can see through, and is told.
        """
        if self.sort is Sort.TALK:
            return 0 if self.week % 2 else 3
        return {2: 1, 8: 2}.get(self.week, 4)


def wanted() -> Iterator[Wanted]:
    """Return what one technician's first eight weeks hold, in the order of the weeks."""
    for week in TALK_WEEKS:
        yield Wanted(Sort.TALK, week)
        if week in RIDE_WEEKS:
            yield Wanted(Sort.RIDE, week)


def next_ride(week: int) -> int:
    """Return the week of the ride-along that follows one in this week."""
    return next((each for each in RIDE_WEEKS if each > week), max(week, RIDE_WEEKS[-1]) + THEN_EVERY)


def monday_of(on: date) -> date:
    """Return the Monday of a day's week."""
    return on - timedelta(days=on.weekday())


def starts_after(on: date) -> date:
    """Return the Monday on which coaching begins after a training that ended on a day: the next one."""
    return monday_of(on) + WEEK


def week_on(starts_on: date, week: int) -> date:
    """Return the Monday of a plan's week."""
    return starts_on + (week - 1) * WEEK
