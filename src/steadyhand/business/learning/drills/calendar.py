"""When is which drill of a module due? Days 2, 7, 21 and 60 after reading it, then each quarter; days away don't count.

Source of the days: spaced practice of behaviour (docs/how-it-works/learning.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

AFTER_DAYS = (2, 7, 21, 60)
EACH_QUARTER = 91
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A drill and the day from which it is wanted."""

    drill: str
    round: int
    on: date


def next_drill(
    codes: Sequence[str], *, read_on: date, drilled_on: Sequence[date], away: Sequence[tuple[date, date]] = ()
) -> Due:
    """Return the drill that comes next of a module that was read on a day.

    `codes` are its drills in their order; `drilled_on` the days on which one of them was done, oldest first: another
    try on the same day is the same round. `away` are days off, each with the first day back. A round that comes late
    moves those behind it, so that there is never more than one to do.
    """
    rounds = len({day for day in drilled_on if day >= read_on + DAY})
    gaps = [after - before for before, after in zip((0, *AFTER_DAYS), AFTER_DAYS, strict=False)]
    gap = gaps[rounds] if rounds < len(gaps) else EACH_QUARTER
    since = max((*drilled_on, read_on)) if rounds else read_on
    return Due(codes[rounds % len(codes)], rounds + 1, _later(since, gap, away))


def _later(since: date, days: int, away: Sequence[tuple[date, date]]) -> date:
    """Return the day so many days on which somebody was here after another."""
    on = since
    while days > 0:
        on += DAY
        if not any(first <= on < back for first, back in away):
            days -= 1
    return on
