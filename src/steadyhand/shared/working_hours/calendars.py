"""What are the hours of a branch, a customer or a person, and could they be meant as written?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from itertools import pairwise
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

DAY = timedelta(days=1)
MIDNIGHT = time(0)
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class BadHours(ValueError):
    """Hours that can't be meant as written; the message says what is expected."""


class CalendarNeverOpens(BadHours):
    """Nothing would ever fall due by this calendar."""


class UnknownZone(BadHours):
    """There is no such time zone."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of work by the clock on the wall; past midnight it still belongs to the day it starts."""

    opens: time
    lasts: timedelta

    def __post_init__(self) -> None:
        if self.opens.tzinfo is not None:
            raise BadHours(f"{self.opens.isoformat()} has a zone of its own; opening times are local to the calendar.")
        if self.opens.second or self.opens.microsecond or self.lasts % timedelta(minutes=1):
            raise BadHours(f"{self.opens.isoformat()} for {self.lasts}: opening hours are in whole minutes.")
        if not timedelta(0) < self.lasts <= DAY:
            raise BadHours(f"{self.opens:%H:%M} for {self.lasts}: a span lasts more than nothing and 24 hours at most.")
        if self.lasts == DAY and self.opens != MIDNIGHT:
            raise BadHours(
                f"{self.opens:%H:%M}-{self.opens:%H:%M} opens and closes at the same time; "
                "for a whole day write 00:00-24:00."
            )
        if self.closes == time(23, 59):
            # Programs without a 24:00 make people write 23:59, and every day loses its last minute.
            raise BadHours(
                f"{self.opens:%H:%M}-23:59 loses the last minute of the day; write {self.opens:%H:%M}-24:00."
            )

    def __str__(self) -> str:
        closes = "24:00" if self.closes == MIDNIGHT else f"{self.closes:%H:%M}"
        return f"{self.opens:%H:%M}-{closes}"

    @classmethod
    def between(cls, opens: time, closes: time) -> Self:
        """Return the span up to `closes`, which is midnight at 00:00 and the next morning if before `opens`."""
        lasts = datetime.combine(date.min, closes) - datetime.combine(date.min, opens)
        return cls(opens, lasts if lasts > timedelta(0) else lasts + DAY)

    @property
    def closes(self) -> time:
        """The local time at which it is closed again; 00:00 is the midnight that ends a day."""
        return (datetime.combine(date.min, self.opens) + self.lasts).time()

    @property
    def ends(self) -> timedelta:
        """How long after the midnight that begins its day it closes: up to two days."""
        return self.starts + self.lasts

    @property
    def starts(self) -> timedelta:
        """How long after the midnight that begins its day it opens."""
        return timedelta(hours=self.opens.hour, minutes=self.opens.minute)


Week = Mapping[int, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The hours of a week (0 is Monday) in one zone, the dates without them and the dates with extra ones.

    On a date in `closed_on` no weekly shift starts, but one of the evening before runs to its end. `extra_open` adds to
    a date, so a holiday with short hours stands in both.

    Raises:
        BadHours: a weekday that isn't one, or spans of one day that overlap.
        CalendarNeverOpens: no weekday has hours.
        UnknownZone: no IANA zone of that name.
    """

    zone: str
    weekly: Week = field(hash=False)
    closed_on: frozenset[date] = frozenset()
    extra_open: Mapping[date, tuple[Span, ...]] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        _check_zone(self.zone)
        object.__setattr__(self, "weekly", checked_week(self.weekly))
        object.__setattr__(
            self,
            "extra_open",
            {day: _in_order(spans, str(day)) for day, spans in sorted(self.extra_open.items()) if spans},
        )

    @property
    def zone_info(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """Return the spans that start on a date: those of the week unless it is closed, then the extra ones."""
        weekly = () if day in self.closed_on else self.weekly.get(day.weekday(), ())
        return weekly + self.extra_open.get(day, ())


def checked_week(weekly: Week) -> dict[int, tuple[Span, ...]]:
    """Return the week in order and without empty days.

    Raises:
        BadHours: a weekday outside 0-6, or spans of one day that overlap.
        CalendarNeverOpens: no weekday has hours.
    """
    for weekday in weekly:
        if weekday not in range(7):
            raise BadHours(f"{weekday!r} is no weekday; Monday is 0 and Sunday is 6.")
    week = {
        weekday: _in_order(weekly[weekday], WEEKDAY_NAMES[weekday]) for weekday in sorted(weekly) if weekly[weekday]
    }
    if not week:
        # Extra dates alone run out one day, and whatever is due after that would never be.
        raise CalendarNeverOpens("These hours never open; give at least one weekday hours, such as 08:00-17:00.")
    return week


def _in_order(spans: tuple[Span, ...], day: str) -> tuple[Span, ...]:
    ordered = tuple(sorted(spans))
    for earlier, later in pairwise(ordered):
        if later.starts < earlier.ends:
            raise BadHours(
                f"On {day}, {earlier} and {later} overlap; make them one, or end the first by {later.opens:%H:%M}."
            )
    return ordered


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "America" is a folder of zones
        close = get_close_matches(zone, available_timezones(), n=1, cutoff=0.5)
        example = close[0] if close else "America/Chicago"
        raise UnknownZone(f"There is no time zone {zone!r}; write its IANA name, such as {example}.") from None
