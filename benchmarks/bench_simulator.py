"""Does the made-up dealership look like what is published of real ones? Simulated beside published, over 30 seeds.

Run with `make bench-simulator`. Seeds 1–30 report; the habits were set on 1001–1008.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from math import sqrt
from multiprocessing import Pool
from statistics import fmean, stdev
from time import perf_counter, process_time

from steadyhand.simulator.dealers import NAMES, read_dealer
from steadyhand.simulator.measuring import Figures, measure
from steadyhand.simulator.run import simulate

UNTIL = datetime(2026, 6, 30, 17, 0, tzinfo=UTC)
# The first year only gives every machine a history, as a dealership has one.
SETTLE = timedelta(days=365)
# 97.5 % of Student's t with 29 degrees of freedom: for thirty seeds. With a handful the intervals are too narrow.
T_29 = 2.045
PROCESSES = 2

MCARTOR = "McArtor, imageSource 2005"
BEI = "BEI at nexera.net 2023"


class Whose(StrEnum):
    """Where a band's two ends come from."""

    PUBLISHED = "published"
    # One number is published; how far around it a dealership may lie is our judgement.
    OURS = "ours, around it"


@dataclass(frozen=True, slots=True)
class Band:
    """A figure, and between what its simulated mean must lie."""

    figure: str
    says: str
    low: float
    high: float
    whose: Whose
    source: str
    times: float = 1.0


BANDS: dict[str, tuple[Band, ...]] = {
    "typical": (
        Band("callback_share", "callbacks, CB/(EM+SC), %", 35, 40, Whose.OURS, "what FCE and HP% leave", 100),
        Band("held_share", "hold for parts, HP/(EM+CB), %", 17, 23, Whose.OURS, "median 21 %: " + BEI, 100),
        Band(
            "first_call_effectiveness",
            "first-call effectiveness, %",
            32,
            45,
            Whose.PUBLISHED,
            f"average 32 %: {MCARTOR}; most at or below 45 %: ENX/BEI 2015",
            100,
        ),
        Band(
            "first_time_fix_share", "first-time fix, %", 60, 85, Whose.OURS, "bottom 60, average 77: Aquant 2026", 100
        ),
        Band("visits_a_technician_month", "visits a technician and month", 70, 100, Whose.OURS, "80 calls: " + BEI),
        Band("response_hours", "response, working hours", 2, 6, Whose.OURS, "norm 4 h: imageSource 2011"),
        Band("rating_share", "surveys answered, %", 8, 12, Whose.OURS, "9.7 %: CEO Juice 2019", 100),
    ),
    "good": (
        Band("callback_share", "callbacks, CB/(EM+SC), %", 20, 25, Whose.PUBLISHED, MCARTOR, 100),
        Band("held_share", "hold for parts, HP/(EM+CB), %", 8, 12, Whose.PUBLISHED, MCARTOR, 100),
        Band(
            "first_call_effectiveness", "first-call effectiveness, %", 60, 70, Whose.OURS, "goal 60 %: " + MCARTOR, 100
        ),
        Band("first_time_fix_share", "first-time fix, %", 80, 92, Whose.OURS, "best in class 88: Aquant 2026", 100),
        Band("visits_a_technician_month", "visits a technician and month", 60, 100, Whose.OURS, "80 calls: " + BEI),
        Band("response_hours", "response, working hours", 1, 4, Whose.OURS, "norm 4 h: imageSource 2011"),
        Band("territory_share", "territory integrity, %", 80, 100, Whose.PUBLISHED, "industryanalysts.com 2021", 100),
        Band("rating_share", "surveys answered, %", 8, 12, Whose.OURS, "9.7 %: CEO Juice 2019", 100),
    ),
}
# Shown beside them; nobody has published these.
BESIDE = (
    ("rule_share", "our rule calls callbacks, % of corrective", 100.0),
    ("memoryless_floor", "… by chance, if failures had no memory", 100.0),
    ("fitted_floor", "… by chance, with the fitted wear", 100.0),
    ("true_repeat_share", "callbacks in truth, % of corrective", 100.0),
    ("extreme_rating_share", "answers at the ends (≤ 6 or ≥ 9), %", 100.0),
    ("corrective_a_machine_year", "corrective calls a machine and year", 1.0),
    ("scheduled_to_corrective", "scheduled to original corrective calls", 1.0),
)


@dataclass(frozen=True, slots=True)
class Run:
    dealer: str
    technicians: int
    years: float
    seed: int


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def run_once(run: Run) -> tuple[Figures, float]:
    """Return one run's figures and the processor's seconds, measuring included: other work beside it doesn't count."""
    began = process_time()
    happenings = simulate(
        read_dealer(run.dealer), technicians=run.technicians, years=run.years, seed=run.seed, until=UNTIL
    )
    figures = measure(happenings, settle=SETTLE)
    return figures, process_time() - began


def interval(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the mean and its 95 % interval over seeds."""
    mean = fmean(values)
    half = T_29 * stdev(values) / sqrt(len(values)) if len(values) > 1 else 0.0
    return mean, mean - half, mean + half


def report(dealer: str, figures: Sequence[Figures]) -> list[str]:
    """Print a dealer's table; return the names of the figures outside of their bands."""
    outside: list[str] = []
    say(f"\n### {dealer}\n")
    say("| figure | band | whose | source | simulated [95 %] | inside? |")
    say("| --- | --- | --- | --- | --- | --- |")
    for band in BANDS[dealer]:
        mean, low, high = interval([getattr(row, band.figure) * band.times for row in figures])
        is_inside = band.low <= low and high <= band.high
        if not is_inside:
            outside.append(f"{dealer}: {band.says}")
        say(
            f"| {band.says} | {band.low:g}–{band.high:g} | {band.whose} | {band.source} "
            f"| {mean:.1f} [{low:.1f}, {high:.1f}] | {'yes' if is_inside else 'NO'} |"
        )
    for name, says, times in BESIDE:
        mean, low, high = interval([getattr(row, name) * times for row in figures])
        say(f"| {says} | – | – | – | {mean:.2f} [{low:.2f}, {high:.2f}] | – |")
    return outside


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=30, help="how many seeds, from --first on (30)")
    parser.add_argument("--first", type=int, default=1, help="the first seed (1); those from 1001 on set the habits")
    parser.add_argument("--technicians", type=int, default=12)
    parser.add_argument("--years", type=float, default=2.0)
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first + asked.seeds)
    runs = [Run(dealer, asked.technicians, asked.years, seed) for seed in seeds for dealer in NAMES]
    began = perf_counter()
    with Pool(PROCESSES) as pool:
        results = pool.map(run_once, runs, chunksize=1)
    took = perf_counter() - began
    outside: list[str] = []
    for dealer in NAMES:
        own = [figures for run, (figures, _) in zip(runs, results, strict=True) if run.dealer == dealer]
        outside += report(dealer, own)
    seconds = fmean(spent for _, spent in results)
    calls = fmean(figures.calls for figures, _ in results)
    say(
        f"\n{asked.technicians} technicians × {asked.years:g} years, {len(runs)} runs in {took:.0f} s on {PROCESSES} "
        f"processes; one takes {seconds:.1f} s of processor time with its measuring, {calls:,.0f} calls."
    )
    if outside:
        say(f"bench-simulator: {len(outside)} figures lie outside of their bands: {'; '.join(outside)}.")
        return 1
    whose = [band.whose for bands in BANDS.values() for band in bands]
    say(
        f"bench-simulator: all {len(whose)} means and their intervals lie inside their bands, {asked.seeds} seeds: "
        f"{whose.count(Whose.PUBLISHED)} published bands, {whose.count(Whose.OURS)} drawn around a published number."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
