"""From the dealership's wall clock to UTC, honest about hours that happened twice or never."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from steadyhand.imports.reading.files.facts import Cell
from steadyhand.imports.reading.values.bad_cell import BadCell
from steadyhand.imports.reading.values.column_format import DateOrder
from steadyhand.imports.reading.values.dates import parse_moment, parse_time

_MIDNIGHT = time()
_AT_GREENWICH = timedelta()


class Stated(StrEnum):
    """How well the file states a moment; only EXACT may be recorded as said, the others hold an assumption."""

    EXACT = "exact"
    DATE_ONLY = "date only: midnight was assumed"
    HAPPENED_TWICE = "the clocks went back in this hour: the first of the two was assumed"
    NEVER_HAPPENED = "the clocks went forward over this hour: it was moved by the hour that was skipped"


class Moment(NamedTuple):
    """A moment in UTC and how well the file stated it."""

    at: datetime
    stated: Stated


def zone_named(name: str) -> ZoneInfo:
    """Return an IANA time zone.

    Raises:
        ValueError: there is no zone of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"There is no time zone {name!r}; write one such as America/Chicago.") from error


class MomentReader:
    """Reads one column of moments, or a column of dates with its column of times."""

    def __init__(self, order: DateOrder, zone: ZoneInfo, *, is_date_only: bool) -> None:
        self._order = order
        self._zone = zone
        self._is_date_only = is_date_only

    def read(self, cell: Cell) -> Moment | BadCell | None:
        """Return the moment a cell states."""
        parsed = parse_moment(cell, self._order)
        if isinstance(parsed, datetime):
            if self._is_date_only and parsed.tzinfo is None and parsed.time() == _MIDNIGHT:
                return self._date_only(parsed.date())
            return in_utc(parsed, self._zone)
        return self._date_only(parsed) if isinstance(parsed, date) else parsed

    def read_pair(self, cells: tuple[Cell, Cell]) -> Moment | BadCell | None:
        """Return the moment that a date cell and a time cell state together."""
        day = parse_moment(cells[0], self._order)
        if isinstance(day, BadCell):
            return day
        at = parse_time(cells[1])
        if isinstance(at, BadCell):
            return at
        if day is None:
            return None if at is None else BadCell("There is a time but no date.", "Fill in the date.")
        if at is None:
            return self.read(cells[0])
        return in_utc(datetime.combine(day, at), self._zone)

    def _date_only(self, day: date) -> Moment:
        return Moment(in_utc(datetime.combine(day, _MIDNIGHT), self._zone).at, Stated.DATE_ONLY)


def in_utc(moment: datetime, zone: ZoneInfo) -> Moment:
    """Return the moment in UTC; a naive one is the zone's wall clock.

    An hour that happened twice is taken as its first; one that never happened as PEP 495 does: 2:30 becomes what
    the clocks showed instead, 3:30.
    """
    if moment.tzinfo is not None:
        return Moment(moment.astimezone(UTC), Stated.EXACT)
    # The zone is asked for both readings of the clock: they differ only around a change.
    before = zone.utcoffset(moment.replace(fold=0)) or _AT_GREENWICH
    after = zone.utcoffset(moment.replace(fold=1)) or _AT_GREENWICH
    at = (moment - before).replace(tzinfo=UTC, fold=0)
    if before == after:
        return Moment(at, Stated.EXACT)
    return Moment(at, Stated.HAPPENED_TWICE if before > after else Stated.NEVER_HAPPENED)


def read_date(cell: Cell, order: DateOrder) -> date | BadCell | None:
    """Return the date a cell states; a time of day beside it is left aside."""
    parsed = parse_moment(cell, order)
    return parsed.date() if isinstance(parsed, datetime) else parsed
