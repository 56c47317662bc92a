"""Fifty random trucks small enough to know the very best levels by trying all of them (up to 262,144)."""

import numpy as np

from benchmarks.truck_stock.telling import Leg, say
from steadyhand.business.stock.levels.aboard import MOMENTS, SHARES, after_days
from steadyhand.business.stock.levels.bound import bound
from steadyhand.business.stock.levels.choosing import choose
from steadyhand.business.stock.levels.exact import best_by_trying
from steadyhand.business.stock.levels.kit import Limits, Problem, grouped

# Seeds from 5000 on; the engine was tried out on others.
FIRST, INSTANCES = 5000, 50
FEWEST, MOST = 5, 9
AT_MOST = 0.01
LEVELS = 4
SIZES, SIZE_SHARES = (1, 2, 3, 4), (0.5, 0.3, 0.15, 0.05)


def instance(seed: int) -> Problem:
    """Return a random truck: calls of one to four parts, a quarter in two units; money, weight for some of it."""
    rng = np.random.default_rng(seed)
    items = int(rng.integers(FEWEST, MOST + 1))
    kinds = int(rng.integers(items, 4 * items))
    weights = rng.dirichlet(np.full(kinds, 0.6))
    rows = []
    for kind in range(kinds):
        size = int(rng.choice(SIZES, p=SIZE_SHARES))
        chosen = rng.choice(items, size, replace=False)
        rows.append((float(weights[kind]), [(int(item), 1 + int(rng.random() < 0.25)) for item in chosen]))  # noqa: PLR2004
    uses = np.zeros((items, 2))
    for weight, needs in rows:
        for item, units in needs:
            uses[item, units - 1] += weight
    days = MOMENTS * rng.uniform(1, 5) + rng.uniform(0, 3, (items, 1))
    aboard = after_days(uses * rng.uniform(0.5, 2.5), days, levels=LEVELS)
    highest = np.full(items, LEVELS if items <= 7 else LEVELS - 1)  # noqa: PLR2004 - so that all can be tried
    step = np.arange(LEVELS + 1)
    takes = np.exp(rng.normal((4.0, 0.0), 1.0, (items, 2)))
    use = takes.T[:, :, None] * step.astype(float)
    full = use[:, np.arange(items), highest].sum(axis=1)
    limits = Limits(use, np.stack([np.zeros(items, int), np.ones(items, int)]), full * rng.uniform(0.12, 0.6, 2))
    return Problem(aboard, SHARES, grouped(rows), limits, highest)


def against_the_best() -> Leg:
    """Compare what the engine chooses with the very best, and its bound with both."""
    short, above, broken = [], [], 0
    for number in range(INSTANCES):
        problem = instance(FIRST + number)
        chosen = choose(problem)
        _, best = best_by_trying(problem)
        at_most = bound(problem, chosen.levels)
        short.append(1 - chosen.finished / best)
        above.append(at_most / best - 1)
        broken += (not problem.limits.allow(chosen.levels)) + (at_most < best - 1e-7)
    say(
        f"{INSTANCES} random trucks: short of the best {np.mean(short):.3%} on average, {max(short):.3%} at most, "
        f"{sum(each < 1e-9 for each in short)} times nothing; "  # noqa: PLR2004
        f"the bound lies {np.mean(above):.1%} above the best on average, {broken} broken limits or bounds"
    )
    return Leg(
        f"at most {AT_MOST:.0%} from the best, in {INSTANCES} of {INSTANCES}",
        max(short) <= AT_MOST and not broken,
        f"{max(short):.2%} at most, {np.mean(short):.2%} on average",
    )
