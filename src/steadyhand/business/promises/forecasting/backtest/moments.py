"""How are dates written in this column? One way for a whole column, found by what reads most of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

SAMPLE = 400
# Day before month comes first where both read all: a column with any day after the 12th decides by itself.
WRITTEN = (
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y",
    "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d-%m-%Y %H:%M:%S",
    "%d-%m-%Y %H:%M", "%d-%m-%Y", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d", "%d %b %Y %H:%M", "%d %b %Y",
    "%b %d, %Y %H:%M", "%b %d, %Y",
)  # fmt: skip
ISO, SECONDS, MILLISECONDS = "ISO", "seconds since 1970", "milliseconds since 1970"
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  # hours are of the wall in the file
# 2001 and 2286: what counts seconds lies between, what counts milliseconds above.
_SECONDS_FROM, _SECONDS_UNTIL = 1e9, 1e10


class NotRead(ValueError):
    """A text is no moment of this column."""


def way_of(texts: Sequence[str]) -> str:
    """Return how most of these are written."""
    told = [each for each in texts if each]
    # From the whole column: the first days of a log may all come before the 13th of a month.
    some = told[:: max(1, len(told) // SAMPLE)]
    ways = (ISO, SECONDS, MILLISECONDS, *WRITTEN)
    return max(ways, key=lambda way: (sum(_reads(each, way) for each in some), -ways.index(way)))


def moment_of(text: str, way: str) -> datetime:
    """Return the moment on the wall of the file; a zone written with it is left out, as its neighbours have it too.

    Raises:
        NotRead: it isn't written this way.
    """
    try:
        if way == ISO:
            return datetime.fromisoformat(text.strip()).replace(tzinfo=None)
        if way in {SECONDS, MILLISECONDS}:
            number = float(text) / (1000 if way == MILLISECONDS else 1)
            if not _SECONDS_FROM / 10 < number < _SECONDS_UNTIL:
                raise NotRead(f"{text!r} is no {way}")
            return _EPOCH + timedelta(seconds=number)
        return datetime.strptime(text.strip(), way)  # noqa: DTZ007  # as above
    except (ValueError, OverflowError) as problem:
        raise NotRead(f"{text!r} is no date written as {way}") from problem


def _reads(text: str, way: str) -> bool:
    try:
        moment_of(text, way)
    except NotRead:
        return False
    return True
