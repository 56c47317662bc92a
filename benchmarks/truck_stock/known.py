"""Values that were reckoned elsewhere, and the rule that a single call's best kit follows."""

from itertools import combinations, product
from math import prod

import numpy as np

from benchmarks.truck_stock.telling import Leg, say
from steadyhand.business.stock.levels.aboard import after_calls
from steadyhand.business.stock.levels.choosing import choose
from steadyhand.business.stock.levels.exact import all_or_nothing, parts_used_anyway
from steadyhand.business.stock.levels.kit import Limits, Problem, grouped

CHANCES, LEVELS, CALLS = (0.20, 0.10, 0.05), (1, 1, 0), 4
USED_ANYWAY, ALL_OR_NOTHING = 0.887944, 0.891087
DIGITS = 6
CLOSE = 1e-9
RULE_CASES, ENGINE_CASES, PARTS = 300, 30, 10


def independent(
    chances: tuple[float, ...], costs: tuple[float, ...], *, calls: int, highest: int, most: float
) -> Problem:
    """Return the problem of one truck whose calls need each part independently, one unit at most."""
    items = len(chances)
    kinds = [
        (
            prod(chance if need else 1 - chance for chance, need in zip(chances, needs, strict=True)),
            [(item, 1) for item, need in enumerate(needs) if need],
        )
        for needs in product((0, 1), repeat=items)
    ]
    step = np.arange(highest + 1)
    return Problem(
        aboard=after_calls(np.array(chances), calls=calls, levels=highest),
        moments=np.full(calls, 1 / calls),
        calls=grouped(kinds),
        limits=Limits(np.array(costs)[None, :, None] * step, np.zeros((1, items), dtype=np.int64), np.array([most])),
        highest=np.full(items, highest),
    )


def known_values() -> Leg:
    """Reckon the two known values, by formula and by the engine."""
    anyway = parts_used_anyway(CHANCES, LEVELS, calls=CALLS)
    problem = independent(CHANCES, (1.0, 1.0, 1.0), calls=CALLS, highest=2, most=9.0)
    nothing_needed = prod(1 - chance for chance in CHANCES)
    engine = problem.finished(np.array(LEVELS)) + nothing_needed
    nothing = all_or_nothing(CHANCES, LEVELS, calls=CALLS)
    say(f"parts used anyway: {anyway:.9f}, the engine {engine:.9f}, known {USED_ANYWAY}")
    say(f"all or nothing: {nothing:.9f}, known {ALL_OR_NOTHING}")
    is_right = round(anyway, DIGITS) == USED_ANYWAY and round(nothing, DIGITS) == ALL_OR_NOTHING
    is_right = is_right and abs(engine - anyway) < CLOSE
    return Leg("known values to the digit", is_right, f"{anyway:.6f}, {nothing:.6f}")


def sorted_prefix() -> Leg:
    """Look whether a single call's best kit is a prefix of the parts by h·(1 − p) ÷ p, and whether it is found."""
    rng = np.random.default_rng(7)
    prefixes = found = 0
    for case in range(RULE_CASES):
        chances, costs = tuple(rng.uniform(0.01, 0.6, PARTS)), tuple(rng.uniform(1, 30, PARTS))
        penalty = float(rng.uniform(20, 400))
        best = _best_kit(chances, costs, penalty)
        order = sorted(range(PARTS), key=lambda part: costs[part] * (1 - chances[part]) / chances[part])
        prefixes += set(best) == set(order[: len(best)])
        if case < ENGINE_CASES and best:
            money = sum(costs[part] for part in best)
            problem = independent(chances, costs, calls=1, highest=1, most=money)
            kit = np.isin(np.arange(PARTS), best).astype(np.int64)
            found += choose(problem).finished >= problem.finished(kit) - CLOSE
        elif case < ENGINE_CASES:
            found += 1
    say(f"sorted prefix: {prefixes} of {RULE_CASES} best kits are one; the engine finds {found} of {ENGINE_CASES}")
    return Leg(
        "sorted-prefix rule",
        prefixes == RULE_CASES and found == ENGINE_CASES,
        f"{prefixes} of {RULE_CASES}, found {found} of {ENGINE_CASES}",
    )


def _best_kit(chances: tuple[float, ...], costs: tuple[float, ...], penalty: float) -> tuple[int, ...]:
    """Return the kit of one unit each that costs least, parts and unfinished call together, by trying all."""
    every = [kit for size in range(PARTS + 1) for kit in combinations(range(PARTS), size)]
    return min(
        every,
        key=lambda kit: (
            sum(costs[part] for part in kit)
            + penalty * (1 - prod(1 - chances[part] for part in range(PARTS) if part not in kit))
        ),
    )
