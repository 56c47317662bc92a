"""How many pages has a machine printed since some moment? Values in, values out."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter

DAY = timedelta(days=1)
# Scans wear nothing that prints, so they are no pages here.
PRINTING = ("mono", "colour", "large")
TOTAL = "total"
# Two readings closer than this say little about a pace.
PACE_TIME = 10 * DAY


@dataclass(frozen=True, slots=True)
class Counted:
    """A reading that counts: the pages carried on through roll-overs and exchanged counters."""

    at: datetime
    pages: int


@dataclass(frozen=True, slots=True)
class Run:
    """How far a machine ran: from where its meters tell, until they were last read."""

    pages: int
    since: datetime
    until: datetime

    @property
    def pages_a_day(self) -> float:
        return self.pages / ((self.until - self.since) / DAY)


# A meter's kind to its readings, oldest first.
Counts = Mapping[str, Sequence[Counted]]


def run_since(counts: Counts, since: datetime | None) -> Run | None:
    """Return how far the machine ran since a moment, or since its first reading; None where no meter tells.

    Between two readings a meter is taken to have counted evenly. A total counts everything printed; without one the
    mono, colour and large meters are added up.
    """
    runs = [run for readings in _printing(counts) if (run := _run_of(readings, since)) is not None]
    if not runs:
        return None
    return Run(sum(run.pages for run in runs), min(run.since for run in runs), max(run.until for run in runs))


def _printing(counts: Counts) -> list[Sequence[Counted]]:
    kinds = (TOTAL,) if counts.get(TOTAL) else PRINTING
    return [counts[kind] for kind in kinds if counts.get(kind)]


def _run_of(readings: Sequence[Counted], since: datetime | None) -> Run | None:
    first, last = readings[0], readings[-1]
    begins_at = first.at if since is None else max(since, first.at)
    if last.at <= begins_at:
        return None
    return Run(last.pages - _pages_at(readings, begins_at), begins_at, last.at)


def _pages_at(readings: Sequence[Counted], at: datetime) -> int:
    """Return what a meter stood at between its first and its last reading."""
    place = bisect_right(readings, at, key=attrgetter("at"))
    before, after = readings[place - 1], readings[place]
    share = (at - before.at) / (after.at - before.at)
    return round(before.pages + share * (after.pages - before.pages))


def pages_at(counts: Counts, at: datetime) -> int | None:
    """Return the pages that the machine had printed by a moment; None outside of what all its printing meters tell.

    Between two readings a meter is taken to have counted evenly.
    """
    printing = _printing(counts)
    if not printing or any(not readings[0].at <= at <= readings[-1].at for readings in printing):
        return None
    return sum(readings[-1].pages if readings[-1].at == at else _pages_at(readings, at) for readings in printing)


def pages_by(counts: Counts, at: datetime) -> float | None:
    """Return the pages that the machine had printed by a moment, from what was read before it; None where nothing was.

    After the last reading a meter is carried on at its pace over ten days or more before.
    """
    pages = 0.0
    is_told = False
    for readings in _printing(counts):
        place = bisect_right(readings, at, key=attrgetter("at"))
        if not place:
            continue
        is_told = True
        last = readings[place - 1]
        pages += last.pages
        earlier = bisect_right(readings, last.at - PACE_TIME, key=attrgetter("at"))
        if earlier:
            before = readings[earlier - 1]
            pages += max(0, last.pages - before.pages) * ((at - last.at) / (last.at - before.at))
    return pages if is_told else None
