"""How long do a promise, five hundred of them, and a refit of a million cases take?"""

import resource
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter, process_time

import numpy as np

from steadyhand.business.promises.forecasting.cases import Case
from steadyhand.business.promises.forecasting.fit import fit
from steadyhand.business.promises.forecasting.forecaster import Forecaster

BEGAN = datetime(2024, 1, 1)  # noqa: DTZ001  # the wall of nowhere
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Speed:
    """Processor milliseconds of one promise (p99 of a thousand), seconds of five hundred watched again."""

    promise_p99_ms: float
    watched_500_seconds: float


def made_up(count: int, *, months: float = 24.0, seed: int = 7) -> tuple[list[Case], datetime]:
    """Return so many cases over these months, and the moment they are told at: ten features, some still open."""
    draw = np.random.default_rng(seed)
    span = months * 30 * 24
    opened = np.sort(draw.uniform(0, span, count))
    kinds, places = draw.integers(0, 40, count), draw.integers(0, 300, count)
    numbers = draw.normal(size=(count, 6))
    hours = np.exp(3 + 0.02 * kinds + 0.3 * numbers[:, 0] + draw.normal(scale=0.8, size=count))
    cases = [
        Case(
            opened_at=BEGAN + timedelta(hours=float(opened[number])),
            closed_at=BEGAN + timedelta(hours=float(opened[number] + hours[number])),
            segment=f"kind {kinds[number]}",
            features={"place": f"p{places[number]}", "half": f"h{places[number] % 2}"}
            | {f"n{each}": float(numbers[number, each]) for each in range(6)},
            key=str(number),
        )
        for number in range(count)
    ]
    return cases, BEGAN + timedelta(hours=span)


def speed() -> Speed:
    """Return how fast a model fitted on twenty thousand cases answers."""
    cases, now = made_up(20_000, months=12)
    forecaster = Forecaster.from_bytes(fit(cases, now=now).to_bytes())
    took = []
    for case in cases[:1000]:
        began = process_time()
        forecaster.forecast(case.features, opened_at=now, segment=case.segment)
        took.append(process_time() - began)
    began = perf_counter()
    for forecast in forecaster.forecasts([(case.features, now, case.segment) for case in cases[:500]]):
        forecast.odds_still(72.0, open_for=24.0)
    return Speed(float(np.quantile(took, 0.99)) * 1000, perf_counter() - began)


def refit() -> tuple[float, float]:
    """Return seconds and most MB of a nightly refit on a million closed cases, in a process of its own."""
    done = subprocess.run(  # this very module
        [sys.executable, "-m", "benchmarks.promises.real.speed"], check=True, capture_output=True, text=True
    )
    seconds, megabytes = done.stdout.split()[-2:]
    return float(seconds), float(megabytes)


def _refit() -> None:
    cases, now = made_up(MILLION)
    # Last night's model came of part of them; what is measured is tonight's, with the ledger that it left.
    before = fit(cases[:20_000], now=BEGAN + timedelta(hours=24 * 14))
    began = perf_counter()
    fit(cases, now=now, before=before)
    sys.stdout.write(f"{perf_counter() - began} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}\n")


if __name__ == "__main__":
    _refit()
