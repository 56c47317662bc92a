"""Which time does a customer hear? Never one sooner than the engine's: the next half hour today, else a round hour."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from benchmarks.promises.simulated.assumptions import Said
from benchmarks.promises.simulated.clock import WorkClock

# A slot is reached up to this far behind it: what floating point makes of an exact hour.
HAIR = 1e-6


class Saying:
    """Rounds the clock's hours up to what is said."""

    def __init__(self, clock: WorkClock, zone: ZoneInfo, said: Said) -> None:
        self._clock, self._zone, self._said = clock, zone, said

    def heard(self, opened_at: float, promised_at: float) -> float:
        """Return the time that is said (hours of the clock) for one reckoned at the moment `opened_at`."""
        at = self._clock.moment(promised_at - HAIR).astimezone(self._zone)
        is_today = at.date() == self._clock.moment(opened_at).astimezone(self._zone).date()
        slot = self._half_hour(at) if is_today else self._round_hour(at)
        return max(self._clock.hours(slot), promised_at)

    def _half_hour(self, at: datetime) -> datetime:
        step = timedelta(minutes=self._said.today_minutes)
        midnight = datetime.combine(at.date(), time(), self._zone)
        return midnight - -(at - midnight) // step * step

    def _round_hour(self, at: datetime) -> datetime:
        slots = (datetime.combine(at.date(), time(hour), self._zone) for hour in self._said.later_at)
        return next((slot for slot in slots if slot >= at), at)
