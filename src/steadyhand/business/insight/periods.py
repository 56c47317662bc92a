"""Which months does a month, quarter or year have, and which is the one before?"""

import re
from dataclasses import dataclass
from datetime import date

MONTHS = {"month": 1, "quarter": 3, "year": 12}
_WRITTEN = re.compile(r"(?P<year>20\d\d)(-(?P<month>0[1-9]|1[0-2])|-q(?P<quarter>[1-4]))?")


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar month, quarter or year."""

    kind: str
    starts_on: date

    @property
    def until_on(self) -> date:
        """The first day after it."""
        return month_after(self.starts_on, MONTHS[self.kind])

    @property
    def previous(self) -> "Period":
        return Period(self.kind, month_after(self.starts_on, -MONTHS[self.kind]))

    @property
    def following(self) -> "Period":
        return Period(self.kind, self.until_on)

    @property
    def key(self) -> str:
        """How it stands in an address: `2026-03`, `2026-q1`, `2026`."""
        if self.kind == "year":
            return f"{self.starts_on:%Y}"
        return f"{self.starts_on:%Y}-q{self._quarter}" if self.kind == "quarter" else f"{self.starts_on:%Y-%m}"

    @property
    def said(self) -> str:
        if self.kind == "year":
            return f"{self.starts_on:%Y}"
        if self.kind == "quarter":
            return f"quarter {self._quarter} of {self.starts_on:%Y}"
        return f"{self.starts_on:%B %Y}"

    @property
    def _quarter(self) -> int:
        return (self.starts_on.month + 2) // 3

    def around(self, kind: str) -> "Period":
        """Return the month, quarter or year with this one's last month in it."""
        return period_with(kind, month_after(self.until_on, -1))


def period_with(kind: str, on: date) -> Period:
    """Return the month, quarter or year of a day."""
    months = MONTHS[kind]
    return Period(kind, on.replace(month=on.month - (on.month - 1) % months, day=1))


def period_called(key: str) -> Period | None:
    """Read a period from an address; None where it can't be read."""
    found = _WRITTEN.fullmatch(key)
    if found is None:
        return None
    year = int(found["year"])
    if found["month"]:
        return Period("month", date(year, int(found["month"]), 1))
    if found["quarter"]:
        return Period("quarter", date(year, int(found["quarter"]) * 3 - 2, 1))
    return Period("year", date(year, 1, 1))


def last_full_month(today: date) -> Period:
    """Return what is looked at first: the last month that is over, so that nothing in it is still to come."""
    return period_with("month", today).previous


def month_after(month_on: date, months: int) -> date:
    """Return the first day of the month so many months later (or earlier)."""
    index = month_on.year * 12 + month_on.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
