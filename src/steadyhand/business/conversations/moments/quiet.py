"""When is nobody disturbed? By the clock on the customer's wall; values in, values out."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SUNDAY = 6
DAY = timedelta(days=1)
# A bank holiday, a weekend and a shutdown between the years together are shorter.
FURTHEST_DAYS = 40


@dataclass(frozen=True, slots=True)
class Quiet:
    """From which hour in the evening until which in the morning, and on which days, no message goes."""

    zone: str
    from_hour: int = 20
    until_hour: int = 8
    rests_on_sundays: bool = True
    rests_on: frozenset[date] = field(default_factory=frozenset)

    def holds(self, at: datetime) -> bool:
        """Tell whether nobody is disturbed at this moment."""
        local = at.astimezone(ZoneInfo(self.zone))
        return self._is_rest(local.date()) or not self.until_hour <= local.hour < self.from_hour

    def ends(self, at: datetime) -> datetime:
        """Return the first moment from `at` on at which somebody may be written to; `at` itself where it may be now."""
        if not self.holds(at):
            return at
        here = ZoneInfo(self.zone)
        local = at.astimezone(here)
        for days in range(FURTHEST_DAYS):
            on = local.date() + DAY * days
            morning = datetime.combine(on, time(self.until_hour), tzinfo=here).astimezone(at.tzinfo)
            # A night in which clocks go forward may have no such hour; the moment after it then counts.
            if morning > at and not self._is_rest(on) and not self.holds(morning):
                return morning
        return at + DAY * FURTHEST_DAYS

    def _is_rest(self, on: date) -> bool:
        return on in self.rests_on or (self.rests_on_sundays and on.weekday() == SUNDAY)
