"""From moments to the solver's seconds and back, by the clock on the wall where the branch is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTE = 60


@dataclass(frozen=True, slots=True)
class WallClock:
    """Seconds after the midnight that begins a day, as clocks there show them.

    By the clock and not as they pass: a shift from 8 to 5 is one also on the day on which clocks change, which they do
    at night.
    """

    on: date
    zone: str

    def seconds(self, at: datetime) -> int:
        """Return a moment, up to the whole minute; below 0 for the days before."""
        local = at.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        since = local - datetime.combine(self.on, time())
        return -(-int(since.total_seconds()) // MINUTE) * MINUTE

    def moment(self, seconds: int) -> datetime:
        """Return the moment at which clocks there show so much."""
        local = datetime.combine(self.on, time()) + timedelta(seconds=int(seconds))
        return local.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    @property
    def starts_at(self) -> datetime:
        return self.moment(0)

    @property
    def until(self) -> datetime:
        return self.moment(24 * 60 * MINUTE)

    def has(self, at: datetime) -> bool:
        return self.starts_at <= at < self.until
