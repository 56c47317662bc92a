"""At what hour is the demo's day half lived? Now, if people work now; if not, the last working day moves to now."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from steadyhand.shared.working_hours import public_holidays

# Between these a working day has visits behind it and ahead of it.
FIRST, LAST = time(10, 30), time(15, 0)
HALF_PAST_ONE = time(13, 30)
# Before the first technician drives.
DAWN = time(5, 0)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DemoHour:
    """Where simulated time ends, and from when on and by how much it moves so that its end is now."""

    until: datetime
    dawn: datetime
    by: timedelta
    # What to tell whoever looks, empty where nothing moved.
    said: str


def hour_of(now: datetime, *, zone: str, country: str, region: str) -> DemoHour:
    """Return the hour of the demo that is made now."""
    local = now.astimezone(ZoneInfo(zone))
    closed = public_holidays(country, region, (local.year - 1, local.year))

    def is_working_day(at: datetime) -> bool:
        return at.weekday() < SATURDAY and at.date() not in closed

    if is_working_day(local) and FIRST <= local.time() <= LAST:
        return DemoHour(now, _at(local, DAWN), timedelta(0), "")
    last = _at(local, HALF_PAST_ONE)
    while last > local or not is_working_day(last):
        last = _at(last - timedelta(days=1), HALF_PAST_ONE)
    day = "today" if last.date() == local.date() else f"{last:%A}"
    said = f"At Lakeside it is {local:%A} {_clock(local)}, when nobody drives: you see {day} at 1:30 pm, moved to now."
    return DemoHour(last, _at(last, DAWN), now - last, said)


def _at(day: datetime, hour: time) -> datetime:
    return datetime.combine(day.date(), hour, tzinfo=day.tzinfo)


def _clock(at: datetime) -> str:
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"  # noqa: PLR2004  # noon
