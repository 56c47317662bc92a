"""Which time does a customer hear? Never one sooner than the engine's: the next half hour today, else a round hour."""

from bisect import bisect_left
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from benchmarks.promises.simulated.assumptions import Said
from benchmarks.promises.simulated.clock import WorkClock

# A slot is reached up to this far behind it: what floating point makes of an exact hour.
HAIR = 1e-6
DAY_MINUTES = 24 * 60


class Saying:
    """Rounds the clock's hours up to what is said."""

    def __init__(self, clock: WorkClock, zone: ZoneInfo, said: Said) -> None:
        self._clock, self._zone = clock, zone
        self._today = tuple(range(0, DAY_MINUTES + 1, said.today_minutes))
        self._later = tuple(hour * 60 for hour in said.later_at)
        self._slots: dict[tuple[int, bool], list[float]] = {}

    def heard(self, opened_at: float, promised_at: float) -> float:
        """Return the time that is said (hours of the clock) for one reckoned at the moment `opened_at`."""
        day, _ = self._clock.day_and_hour(promised_at - HAIR)
        slots = self._of_day(day, is_today=day == self._clock.day_and_hour(opened_at)[0])
        place = bisect_left(slots, promised_at - HAIR)
        return max(slots[place], promised_at) if place < len(slots) else promised_at

    def _of_day(self, day: int, *, is_today: bool) -> list[float]:
        """Return an open day's slots; its closing is always one."""
        if (day, is_today) not in self._slots:
            opens_on = self._clock.opening(day).astimezone(self._zone).date()
            midnight = datetime.combine(opens_on, time(), self._zone)
            begins, ends = self._clock.begins(day), self._clock.begins(day + 1)
            minutes = self._today if is_today else self._later
            hours = (self._clock.hours(midnight + timedelta(minutes=minute)) for minute in minutes)
            self._slots[day, is_today] = [each for each in hours if begins <= each < ends] + [ends]
        return self._slots[day, is_today]
