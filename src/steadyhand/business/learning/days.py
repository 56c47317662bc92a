"""On which day was it there, and when does that day end?"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)


def local_day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def day_ends(now: datetime, zone: str) -> datetime:
    """Return the midnight that ends the day which it is in a zone, in UTC."""
    tomorrow = local_day(now, zone) + ONE_DAY
    return datetime.combine(tomorrow, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)
