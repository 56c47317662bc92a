"""Known values, fifty small trucks, a million calls, and thirty dealerships' months: are levels chosen well?

Exits non-zero while anything asked falls short. BENCH_SEEDS makes the last part shorter, BENCH_PROCESSES quicker.
"""

import os
import sys
from collections.abc import Sequence
from math import sqrt
from multiprocessing import Pool
from statistics import fmean, stdev

from scipy.stats import t

from benchmarks.truck_stock.known import known_values, sorted_prefix
from benchmarks.truck_stock.large import seconds
from benchmarks.truck_stock.lived import ASSUMED, POLICIES, Lived, live
from benchmarks.truck_stock.small import against_the_best
from benchmarks.truck_stock.telling import Leg, say

SEEDS = int(os.environ.get("BENCH_SEEDS", "30"))
PROCESSES = int(os.environ.get("BENCH_PROCESSES", "2"))
FEWEST_SEEDS = 30
FIRST = int(os.environ.get("BENCH_FIRST", "1"))


def main() -> int:
    legs = [known_values(), sorted_prefix(), against_the_best(), seconds(), made_up_months()]
    say("")
    for leg in legs:
        say(f"{'met  ' if leg.is_met else 'SHORT'}  {leg.asked}: {leg.figure}")
    short = [leg.asked for leg in legs if not leg.is_met]
    which = f"; short: {'; '.join(short)}" if short else ""
    say(f"bench-truck-stock: {len(legs) - len(short)} of {len(legs)} met{which}.")
    return 1 if short else 0


def made_up_months() -> Leg:
    """Let dealerships live on with each policy's levels, and compare who waits for parts."""
    lived: list[Lived] = []
    with Pool(PROCESSES) as pool:
        for one in pool.imap(live, range(FIRST, FIRST + SEEDS)):
            lived.append(one)
            shares = ", ".join(f"{policy} {share:.1%}" for policy, share in one.held.items())
            say(f"  dealership {one.seed}: held {shares}; {one.value['rank'] / 100:,.0f} on trucks, {one.calls} calls")
    say(f"\n{len(lived)} made-up dealerships; of corrective calls those held for parts:")
    say("\n| levels | share, % [95 %] | of usage rank's | units aboard |")
    say("|---|---|---|---|")
    for policy, says in POLICIES.items():
        share, of_rank = _with_interval([one.held[policy] for one in lived], 100), _of_rank(lived, policy)
        say(f"| {says} | {share} | {_with_interval(of_rank, 1)} | {fmean(one.units[policy] for one in lived):.0f} |")
    dearer = max(one.value["chosen"] / one.value["rank"] for one in lived)
    say(
        f"\nOf calls needing parts the optimiser foresaw {fmean(one.finished for one in lived):.1%} finished, at most "
        f"{fmean(one.at_most for one in lived):.1%} possible; by usage rank "
        f"{fmean(one.finished_by_rank for one in lived):.1%}: at best {_at_best(lived)} of usage rank's could be left. "
        f"Chosen levels cost at most {dearer:.4f} of usage rank's."
    )
    left = fmean(_of_rank(lived, "chosen"))
    is_met = left <= ASSUMED["at_most_left"] and dearer <= 1 + 1e-9 and len(lived) >= FEWEST_SEEDS
    return Leg(
        f"hold for parts at most {ASSUMED['at_most_left']:g} of usage rank's, for the same money",
        is_met,
        f"{_with_interval(_of_rank(lived, 'chosen'), 1)} over {len(lived)} dealerships",
    )


def _of_rank(lived: Sequence[Lived], policy: str) -> list[float]:
    return [one.held[policy] / one.held["rank"] for one in lived]


def _at_best(lived: Sequence[Lived]) -> str:
    return _with_interval([(1 - one.at_most) / (1 - one.finished_by_rank) for one in lived], 1)


def _with_interval(values: Sequence[float], times: float) -> str:
    """Return the mean and its 95 % interval over seeds, by Student's t."""
    mean = fmean(values)
    half = float(t.ppf(0.975, len(values) - 1)) * stdev(values) / sqrt(len(values)) if len(values) > 1 else 0.0
    digits = 1 if times > 1 else 2
    return f"{mean * times:.{digits}f} [{(mean - half) * times:.{digits}f}, {(mean + half) * times:.{digits}f}]"


if __name__ == "__main__":
    sys.exit(main())
