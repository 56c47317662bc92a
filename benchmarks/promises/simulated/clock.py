"""How many working hours have passed? A branch's opening hours laid out once, so that a year is quick to count."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import accumulate

from steadyhand.shared.working_hours import WorkingCalendar, open_stretches

HOUR_SECONDS = 3600.0


class WorkClock:
    """Working hours since the beginning of a span, by one calendar; a moment outside of opening hours stands still."""

    __slots__ = ("_closes", "_hours", "_opens")

    def __init__(self, calendar: WorkingCalendar, begins: datetime, ends: datetime) -> None:
        stretches = list(open_stretches(calendar, begins, ends))
        self._opens = [opens.timestamp() for opens, _ in stretches]
        self._closes = [closes.timestamp() for _, closes in stretches]
        lengths = ((closes - opens) / HOUR_SECONDS for opens, closes in zip(self._opens, self._closes, strict=True))
        self._hours = [0.0, *accumulate(lengths)]

    @property
    def openings(self) -> Sequence[float]:
        """The working hours passed at each opening: whole days of the clock."""
        return self._hours

    def hours(self, at: datetime) -> float:
        """Return the working hours passed at a moment."""
        second = at.timestamp()
        place = bisect_right(self._opens, second) - 1
        if place < 0:
            return 0.0
        return self._hours[place] + (min(second, self._closes[place]) - self._opens[place]) / HOUR_SECONDS

    def moment(self, hours: float) -> datetime:
        """Return the first moment at which so many working hours have passed: a closing, not the next opening."""
        place = max(min(bisect_right(self._hours, hours) - 1, len(self._opens) - 1), 0)
        if place and self._hours[place] == hours:
            place -= 1
        return datetime.fromtimestamp(self._opens[place] + (hours - self._hours[place]) * HOUR_SECONDS, UTC)

    def day_and_hour(self, hours: float) -> tuple[int, float]:
        """Return which open day it is (from 0), and the hours since its opening; an opening belongs to its day."""
        place = max(min(bisect_right(self._hours, hours) - 1, len(self._opens) - 1), 0)
        return place, hours - self._hours[place]

    def opening(self, day: int) -> datetime:
        """Return the moment at which an open day begins."""
        return datetime.fromtimestamp(self._opens[day], UTC)

    def day_hours(self, day: int) -> float:
        """Return how many hours an open day has."""
        return self._hours[day + 1] - self._hours[day]

    def begins(self, day: int) -> float:
        """Return the working hours passed when an open day begins."""
        return self._hours[day]
