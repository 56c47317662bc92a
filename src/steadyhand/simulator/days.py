"""What time is it in the made-up dealership? Whole seconds since the local midnight of its first day.

Everything inside the world counts in these seconds; they become aware moments when a happening is yielded.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from steadyhand.shared.working_hours import public_holidays

DAY = 86_400
HOUR = 3_600
MINUTE = 60
OPENS = 8 * HOUR
CLOSES = 17 * HOUR
WORK_DAY = CLOSES - OPENS
# Beyond the end so that what is due after it can still be placed.
SPARE_DAYS = 120


class Days:
    """The calendar of one run: which days are worked, and when each begins in UTC."""

    __slots__ = ("_day_of_work", "_midnights", "_worked_before", "dates", "first", "holidays", "is_working", "zone")

    def __init__(self, first: date, days: int, *, zone: str, country: str, region: str) -> None:
        count = days + SPARE_DAYS
        self.first = first
        self.zone = ZoneInfo(zone)
        self.dates = [first + timedelta(days=day) for day in range(count)]
        self.holidays = public_holidays(country, region, {day.year for day in self.dates})
        self.is_working = [day.weekday() < 5 and day not in self.holidays for day in self.dates]  # noqa: PLR2004 - Saturday
        # At noon: nothing happens in the small hours in which clocks are changed.
        self._midnights = [
            datetime.combine(day, time(12), tzinfo=self.zone).astimezone(UTC) - timedelta(hours=12)
            for day in self.dates
        ]
        self._worked_before: list[int] = []
        self._day_of_work: list[int] = []
        for day, works in enumerate(self.is_working):
            self._worked_before.append(len(self._day_of_work))
            if works:
                self._day_of_work.append(day)

    def moment(self, at: int) -> datetime:
        """Return the aware moment (UTC) of a second of this world."""
        return self._midnights[at // DAY] + timedelta(seconds=at % DAY)

    def second(self, moment: datetime) -> int:
        """Return the second of this world at a moment, the other way round."""
        day = (moment.astimezone(self.zone).date() - self.first).days
        return day * DAY + int((moment - self._midnights[day]).total_seconds())

    def day_of(self, day: date) -> int:
        return (day - self.first).days

    def date(self, at: int) -> date:
        return self.dates[at // DAY]

    def worked(self, at: int) -> int:
        """Return the working seconds from the beginning up to `at`."""
        day, second = divmod(at, DAY)
        before = self._worked_before[day] * WORK_DAY
        return before + min(max(second - OPENS, 0), WORK_DAY) if self.is_working[day] else before

    def when_worked(self, seconds: int) -> int:
        """Return when so many working seconds have passed since the beginning."""
        days, rest = divmod(seconds, WORK_DAY)
        return self._day_of_work[min(days, len(self._day_of_work) - 1)] * DAY + OPENS + rest

    def add_working(self, at: int, seconds: float) -> int:
        return self.when_worked(self.worked(at) + int(seconds))

    def opening(self, at: int) -> int:
        """Return `at` while it is open, else the next opening."""
        day, second = divmod(at, DAY)
        if self.is_working[day] and second < CLOSES:
            return max(at, day * DAY + OPENS)
        return self.next_working_day(day) * DAY + OPENS

    def next_working_day(self, day: int) -> int:
        """Return the first working day after `day`."""
        return self._day_of_work[self._worked_before[day + 1]]

    def working_days_later(self, day: int, count: int) -> int:
        """Return the working day so many working days after `day` (itself not counted)."""
        return self._day_of_work[self._worked_before[day + 1] + count - 1]


class PageCalendar:
    """How a kind of customer prints over the year: working "print days" up to any second, and back.

    A machine prints its daily pages times print days; a print day is an average calendar day of the kind.
    """

    __slots__ = ("_sums",)

    def __init__(
        self, days: Days, *, months: Sequence[float], week: Sequence[float], on_holidays: float, yearly_change: float
    ) -> None:
        usual_day = sum(months) / 12 * sum(week) / 7
        sums = [0.0]
        for number, day in enumerate(days.dates):
            part = months[day.month - 1] * week[day.weekday()] / usual_day
            if day in days.holidays:
                part *= on_holidays
            sums.append(sums[-1] + part * (1.0 + yearly_change) ** (number / 365))
        self._sums = sums

    def up_to(self, at: int) -> float:
        """Return the print days up to a second; a day's printing is done in opening hours."""
        day, second = divmod(at, DAY)
        share = min(max(second - OPENS, 0), WORK_DAY) / WORK_DAY
        before = self._sums[day]
        return before + share * (self._sums[day + 1] - before)

    def when(self, print_days: float) -> int | None:
        """Return the second at which so many print days have passed; None beyond the calendar."""
        if print_days >= self._sums[-1]:
            return None
        day = bisect_left(self._sums, print_days) - 1
        if day < 0:
            return OPENS
        share = (print_days - self._sums[day]) / (self._sums[day + 1] - self._sums[day])
        return day * DAY + OPENS + int(share * WORK_DAY)
