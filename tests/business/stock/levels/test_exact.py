"""The values that were reckoned elsewhere, and two ways to the very best that agree."""

from itertools import combinations
from math import prod

import numpy as np
import pytest
from tests.business.stock.levels.cases import independent, random_truck

from steadyhand.business.stock.levels.choosing import choose
from steadyhand.business.stock.levels.exact import (
    all_or_nothing,
    best_by_programme,
    best_by_trying,
    bound_by_programme,
    parts_used_anyway,
)

CHANCES, LEVELS = (0.20, 0.10, 0.05), (1, 1, 0)


def test_the_known_values_to_the_digit() -> None:
    problem = independent(CHANCES, (1.0, 1.0, 1.0), calls=4, most=9.0)
    needs_nothing = prod(1 - chance for chance in CHANCES)

    assert round(parts_used_anyway(CHANCES, LEVELS, calls=4), 6) == 0.887944
    assert round(all_or_nothing(CHANCES, LEVELS, calls=4), 6) == 0.891087
    engine = problem.finished(np.array(LEVELS)) + needs_nothing
    assert engine == pytest.approx(parts_used_anyway(CHANCES, LEVELS, calls=4), abs=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_a_single_calls_best_kit_is_a_sorted_prefix_and_found(seed: int) -> None:
    rng = np.random.default_rng(seed)
    chances, costs, penalty = tuple(rng.uniform(0.01, 0.6, 6)), tuple(rng.uniform(1, 30, 6)), 120.0

    best = min(
        (kit for size in range(7) for kit in combinations(range(6), size)),
        key=lambda kit: (
            sum(costs[part] for part in kit)
            + penalty * (1 - prod(1 - chances[part] for part in range(6) if part not in kit))
        ),
    )

    order = sorted(range(6), key=lambda part: costs[part] * (1 - chances[part]) / chances[part])
    assert set(best) == set(order[: len(best)])
    chosen = choose(independent(chances, costs, calls=1, most=sum(costs[part] for part in best)))
    assert (
        chosen.finished
        >= independent(chances, costs, calls=1, most=0.0).finished(np.isin(np.arange(6), best).astype(np.int64)) - 1e-9
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_programme_and_trying_all_find_the_same(seed: int) -> None:
    problem = random_truck(seed, items=4)

    _, tried = best_by_trying(problem)
    _, found = best_by_programme(problem)
    split = bound_by_programme(problem, nodes=0)

    assert found == pytest.approx(tried, abs=1e-7)
    assert split >= tried - 1e-7
