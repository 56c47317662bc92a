"""How much working time lies between two moments? Quickly, for many calls by one calendar.

`shared.working_hours` walks the days between two moments; here a year is walked once and the rest is looking up. Both
give the same (a property test compares).
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from steadyhand.shared.working_hours.business_clock import open_stretches
from steadyhand.shared.working_hours.calendars import WorkingCalendar

MINUTE = timedelta(minutes=1)
Stretch = tuple[datetime, datetime]


class YearlyHours:
    """The working time of a calendar, a year at a time.

    `calendar_of` gives the calendar with that year's holidays, None for a year that it can't be counted by.
    """

    def __init__(self, calendar_of: Callable[[int], WorkingCalendar | None]) -> None:
        self._calendar_of = calendar_of
        self._years: dict[int, _Year | None] = {}

    def minutes_between(self, start: datetime, end: datetime) -> int | None:
        """Return whole minutes of working time, one only begun not counted; None where it can't be counted.

        `end` is not before `start`.
        """
        begun, ended = start.astimezone(UTC), end.astimezone(UTC)
        total = timedelta()
        for number in range(begun.year, ended.year + 1):
            year = self._year(number)
            if year is None:
                return None
            total += year.until(ended) - year.until(begun)
        return total // MINUTE

    def _year(self, number: int) -> "_Year | None":
        if number not in self._years:
            calendar = self._calendar_of(number)
            self._years[number] = None if calendar is None else _Year(calendar, number)
        return self._years[number]


class _Year:
    """What is open in one year, and how much of it lies before each stretch."""

    def __init__(self, calendar: WorkingCalendar, number: int) -> None:
        begins, ends = (datetime(each, 1, 1, tzinfo=UTC) for each in (number, number + 1))
        stretches: list[Stretch] = list(open_stretches(calendar, begins, ends))
        self._opens, self._closes = [each[0] for each in stretches], [each[1] for each in stretches]
        self._sums = list(accumulate(until - since for since, until in stretches))

    def until(self, at: datetime) -> timedelta:
        """Return the working time of this year that lies before a moment."""
        opens, closes, sums = self._opens, self._closes, self._sums
        place = bisect_right(opens, at)
        if place == 0:
            return timedelta()
        before = sums[place - 2] if place > 1 else timedelta()
        return before + min(at, closes[place - 1]) - opens[place - 1]
