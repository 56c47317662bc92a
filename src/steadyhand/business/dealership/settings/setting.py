"""What may a dealership set for itself, within which bounds, and how is it said? Values in, values out: no database."""

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from steadyhand.shared.words.durations import duration_said

N = TypeVar("N", int, Decimal)
_KEY = re.compile(r"[a-z]+\.[a-z][a-z0-9_]*")
# What the column of a changed value keeps.
MOST_PLACES = 4
HUNDRED = 100
DAY_MINUTES = 24 * 60


class Unit(StrEnum):
    """What a setting counts. A share is kept as 0 to 1 and said in per cent; durations are whole minutes or days."""

    MINUTES = "minutes"
    WORKING_MINUTES = "working minutes"
    DAYS = "days"
    WORKING_DAYS = "working days"
    SHARE = "%"
    PAGES = "pages"
    TIMES = "times"
    COUNT = ""


class OutOfRange(ValueError):
    """A value that the setting can't have; the message says which it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Generic[N]):
    """One number that the code reads, with the default that holds until a dealership changes it.

    `key` is `part.name`; `about` says what a larger or smaller value does; `source` says on what grounds the default
    was chosen (a standard, the trade, measured on what, or a choice of ours and why).
    """

    key: str
    title: str
    about: str
    unit: Unit
    default: N
    least: N
    most: N
    source: str

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise ValueError(f"The key {self.key!r} of a setting must read part.name, such as calls.link_days.")
        if len({type(each) for each in (self.default, self.least, self.most)}) > 1:
            raise ValueError(f"{self.key}: default, least and most must be numbers of one kind, whole or decimal.")
        self.check(self.default)

    @property
    def part(self) -> str:
        return self.key.partition(".")[0]

    @property
    def is_whole(self) -> bool:
        """Tell whether only whole numbers will do, in the unit in which it is typed."""
        return isinstance(self.default, int)

    def kept(self, value: Decimal) -> N:
        """Return a value from the database as the kind of number that the setting is."""
        kind: type[N] = type(self.default)
        return kind(value)

    def check(self, value: Decimal | int) -> None:
        """Refuse a value that the setting can't have.

        Raises:
            OutOfRange: too small, too large, or with more decimal places than it may have.
        """
        exact = Decimal(value)
        # NaN compares to nothing, so it is asked for first.
        if not exact.is_finite() or not self.least <= exact <= self.most:
            raise OutOfRange(
                f"{self.title} can't be {self.said(exact)}: choose between {self.said(self.least)} "
                f"and {self.said(self.most)}."
            )
        places = 0 if self.is_whole else MOST_PLACES
        if exact != round(exact, places):
            kind = "a whole number" if self.is_whole else f"at most {self._as_typed(places)} decimal places"
            raise OutOfRange(f"{self.title} can't be {self.said(exact)}: choose {kind}.")

    def typed(self, value: Decimal | int) -> Decimal:
        """Return a value as somebody types it into a form: a share in per cent, all else as it is kept."""
        number = Decimal(value) * HUNDRED if self.unit is Unit.SHARE else Decimal(value)
        return _short(number)

    def from_typed(self, number: Decimal) -> Decimal:
        """Return what is kept for a number that somebody typed."""
        return number / HUNDRED if self.unit is Unit.SHARE else number

    def said(self, value: Decimal | int) -> str:
        """Return a value in words, exactly: `2 h`, `10 days`, `90 %`."""
        number = Decimal(value)
        if not number.is_finite():
            return f"{number}"
        if self.unit in (Unit.MINUTES, Unit.WORKING_MINUTES) and number >= 0 and number == number.to_integral_value():
            return _minutes_said(int(number), is_working=self.unit is Unit.WORKING_MINUTES)
        unit = self.unit.removesuffix("s") if number == 1 else str(self.unit)
        return f"{self.typed(number):,f} {unit}".rstrip()

    def _as_typed(self, places: int) -> int:
        return places - 2 if self.unit is Unit.SHARE else places


def _minutes_said(minutes: int, *, is_working: bool) -> str:
    if is_working:
        # A working day is not 24 hours: only hours and minutes say the same everywhere.
        hours, rest = divmod(minutes, 60)
        parts = [f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours)
        return f"{' '.join(parts)} of working hours"
    # duration_said rounds from a day on, and a bound must be said as it is.
    is_exact = minutes < DAY_MINUTES or minutes % (60 if minutes < 7 * DAY_MINUTES else DAY_MINUTES) == 0
    return duration_said(timedelta(minutes=minutes)) if is_exact else f"{minutes:,} minutes"


def _short(number: Decimal) -> Decimal:
    """Return the same number without the zeros that a column adds behind the point."""
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()
