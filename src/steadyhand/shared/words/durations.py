"""How do people say how long something takes, and how long ago it was?"""

from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# From a week on nobody counts hours.
WEEK = timedelta(days=7)


def duration_said(duration: timedelta) -> str:
    """Return `2 h 5 min`, `1 day 4 h` or `10 days`: to the nearest minute, from a day on hour, from a week on day.

    Raises:
        ValueError: it is negative.
    """
    if duration < timedelta(0):
        raise ValueError(f"A duration of {duration} is negative; say how long something takes from the earlier moment.")
    if timedelta(0) < duration < MINUTE / 2:
        return "less than a minute"
    minutes = _nearest(duration, MINUTE)
    if minutes < DAY // MINUTE:
        hours, minutes = divmod(minutes, 60)
        return _joined(hours and f"{hours} h", (minutes or not hours) and f"{minutes} min")
    hours = _nearest(duration, HOUR)
    if hours < WEEK // HOUR:
        days, hours = divmod(hours, 24)
        return _joined(_counted(days, "day"), hours and f"{hours} h")
    return _counted(_nearest(duration, DAY), "day")


def ago_said(at: datetime, now: datetime) -> str:
    """Return `just now`, `5 min ago`, `2 h ago`, `3 days ago`, or `in 5 min` if it is yet to come; full units only."""
    distance = abs(now - at)
    if distance < MINUTE:
        return "just now"
    if distance < HOUR:
        said = f"{distance // MINUTE} min"
    elif distance < DAY:
        said = f"{distance // HOUR} h"
    else:
        said = _counted(distance // DAY, "day")
    return f"{said} ago" if at < now else f"in {said}"


def _nearest(duration: timedelta, unit: timedelta) -> int:
    return (duration + unit / 2) // unit


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _joined(*parts: str | int) -> str:
    return " ".join(str(part) for part in parts if part)
