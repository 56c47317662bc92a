"""How do people say when something is?"""

from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Clock = Literal[12, 24]
DAY = timedelta(days=1)
MIDNIGHT = time(0)
# On Monday, "Sunday" is the next one; a week ahead the name of the day would be today's.
DAYS_WITH_A_NAME = 7
# Nearer than half a year, a date without its year can only be one.
DAYS_WITHOUT_YEAR = 183


def time_said(at: time | datetime, *, clock: Clock = 24) -> str:
    """Return `14:40`, or `2:40 pm` by a 12-hour clock."""
    if clock == 24:  # noqa: PLR2004 - the Literal's own value
        return f"{at.hour}:{at.minute:02}"
    return f"{at.hour % 12 or 12}:{at.minute:02} {'am' if at.hour < 12 else 'pm'}"  # noqa: PLR2004 - noon


def when_said(at: datetime, now: datetime, zone: str, *, clock: Clock = 24) -> str:
    """Return `today at 14:40`, `Thursday at 14:00`, `12 May at 8:00`, or `12 May 2025` when it is far away.

    A bare weekday is always to come. Moments are aware; the zone is the listener's, an IANA name.
    """
    local_at, local_now = _local(at, zone), _local(now, zone)
    day = _day_said(local_at.date(), local_now.date())
    if _is_far(local_at.date(), local_now.date()):
        return day
    return f"{day} at {time_said(local_at, clock=clock)}"


def window_said(start: datetime, end: datetime, now: datetime, zone: str, *, clock: Clock = 24) -> str:
    """Return `Thursday between 13:00 and 15:00`; over midnight `between today at 22:00 and tomorrow at 2:00`.

    Raises:
        ValueError: it ends before it starts.
    """
    if end < start:
        raise ValueError(f"A window from {start.isoformat()} can't end at {end.isoformat()}, before it starts.")
    if start == end:
        return when_said(start, now, zone, clock=clock)
    starts, ends, today = _local(start, zone), _local(end, zone), _local(now, zone).date()
    begins = time_said(starts, clock=clock)
    if ends.date() == starts.date():
        return f"{_day_said(starts.date(), today)} between {begins} and {time_said(ends, clock=clock)}"
    if ends.date() == starts.date() + DAY and ends.time() == MIDNIGHT:
        return f"{_day_said(starts.date(), today)} between {begins} and midnight"
    ending = f"{_day_said(ends.date(), today)} at {time_said(ends, clock=clock)}"
    return f"between {_day_said(starts.date(), today)} at {begins} and {ending}"


def _local(at: datetime, zone: str) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone; give an aware moment.")
    return at.astimezone(ZoneInfo(zone))


def _day_said(day: date, today: date) -> str:
    away = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if away in near:
        return near[away]
    if 0 < away < DAYS_WITH_A_NAME:
        return f"{day:%A}"
    return f"{day.day} {day:%B %Y}" if _is_far(day, today) else f"{day.day} {day:%B}"


def _is_far(day: date, today: date) -> bool:
    return day.year != today.year and abs((day - today).days) >= DAYS_WITHOUT_YEAR
