"""When is a machine's next maintenance due, by pages or by days? Values in, values out."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from steadyhand.business.machines.upkeep.running import Run

# A week of pages says little about the next months: a fortnight has two of everything. Ours.
LEAST_RUN = timedelta(days=14)
# Further than any cycle: a machine that hardly prints has no day by pages.
FARTHEST_DAYS = 3_650


class Basis(StrEnum):
    """What makes a maintenance due."""

    PAGES = "pages"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Cycle:
    """How often a model wants maintenance, whichever comes first."""

    every_pages: int | None
    every_days: int | None


@dataclass(frozen=True, slots=True)
class Maintenance:
    """When the next maintenance is due. `pages` ran since the last one, as far as the meters have been read."""

    due_on: date
    basis: Basis
    pages: int | None


def next_maintenance(cycle: Cycle, *, last_on: date | None, run: Run | None) -> Maintenance | None:
    """Return when maintenance is due next; None where nothing says so.

    `last_on`: the last maintenance, or the installation where there was none. `run`: how far the machine ran since;
    its pace is carried on to the day on which the pages are reached, or back to the day on which they were passed.
    """
    by_days = last_on + timedelta(days=cycle.every_days) if cycle.every_days and last_on else None
    by_pages = _pages_reached_on(cycle.every_pages, run) if cycle.every_pages and run else None
    pages = run.pages if run else None
    if by_pages is not None and (by_days is None or by_pages < by_days):
        return Maintenance(by_pages, Basis.PAGES, pages)
    return Maintenance(by_days, Basis.DAYS, pages) if by_days is not None else None


def _pages_reached_on(every_pages: int, run: Run) -> date | None:
    if run.pages < every_pages and run.until - run.since < LEAST_RUN:
        return None
    if run.pages_a_day * FARTHEST_DAYS < every_pages:
        return None
    # The day by the clock that the run is told in.
    return (run.since + timedelta(days=every_pages / run.pages_a_day)).date()
