"""How is a promised time said to a customer? Plain words for a moment and a window; nothing else is known here."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from steadyhand.shared.words import Clock, time_said

NOON = time(12)
MIDNIGHT = time(0)
DAY = timedelta(days=1)
# On Monday, "Sunday" is the next one; a week ahead the name of the day would be today's.
DAYS_WITH_A_NAME = 7
# By a 12-hour clock nobody asks whether somebody comes at two in the night: from eight to seven the hour says it all.
# Seven itself may be either, on the way to work or from it.
PLAIN_HOURS = range(8, 19)
HALF = 12
END_OF_DAY = "by the end of the day"
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A promised time in words: the day, and until when on it."""

    day: str
    until: str
    is_near: bool

    @property
    def said(self) -> str:
        """Return it on its own: `today before 4`, `Thursday, before 2`, `Monday 7 December before noon`."""
        is_bare = not self.is_near and " " not in self.day and not self.until.startswith("by")
        return f"{self.day}, {self.until}" if is_bare else f"{self.day} {self.until}"

    @property
    def in_a_sentence(self) -> str:
        """Return it as it stands in a sentence: `today before 4`, `on Thursday before 2`."""
        return f"{self.day} {self.until}" if self.is_near else f"on {self.day} {self.until}"


def spoken(
    by_at: datetime,
    *,
    now: datetime,
    zone: str,
    clock: Clock,
    from_at: datetime | None = None,
    is_end_of_day: bool = False,
) -> Spoken:
    """Return a promised time in words, as they are right when they are said.

    `is_end_of_day`: it is when people there go home, and was promised in these words.

    Raises:
        ValueError: a moment without a zone.
    """
    local = _local(by_at, zone)
    # Midnight belongs to the day that it ends: "today before midnight".
    on = (local - timedelta(microseconds=1)).date()
    today = _local(now, zone).date()
    return Spoken(
        day=_day(on, today),
        until=_until(local, from_at, zone, clock, is_end_of_day),
        is_near=(on - today).days in _NEAR,
    )


def spoken_again(
    said: str, by_at: datetime, *, now: datetime, zone: str, clock: Clock, from_at: datetime | None = None
) -> Spoken:
    """Return what was promised in these words, with its day by today's name: “tomorrow” is now “today”."""
    return spoken(by_at, now=now, zone=zone, clock=clock, from_at=from_at, is_end_of_day=said.endswith(END_OF_DAY))


def _until(local: datetime, from_at: datetime | None, zone: str, clock: Clock, is_end_of_day: bool) -> str:  # noqa: FBT001 - private
    begins = _local(from_at, zone) if from_at else None
    if begins is not None and begins.date() == local.date():
        return f"between {_hour(begins, clock)} and {_hour(local, clock)}"
    if is_end_of_day:
        return END_OF_DAY
    return f"before {_hour(local, clock)}"


def _hour(local: datetime, clock: Clock) -> str:
    """Return `2`, `2:30`, `noon`; `14:00` by a 24-hour clock, and `7:30 pm` outside the plain hours."""
    if local.time() == MIDNIGHT:
        return "midnight"
    if local.time() == NOON:
        return "noon"
    if clock != HALF or local.hour not in PLAIN_HOURS:
        return time_said(local, clock=clock).replace(":00 ", " ")
    shown = local.hour % HALF or HALF
    return f"{shown}:{local.minute:02}" if local.minute else f"{shown}"


def _day(on: date, today: date) -> str:
    away = (on - today).days
    if away in _NEAR:
        return _NEAR[away]
    if 0 < away < DAYS_WITH_A_NAME:
        return f"{on:%A}"
    said = f"{on:%A} {on.day} {on:%B}"
    return said if on.year == today.year else f"{said} {on.year}"


def _local(at: datetime, zone: str) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone; give an aware moment.")
    return at.astimezone(ZoneInfo(zone))
