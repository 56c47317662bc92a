"""How long did it take? "1:30", "90", "1.5 h", "1 h 20 min": minutes, whatever the column's plain numbers are."""

import re
from datetime import datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from steadyhand.imports.reading.files.facts import Cell
from steadyhand.imports.reading.values.bad_cell import BadCell, shown
from steadyhand.imports.reading.values.numbers import is_nothing, read_number

_CLOCK = re.compile(r"(\d{1,4}):(\d\d)(?::(\d\d)(?:\.\d+)?)?")
_UNITS = re.compile(
    r"(?:(?P<days>\d+(?:[.,]\d+)?)\s*(?:days?|d|tage?|jours?|j)\b\.?\s*)?"
    r"(?:(?P<hours>\d+(?:[.,]\d+)?)\s*(?:hours?|hrs?|h|std|stunden?|heures?|horas?)\.?\s*)?"
    r"(?:(?P<minutes>\d+(?:[.,]\d+)?)\s*(?:minutes?|mins?|min|m|minuten|minutos?|')?\.?)?",
    re.IGNORECASE,
)
_HOURS = re.compile(r"\b(?:hours?|hrs?|h|std|stunden|heures?|horas?)\b", re.IGNORECASE)
_MOST_MINUTES = 366 * 24 * 60


def are_hours(header: str) -> bool:
    """Does a column's name say that its plain numbers are hours?"""
    return _HOURS.search(re.sub(r"[_\W]+|(?<=[a-z])(?=[A-Z])", " ", header)) is not None


def read_minutes(cell: Cell, *, decimal_sign: str, minutes_per_unit: int) -> int | BadCell | None:
    """Return whole minutes, rounded half up; "1:30" is always hours and minutes."""
    if type(cell) is not str:
        return _typed(cell, minutes_per_unit)
    text = cell.strip()
    if is_nothing(text):
        return None
    clock = _CLOCK.fullmatch(text)
    if clock:
        return _rounded(Decimal(int(clock[1]) * 60 + int(clock[2])) + Decimal(int(clock[3] or 0)) / 60, text)
    number = read_number(text, decimal_sign=decimal_sign)
    if isinstance(number, Decimal):
        return _rounded(number * minutes_per_unit, text)
    units = _UNITS.fullmatch(text)
    if units:
        days, hours, minutes = (
            Decimal((units[unit] or "0").replace(",", ".")) for unit in ("days", "hours", "minutes")
        )
        return _rounded(days * 1440 + hours * 60 + minutes, text)
    return BadCell(f"{shown(text)} is not a duration.", 'Write minutes, or hours as "1:30" or "1.5 h".')


def _typed(cell: Cell, minutes_per_unit: int) -> int | BadCell | None:
    if isinstance(cell, timedelta):
        return _rounded(Decimal(repr(cell.total_seconds())) / 60, str(cell))
    if isinstance(cell, datetime):
        return BadCell(f"{shown(cell)} is a date, not a duration.", 'Write minutes, or hours as "1:30" or "1.5 h".')
    if isinstance(cell, time):
        return _rounded(Decimal(cell.hour * 60 + cell.minute) + Decimal(cell.second) / 60, str(cell))
    if isinstance(cell, int | float):
        return _rounded(Decimal(repr(cell)) * minutes_per_unit, str(cell))
    return BadCell(f"{shown(cell)} is a date, not a duration.", 'Write minutes, or hours as "1:30" or "1.5 h".')


def _rounded(minutes: Decimal, text: str) -> int | BadCell:
    if minutes < 0:
        return BadCell(
            f"{shown(text)} is less than nothing.", "Correct the duration; look whether end and start are swapped."
        )
    if minutes > _MOST_MINUTES:
        return BadCell(f"{shown(text)} is more than a year.", "Correct the duration; look at its unit.")
    return int(minutes.to_integral_value(ROUND_HALF_UP))
