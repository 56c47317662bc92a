"""Which day is so many working days away?"""

from datetime import date

from steadyhand.shared.working_hours.business_clock import HORIZON, BeyondHorizon
from steadyhand.shared.working_hours.calendars import DAY, WorkingCalendar


def is_working_day(calendar: WorkingCalendar, day: date) -> bool:
    """Does a shift start on this date? The tail of last night's is no working day."""
    return bool(calendar.spans_on(day))


def add_working_days(calendar: WorkingCalendar, day: date, n: int) -> date:
    """Return the n-th working day after a date, or before it when n is negative; for 0 the first from the date on.

    Raises:
        BeyondHorizon: it lies more than fifty years away.
    """
    if n == 0:
        return day if is_working_day(calendar, day) else add_working_days(calendar, day, 1)
    step = DAY if n > 0 else -DAY
    left, reached = abs(n), day
    while left:
        reached += step
        if abs(reached - day) > HORIZON:
            raise BeyondHorizon(f"{n} working days from {day} are more than fifty years away; ask for fewer.")
        left -= is_working_day(calendar, reached)
    return reached
