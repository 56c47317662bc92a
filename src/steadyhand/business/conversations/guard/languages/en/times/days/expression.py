"""What is an expression for days, and how is it read? A pattern, and what it means in a sentence."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from steadyhand.business.conversations.guard.languages.en.times.context import Said

DAY = timedelta(days=1)
WEEK = 7
MONTHS_A_YEAR = 12
# After a word for days there is no more of that word, and no share in hundred.
END = r"(?![\w%])"


class Span(NamedTuple):
    """The first and the last day that are meant."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Days:
    """Where an expression for days stands, from which to which day; `is_close`: the end of working hours is meant."""

    start: int
    end: int
    first: date
    last: date
    is_close: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A pattern, the pieces without which it can't be there, and what it means; None where it means no day."""

    needs: str
    pattern: re.Pattern[str]
    meaning: Callable[[re.Match[str], Said], Span | None]
    is_close: bool = False


def read(readings: Iterable[Reading], said: Said, pieces: frozenset[str]) -> list[Days]:
    """Return what the readings find, in their order, the longest where they overlap."""
    found = []
    for reading in readings:
        if reading.needs not in pieces:
            continue
        for match in reading.pattern.finditer(said.text):
            span = _meant(reading, match, said)
            if span is not None:
                found.append(Days(match.start(), match.end(), span.first, span.last, is_close=reading.is_close))
    return _longest(found)


def _meant(reading: Reading, match: re.Match[str], said: Said) -> Span | None:
    try:
        return reading.meaning(match, said)
    except (ValueError, OverflowError):
        # The 31st of June, the year 99999: no day at all.
        return None


def _longest(found: list[Days]) -> list[Days]:
    kept: list[Days] = []
    for each in sorted(found, key=lambda days: (days.start, -days.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
        elif each.end - each.start > kept[-1].end - kept[-1].start:
            kept[-1] = each
    return kept


def one_day(on: date) -> Span:
    """Return the span of one day."""
    return Span(on, on)


def month_away(today: date, months: int) -> tuple[int, int]:
    """Return the year and the month so many months away."""
    at = today.year * MONTHS_A_YEAR + today.month - 1 + months
    return at // MONTHS_A_YEAR, at % MONTHS_A_YEAR + 1


def whole_month(year: int, month: int) -> Span:
    """Return a month's first and last day."""
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def monday_of(on: date) -> date:
    """Return the Monday of a day's week."""
    return on - on.weekday() * DAY
