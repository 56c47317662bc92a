"""How long does a refit of a million calls take? A made-up dealership's calls, as those of fifty such dealerships."""

import resource
from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter, process_time

from steadyhand.business.stock.kits.cases import CatalogPart, Done
from steadyhand.business.stock.kits.fit import fit


@dataclass(frozen=True, slots=True)
class Large:
    """A refit's cost: seconds of the wall and of a processor, megabytes at most, and of a prediction after it."""

    calls: int
    seconds: float
    processor_seconds: float
    most_megabytes: float


def refit_of(calls: Sequence[Done], catalogue: Sequence[CatalogPart], *, many: int) -> Large:
    """Refit on so many calls: those given, over and over, each time on other machines."""
    times = -(-many // len(calls))
    grown = [
        replace(done, call=replace(done.call, machine=f"{done.call.machine}/{copy}"))
        for done in calls
        for copy in range(times)
    ][:many]
    began, busy = perf_counter(), process_time()
    fit(grown, catalogue, now_day=grown[-1].closed_day)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Large(len(grown), perf_counter() - began, process_time() - busy, most)
