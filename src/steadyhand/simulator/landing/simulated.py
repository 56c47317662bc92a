"""A whole made-up dealership into the database that the settings name: from a dealer's name to rows."""

import gc
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Literal

from django.db import connection

from steadyhand.imports.taking.tables import filling
from steadyhand.simulator.happenings import Happening
from steadyhand.simulator.landing.bulk import Landed, land_in_bulk
from steadyhand.simulator.landing.inventing import Story, invented
from steadyhand.simulator.landing.through_flows import land_through_flows

Way = Literal["bulk", "flows"]
# A process beside costs about a second: below so many technicians' years none is worth it.
WORTH_A_PROCESS = 10
Change = Callable[[Iterable[Happening]], Iterable[Happening]]


def simulate_into_database(
    *,
    dealer: str,
    technicians: int,
    years: float,
    seed: int,
    until: datetime,
    through: Way = "bulk",
    change: Change | None = None,
    tell: Callable[[datetime], None] | None = None,
) -> Landed:
    """Simulate a dealership that ends at `until` and write it down; return what was written.

    `change` may rename and leave out happenings on their way (the demo's cast); `tell` hears how far in time it is.

    Raises:
        UnknownDealer: there is no such dealer.
        StandsAlready: the same one is in the database already.
    """
    story = Story(dealer, technicians, years, seed, until)
    run = f"{dealer} {technicians} technicians {years:g} years seed {seed} until {until.isoformat()}"
    if through == "flows":
        happenings = _changed(story.happenings(), change)
        return _measured(land_through_flows(happenings, run=run, until=until, tell=tell))
    # Happenings and rows hold no rings, and looking for some among millions of values costs a tenth of the time.
    gc.disable()
    try:
        is_large = technicians * years >= WORTH_A_PROCESS
        with filling(cache_kb=16_000 if is_large else 128_000), invented(story, is_large=is_large) as happenings:
            stream = _changed(happenings, change)
            return _measured(land_in_bulk(stream, run=run, until=until, tell=tell, is_large=is_large))
    finally:
        gc.enable()


def _changed(happenings: Iterable[Happening], change: Change | None) -> Iterable[Happening]:
    return change(happenings) if change else happenings


def _measured(landed: Landed) -> Landed:
    """Let the database count its tables: it plans by what it believes of them, and it still believes them empty."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return landed


def begins_at(until: datetime, years: float) -> datetime:
    """Return about when a dealership that ends at `until` begins, to show how far it is."""
    return until - timedelta(days=round(years * 365.25))
