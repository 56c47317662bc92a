"""Is it open, when does it open next, when is a need due, how much working time has passed?"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from steadyhand.shared.working_hours.calendars import DAY, WorkingCalendar

# (from, until) in UTC; `until` is outside.
Stretch = tuple[datetime, datetime]
# (from, until), aware; several may overlap and stand in any order.
Pause = tuple[datetime, datetime]

# A need of more working time than this is a mistake in the need or the calendar, and no loop may follow it for ever.
HORIZON = timedelta(days=50 * 366)
# Years in which zones and holidays mean something; 9999-12-31 in imported files stands for "never".
YEARS = range(1900, 2200)
# No zone has ever been further from UTC (Manila before 1845: 15 h 56 min).
FARTHEST_OFFSET = timedelta(hours=16)
SECOND = timedelta(seconds=1)


class NaiveMoment(ValueError):
    """A moment without a zone could be any of 38 moments."""


class BeyondHorizon(ValueError):
    """The answer lies further away than anybody could mean."""


def is_open(calendar: WorkingCalendar, at: datetime) -> bool:
    """Is the calendar open at this moment? At opening time yes, at closing time no."""
    shown = _utc(at).astimezone(calendar.zone_info).replace(tzinfo=None)
    # Spans last 24 hours at most, so only today's and yesterday's can still run.
    return any(
        span.starts <= shown - datetime.combine(day, time()) < span.ends
        for day in (shown.date() - DAY, shown.date())
        for span in calendar.spans_on(day)
    )


def next_opening(calendar: WorkingCalendar, at: datetime) -> datetime:
    """Return the earliest moment from `at` on that is open: `at` itself while it is.

    Raises:
        BeyondHorizon: none within fifty years.
        NaiveMoment: `at` has no zone.
    """
    start = _utc(at)
    for opens_at, _ in open_stretches(calendar, start, start + HORIZON):
        return opens_at
    raise BeyondHorizon(f"The calendar doesn't open within fifty years of {start:%Y-%m-%d}; look at its closed dates.")


def due_at(calendar: WorkingCalendar, start: datetime, need: timedelta, pauses: Sequence[Pause] = ()) -> datetime:
    """Return the earliest moment by which `need` of working time has passed since `start`, pauses left out.

    So an hour from an hour before closing is due at closing time, not at the next opening; no need is due at `start`.

    Raises:
        BeyondHorizon: not reached within fifty years.
        NaiveMoment: a moment has no zone.
        ValueError: the need is negative, or a pause ends before it begins.
    """
    begun_at = _utc(start)
    if need < timedelta(0):
        raise ValueError(f"A need of {need} is negative; working time is counted forwards only.")
    if not need:
        return begun_at
    left = need
    for opens_at, closes_at in open_stretches(calendar, begun_at, begun_at + HORIZON, pauses):
        if left <= closes_at - opens_at:
            return opens_at + left
        left -= closes_at - opens_at
    raise BeyondHorizon(
        f"{need / timedelta(hours=1):,.10g} working hours from {begun_at:%Y-%m-%d} are not reached within fifty years; "
        "ask for less or open the calendar more often."
    )


def elapsed(calendar: WorkingCalendar, start: datetime, end: datetime, pauses: Sequence[Pause] = ()) -> timedelta:
    """Return the working time from `start` to `end`, pauses left out. About 10 µs a day.

    Raises:
        BeyondHorizon: they are more than fifty years apart.
        NaiveMoment: a moment has no zone.
        ValueError: `end` lies before `start`, or a pause ends before it begins.
    """
    begun_at, ended_at = _utc(start), _utc(end)
    if ended_at < begun_at:
        raise ValueError(f"{ended_at.isoformat()} lies before {begun_at.isoformat()}; give the earlier moment first.")
    stretches = open_stretches(calendar, begun_at, ended_at, pauses)
    return sum((closes_at - opens_at for opens_at, closes_at in stretches), timedelta(0))


def open_stretches(
    calendar: WorkingCalendar, start: datetime, until: datetime, pauses: Sequence[Pause] = ()
) -> Iterator[Stretch]:
    """Yield what is open between two moments, pauses left out: in order, apart or touching, never overlapping.

    Raises:
        BeyondHorizon: they are more than fifty years apart.
        NaiveMoment: a moment has no zone.
        ValueError: a pause ends before it begins.
    """
    start_at, until_at = _utc(start), _utc(until, within_years=False)
    if until_at - start_at > HORIZON:
        raise BeyondHorizon(
            f"{start_at:%Y-%m-%d} and {until_at:%Y-%m-%d} are more than fifty years apart; look which one is a slip."
        )
    return _without(_clipped(calendar, start_at, until_at), _in_order(pauses))


def _clipped(calendar: WorkingCalendar, start: datetime, until: datetime) -> Iterator[Stretch]:
    covered_until = start
    for opens_at, closes_at in _in_time(calendar, start, until):
        # Last night's shift may run into this morning's hours: what two spans share is open once.
        opens, closes = max(opens_at, covered_until), min(closes_at, until)
        if opens < closes:
            yield opens, closes
            covered_until = closes


def _in_time(calendar: WorkingCalendar, start: datetime, until: datetime) -> Iterator[Stretch]:
    """Yield the stretches of every day from before `start` to after `until`, sorted by when they open."""
    zone = calendar.zone_info
    day = start.astimezone(zone).date() - 2 * DAY
    waiting: list[Stretch] = []
    while True:
        for span in calendar.spans_on(day):
            midnight = datetime.combine(day, time())
            waiting += _moments_showing(zone, midnight + span.starts, midnight + span.ends)
        waiting.sort()
        day += DAY
        # When clocks go back, a late shift can open a second time after the next day's first hours have begun, so a
        # stretch is let go only when no later day can come before it.
        settled_until = _midnight_utc(day) - FARTHEST_OFFSET
        while waiting and waiting[0][0] < settled_until:
            yield waiting.pop(0)
        if settled_until > until:
            return


# Whoever asks for one moment of a week soon asks for another: a day's spans are looked up in the zone once.
@lru_cache(maxsize=4096)
def _moments_showing(zone: ZoneInfo, shown_from: datetime, shown_until: datetime) -> tuple[Stretch, ...]:
    """Return when the clocks of a zone show the times from one to another: once, twice in part, or not at all."""
    earliest = shown_from.replace(tzinfo=UTC) - FARTHEST_OFFSET
    latest = shown_until.replace(tzinfo=UTC) + FARTHEST_OFFSET
    before, after = _offset(zone, earliest), _offset(zone, latest)
    opens, closes = shown_from.replace(tzinfo=UTC), shown_until.replace(tzinfo=UTC)
    if before == after:
        return ((opens - before, closes - before),)
    changes_at = _change_between(zone, earliest, latest)
    pieces = [
        (opens - before, min(closes - before, changes_at)),
        (max(opens - after, changes_at), closes - after),
    ]
    return tuple((opens_at, closes_at) for opens_at, closes_at in pieces if opens_at < closes_at)


def _change_between(zone: ZoneInfo, earliest: datetime, latest: datetime) -> datetime:
    """Return the first second with the later offset. No zone changes twice in six days (all zones, 1970 to 2040)."""
    before = _offset(zone, earliest)
    lower, upper = 0, int((latest - earliest) / SECOND)
    while upper - lower > 1:
        middle = (lower + upper) // 2
        if _offset(zone, earliest + middle * SECOND) == before:
            lower = middle
        else:
            upper = middle
    return earliest + upper * SECOND


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).replace(tzinfo=UTC) - at


def _without(stretches: Iterable[Stretch], pauses: Sequence[Stretch]) -> Iterator[Stretch]:
    for opens_at, closes_at in stretches:
        runs_from = opens_at
        for paused_at, resumed_at in pauses:
            if closes_at <= paused_at:
                break
            if runs_from < paused_at:
                yield runs_from, paused_at
            runs_from = max(runs_from, resumed_at)
        if runs_from < closes_at:
            yield runs_from, closes_at


def _in_order(pauses: Sequence[Pause]) -> list[Stretch]:
    ordered = sorted((_utc(paused_at), _utc(resumed_at, within_years=False)) for paused_at, resumed_at in pauses)
    for paused_at, resumed_at in ordered:
        if resumed_at < paused_at:
            raise ValueError(
                f"The pause from {paused_at.isoformat()} ends before it begins, at {resumed_at.isoformat()}."
            )
    return ordered


def _utc(at: datetime, *, within_years: bool = True) -> datetime:
    if at.tzinfo is None:
        raise NaiveMoment(f"{at.isoformat()} has no time zone; give an aware moment, such as {at.isoformat()}+00:00.")
    if within_years and at.year not in YEARS:
        raise BeyondHorizon(
            f"{at.isoformat()} is outside {YEARS.start} to {YEARS.stop - 1}; for “never” give no moment."
        )
    return at.astimezone(UTC)


def _midnight_utc(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
