"""By what are working days and parts of a day counted? A dealership's hours, as far as a sentence needs them."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

DAY = timedelta(days=1)
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Hours:
    """When work begins and ends, on which days (0: Monday); `is_day_first`: 3/4 is the third of April."""

    opens: time = time(8)
    closes: time = time(17)
    workdays: frozenset[int] = frozenset(range(FRIDAY + 1))
    holidays: frozenset[date] = field(default_factory=frozenset)
    is_day_first: bool = False

    def is_working(self, on: date) -> bool:
        """Tell whether anybody works on a day."""
        return on.weekday() in self.workdays and on not in self.holidays

    def working_days_after(self, on: date, days: int) -> date:
        """Return the day so many working days later (`days` at least 0; 0: the day itself, or the next working one).

        Raises:
            ValueError: no day of the week is a working day.
        """
        if not self.workdays:
            raise ValueError("These hours have no working day; name at least one day of the week.")
        at = on
        if not days:
            while not self.is_working(at):
                at += DAY
            return at
        left = days
        while left:
            at += DAY
            left -= self.is_working(at)
        return at

    def last_of_week(self, monday: date) -> date:
        """Return the last working day of the week that begins on this Monday; its Friday where all of it is free."""
        days = [monday + n * DAY for n in range(7)]
        return next((day for day in reversed(days) if self.is_working(day)), monday + FRIDAY * DAY)
