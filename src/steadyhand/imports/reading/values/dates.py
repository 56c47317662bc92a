"""Dates and times of day as people and programs write them; day or month first is the column's affair."""

import math
import re
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache

from steadyhand.imports.reading.files.facts import Cell
from steadyhand.imports.reading.values.bad_cell import BadCell, shown
from steadyhand.imports.reading.values.column_format import DateOrder
from steadyhand.imports.reading.values.month_names import month_of
from steadyhand.imports.reading.values.numbers import is_nothing

YEAR_PIVOT = 69
"""Two-digit years from 69 on are 19.., below it 20... Source: POSIX strptime, %y."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
# What databases write for "no date": SQL Server, Access, Delphi, MySQL, .NET, and "for ever".
_NO_DATES = frozenset(
    (date(1900, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(1753, 1, 1), date(1, 1, 1), date(9999, 12, 31))
)
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's days have no zone
# Serials between 1954 and 2173: outside, a number is rather a number that slipped into a date column.
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 100_000

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_DAY_SHARE = re.compile(r"0?[.,]\d{2,}")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?)?")
_NUMERIC = re.compile(r"(\d{1,4})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?")
_DAY_NAMED = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})(?:\.|st|nd|rd|th|er|º)?[\s\-/.]*(?:de\s+)?([^\W\d]{3,})\.?,?[\s\-/]*(?:de\s+)?(\d{4}|\d\d)"
)
_MONTH_NAMED = re.compile(
    r"(?:[^\W\d]+\.?,\s*)?([^\W\d]{3,})\.?[\s\-/]*(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|[\s\-/]+)(\d{4}|\d\d)"
)
_YEAR_NAMED = re.compile(r"(\d{4})[\s\-/]([^\W\d]{3,})\.?[\s\-/](\d{1,2})")
_TIME = re.compile(
    r"(\d{1,2})(?:[:hH.](\d\d)(?:[:.](\d\d)(?:[.,:](\d{1,9}))?)?)?\s*(?:([AaPp])\.?\s?[Mm]\.?|[Uu]hr|h)?"
)
_USUAL_TIME = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d)())?\s?(?:([AaPp])[Mm])?")
_DATE_THEN_TIME = re.compile(
    r"(?P<date>.*?\d)(?:\.?,?\s+(?:at\s+|à\s+|um\s+)?|T|\s*,\s*)"
    r"(?P<time>\d{1,2}(?:[:hH.]\d\d(?:[:.]\d\d(?:[.,:]\d{1,9})?)?\s*(?:[AaPp]\.?\s?[Mm]\.?|[Uu]hr)?|\s*[AaPp]\.?[Mm]\.?))"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[A-Z]{3,4})?"
)
# Only abbreviations that mean one thing where dealers use them; others are refused rather than guessed.
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2,
}  # fmt: skip


def parse_moment(cell: Cell, order: DateOrder) -> datetime | date | BadCell | None:
    """Return a datetime (aware if the cell names a zone), a date where it has no time of day, None if empty."""
    if type(cell) is not str:
        return _typed(cell)
    text = cell.strip()
    if _ISO.fullmatch(text):
        return _iso(text)
    day, _, clock = text.partition(" ")
    if clock:
        # The usual case in the fewest steps: both halves were seen before.
        usual_day, usual_time = _usual_date(day, order), _usual_time(clock)
        if usual_day is not None and usual_time is not None:
            return datetime.combine(usual_day, usual_time)
    return None if is_nothing(text) else _unusual_moment(text, order)


def _unusual_moment(text: str, order: DateOrder) -> datetime | date | BadCell | None:
    split = _DATE_THEN_TIME.fullmatch(text)
    if split and ":" not in split["date"]:
        return _joined(text, parse_date(split["date"], order), split["time"], split["zone"])
    if _SERIAL.fullmatch(text):
        return _serial(float(text.replace(",", ".")), text)
    compact = _COMPACT.fullmatch(text)
    return _compact(compact, text) if compact else parse_date(text, order)


@lru_cache(maxsize=8192)
def _usual_date(text: str, order: DateOrder) -> date | None:
    """Return the date of "4/3/2025", None for anything else, right or wrong."""
    numeric = _NUMERIC.fullmatch(text)
    parsed = _numeric(text, numeric, order) if numeric else None
    return parsed if isinstance(parsed, date) else None


@lru_cache(maxsize=8192)
def _usual_time(text: str) -> time | None:
    """Return the time of "2:15 PM" or "14:15:00", None for anything else, right or wrong."""
    match = _USUAL_TIME.fullmatch(text)
    parsed = _matched_time(match, text) if match else None
    return parsed if isinstance(parsed, time) else None


def parse_date(text: str, order: DateOrder) -> date | BadCell | None:
    """Return the date of a text that has no time of day."""
    numeric = _NUMERIC.fullmatch(text)
    if numeric:
        return _numeric(text, numeric, order)
    compact = _COMPACT.fullmatch(text)
    if compact and not compact[4]:
        return _made(int(compact[1]), int(compact[2]), int(compact[3]), text)
    for pattern, places in ((_DAY_NAMED, (3, 2, 1)), (_MONTH_NAMED, (3, 1, 2)), (_YEAR_NAMED, (1, 2, 3))):
        named = pattern.fullmatch(text)
        if named:
            year, month, day = (named[place] for place in places)
            number = month_of(month)
            if number is not None:
                return _made(_full_year(year), number, int(day), text)
    return BadCell(f"{shown(text)} is not a date.", "Write it as 2025-04-03, or empty the cell.")


def parse_time(cell: Cell) -> time | BadCell | None:
    """Return a time of day from "2:15 PM", "14h15", "1415", an Excel time, or the time of a full date."""
    if type(cell) is not str:
        return _typed_time(cell)
    text = cell.strip()
    if is_nothing(text):
        return None
    if text.isdecimal() and len(text) in {3, 4}:
        return _clock(int(text[:-2]), int(text[-2:]), 0, text)
    if _DAY_SHARE.fullmatch(text):
        return _fraction(float(text.replace(",", ".")))
    return _written_time(text)


def _written_time(text: str) -> time | BadCell:
    match = _TIME.fullmatch(text)
    # "9" is nine o'clock, "91500" is nothing.
    if match and not (text.isdecimal() and len(text) > 2):  # noqa: PLR2004
        return _matched_time(match, text)
    # "30.12.1899 14:15": some databases keep times of day on their day zero.
    split = _DATE_THEN_TIME.fullmatch(text)
    match = _TIME.fullmatch(split["time"].strip()) if split and ":" not in split["date"] else None
    if match:
        return _matched_time(match, text)
    return BadCell(f"{shown(text)} is not a time of day.", "Write it as 14:15 or 2:15 PM.")


def _typed(cell: Cell) -> datetime | date | BadCell | None:
    if isinstance(cell, datetime | date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return None if day in _NO_DATES else cell
    if isinstance(cell, int | float):
        return _serial(float(cell), str(cell))
    return BadCell(f"{shown(cell)} is a time without a date.", "Write date and time, or map the date's column too.")


def _typed_time(cell: Cell) -> time | BadCell | None:
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell
    if isinstance(cell, timedelta) and timedelta() <= cell < timedelta(days=1):
        return (_DAY_ZERO + cell).time()
    if isinstance(cell, int | float) and 0 <= cell < 1:
        return _fraction(cell)
    if isinstance(cell, int | float) and float(cell).is_integer() and 0 <= cell < 2400:  # noqa: PLR2004 - 23:59
        return _clock(int(cell) // 100, int(cell) % 100, 0, str(cell))
    return BadCell(f"{shown(cell)} is not a time of day.", "Write it as 14:15 or 2:15 PM.")


def _iso(text: str) -> datetime | date | BadCell | None:
    if text.startswith("0000"):
        return None
    try:
        if len(text) == 10:  # noqa: PLR2004 - yyyy-mm-dd
            day = date.fromisoformat(text)
            return None if day in _NO_DATES else _sane(day, text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return BadCell(f"{shown(text)} is no day of the calendar.", "Correct the date.")
    if moment.date() in _NO_DATES:
        return None
    checked = _sane(moment.date(), text)
    return checked if isinstance(checked, BadCell) else moment


def _numeric(text: str, match: re.Match[str], order: DateOrder) -> date | BadCell | None:
    first, second, last = match[1], match[3], match[4]
    if len(first) == 4:  # noqa: PLR2004 - a year in front
        return _made(int(first), int(second), int(last), text)
    if len(first) > 2 or len(last) not in {2, 4}:  # noqa: PLR2004
        return BadCell(f"{shown(text)} is not a date.", "Write it as 2025-04-03, or empty the cell.")
    month, day = (first, second) if order is DateOrder.MONTH_FIRST else (second, first)
    if int(month) > 12 >= int(day):  # noqa: PLR2004 - months
        return BadCell(
            f"{shown(text)} has no month {month}: this column's dates are read as {order}.",
            "Write it as 2025-04-03, or set how the column is read in the mapping.",
        )
    return _made(_full_year(last), int(month), int(day), text)


def _full_year(year: str) -> int:
    number = int(year)
    if len(year) > 2:  # noqa: PLR2004
        return number
    return number + (1900 if number >= YEAR_PIVOT else 2000)


def _made(year: int, month: int, day: int, text: str) -> date | BadCell | None:
    if year == month == day == 0:
        return None
    try:
        made = date(year, month, day)
    except ValueError:
        return BadCell(f"{shown(text)} is no day of the calendar.", "Correct the date.")
    return None if made in _NO_DATES else _sane(made, text)


def _sane(day: date, text: str) -> date | BadCell:
    if _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return day
    return BadCell(f"{shown(text)} is in the year {day.year}.", "Correct the year.")


def _serial(number: float, text: str) -> datetime | date | BadCell | None:
    if number == 0:
        return None
    if not math.isfinite(number) or not _FIRST_SERIAL <= number < _LAST_SERIAL:
        return BadCell(f"{shown(text)} is a number, not a date.", "Write it as 2025-04-03, or empty the cell.")
    # A serial's fraction is good to a second, not further.
    moment = _DAY_ZERO + timedelta(seconds=round(number * 86_400))
    return moment.date() if number.is_integer() else moment


def _compact(match: re.Match[str], text: str) -> datetime | date | BadCell | None:
    day = _made(int(match[1]), int(match[2]), int(match[3]), text)
    if not isinstance(day, date) or not match[4]:
        return day
    at = _clock(int(match[4]), int(match[5]), int(match[6] or 0), text)
    return at if isinstance(at, BadCell) else datetime.combine(day, at)


def _joined(text: str, day: date | BadCell | None, clock: str, zone: str | None) -> datetime | BadCell | None:
    if not isinstance(day, date):
        return day
    match = _TIME.fullmatch(clock.strip())
    at = _matched_time(match, text) if match else BadCell(f"{shown(text)} is not a time.", "Write it as 14:15.")
    if isinstance(at, BadCell):
        return at
    return _in_named_zone(datetime.combine(day, at), zone, text) if zone else datetime.combine(day, at)


def _in_named_zone(moment: datetime, zone: str, text: str) -> datetime | BadCell:
    if zone[0] in "+-":
        minutes = int(zone[1:3]) * 60 + int(zone[-2:])
        return moment.replace(tzinfo=timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes)))
    if zone in _ZONES:
        return moment.replace(tzinfo=timezone(timedelta(hours=_ZONES[zone])))
    return BadCell(
        f"{shown(text)} names the time zone {zone}, which is not known here.",
        "Write the moment with its distance from UTC, as in 2025-04-03 14:15+02:00.",
    )


def _matched_time(match: re.Match[str], text: str) -> time | BadCell:
    hour, half = int(match[1]), (match[5] or "").lower()
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - hours on a dial
            if hour < 24 and half == "p":  # noqa: PLR2004 - "14:15 PM": said twice, and both agree
                return _clock(hour, int(match[2] or 0), int(match[3] or 0), text)
            return BadCell(f"{shown(text)} is not a time of day.", "Write it as 14:15 or 2:15 PM.")
        hour = hour % 12 + (12 if half == "p" else 0)
    return _clock(hour, int(match[2] or 0), int(match[3] or 0), text)


def _clock(hour: int, minute: int, second: int, text: str) -> time | BadCell:
    try:
        return time(hour, minute, second)
    except ValueError:
        return BadCell(f"{shown(text)} is not a time of day.", "Write it as 14:15 or 2:15 PM.")


def _fraction(share: float) -> time:
    return (_DAY_ZERO + timedelta(seconds=min(86_399, round(share * 86_400)))).time()
