"""Do verdicts on a training hold? Roll-outs with an effect planted or none, and months of a team that is all alike.

Twelve technicians in three waves of drawn order, four weeks before and twelve of the steps; technicians differ by four
points, weeks by two. BENCH_RUNS roll-outs each (3,000), drawn by seeds that are written below. Returns 1 while short.
"""

import os
import sys
from dataclasses import dataclass

import click
import numpy as np

from steadyhand.business.learning.statistics.funnel import Zone, zone
from steadyhand.business.learning.statistics.rollout import draw_waves, has_it_moved

SEED = 20_261_129
PEOPLE, WAVES, BEFORE, STEP, WEEKS = 12, 3, 4, 4, 16
SPREAD_OF_PEOPLE, SPREAD_OF_WEEKS = 0.04, 0.02
# A month of twelve technicians who all fix 80 in 100 the first time, 20 jobs each.
RATE, JOBS_A_MONTH = 0.80, 20
BAR_FALSE, BAR_WITHIN, BAR_NOBODY = 0.05, 0.03, 0.98


@dataclass(frozen=True, slots=True)
class Planted:
    """What moves from where to where, of so many opportunities a week each; `published` is how often it is found."""

    called: str
    before: float
    after: float
    a_week: int
    published: float


# Source: the design study this page follows (12 people, 3 waves, Thompson's statistic, waves' order permuted).
PLANTED = (
    Planted("first-time fix, 75 to 80 %", 0.75, 0.80, 20, 0.33),
    Planted("first-time fix, 75 to 85 %", 0.75, 0.85, 20, 0.88),
    Planted("a behaviour, 30 to 50 %", 0.30, 0.50, 3, 0.79),
    Planted("a behaviour, 30 to 60 %", 0.30, 0.60, 3, 0.99),
)
NOTHING = (
    Planted("first-time fix stays at 75 %", 0.75, 0.75, 20, 0.0),
    Planted("a behaviour stays at 30 %", 0.30, 0.30, 3, 0.0),
)


def share_moved(planted: Planted, *, runs: int) -> float:
    """Return in which share of roll-outs the verdict is "moved"."""
    luck = np.random.default_rng([SEED, round(1_000 * planted.after), planted.a_week])
    return sum(_has_moved(planted, luck, run) for run in range(runs)) / runs


def _has_moved(planted: Planted, luck: np.random.Generator, run: int) -> bool:
    people = [str(number) for number in range(PEOPLE)]
    starts = [0] * PEOPLE
    for number, wave in enumerate(draw_waves(people, WAVES, seed=run)):
        for each in wave:
            starts[int(each)] = BEFORE + STEP * number
    trained = np.arange(WEEKS)[None, :] >= np.array(starts)[:, None]
    rate = np.where(trained, planted.after, planted.before)
    rate = rate + luck.normal(0, SPREAD_OF_PEOPLE, (PEOPLE, 1)) + luck.normal(0, SPREAD_OF_WEEKS, (1, WEEKS))
    n = np.full((PEOPLE, WEEKS), planted.a_week)
    return has_it_moved(luck.binomial(n, np.clip(rate, 0, 1)), n, starts, seed=run).has_moved


def share_of_months_with_nobody_worse(*, runs: int) -> float:
    """Return in which share of months nobody of a team that is all alike is said to be worse."""
    luck = np.random.default_rng([SEED, JOBS_A_MONTH])
    quiet = 0
    for _ in range(runs):
        seen = [int(each) for each in luck.binomial(JOBS_A_MONTH, RATE, PEOPLE)]
        rest = (PEOPLE - 1) * JOBS_A_MONTH
        quiet += all(
            zone(each, JOBS_A_MONTH, others_seen=sum(seen) - each, others_n=rest) is not Zone.LOWER for each in seen
        )
    return quiet / runs


def main() -> int:
    runs = int(os.environ.get("BENCH_RUNS", "3000"))
    short: list[str] = []
    for planted in NOTHING:
        moved = share_moved(planted, runs=runs)
        click.echo(f"{planted.called:32} said to have moved {100 * moved:5.1f} %, at most {100 * BAR_FALSE:.0f}")
        if moved > BAR_FALSE:
            short.append(planted.called)
    for planted in PLANTED:
        moved = share_moved(planted, runs=runs)
        least = planted.published - BAR_WITHIN
        click.echo(
            f"{planted.called:32} found {100 * moved:5.1f} %, published {100 * planted.published:.0f}, "
            f"at least {100 * least:.0f}"
        )
        if moved < least:
            short.append(planted.called)
    quiet = share_of_months_with_nobody_worse(runs=runs)
    click.echo(
        f"{'twelve alike: nobody singled out':32} {100 * quiet:5.1f} % of months, at least {100 * BAR_NOBODY:.0f}"
    )
    if quiet < BAR_NOBODY:
        short.append("twelve alike")
    click.echo(f"Short: {', '.join(short)}." if short else f"All met, of {runs} roll-outs and months each.")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
