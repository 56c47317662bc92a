"""Levels keep the limits, are near the best, and never above the bound."""

import numpy as np
import pytest
from benchmarks.truck_stock.small import instance
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.business.stock.levels.cases import random_truck

from steadyhand.business.stock.levels.bound import _by_shares, bound
from steadyhand.business.stock.levels.choosing import choose, path_of
from steadyhand.business.stock.levels.exact import best_by_trying
from steadyhand.business.stock.levels.kit import Limits, Problem, grouped


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10_000))
def test_levels_are_near_the_best_within_the_limits_and_the_bound_above_all(seed: int) -> None:
    problem = random_truck(seed, items=4)

    chosen = choose(problem)

    _, best = best_by_trying(problem)
    assert problem.limits.allow(chosen.levels)
    assert chosen.finished == pytest.approx(problem.finished(chosen.levels))
    # Odd little trucks, few levels: one unit is a tenth of it. The bench holds fifty of them to 1 in 100.
    assert chosen.finished >= 0.93 * best
    assert bound(problem, chosen.levels) == pytest.approx(best, abs=5e-6)
    # What larger kits have instead is wider, and of any other levels wider still, and holds all the same.
    assert _by_shares(problem, chosen.levels) >= best - 1e-9
    assert _by_shares(problem, np.zeros(problem.items, dtype=np.int64)) >= best - 1e-9


def test_the_bound_of_a_small_truck_is_never_below_what_levels_finish() -> None:
    # HiGHS's own bound of this one lies 2e-7 below what its best levels finish.
    problem = instance(5000)

    chosen = choose(problem)

    assert chosen.finished <= bound(problem, chosen.levels) <= chosen.finished + 5e-6


def test_what_helps_only_together_is_taken_together() -> None:
    # Neither the toner seal nor the developer alone finishes anything; the cheap third part does a little.
    problem = Problem(
        np.ones((3, 2, 1)),
        np.ones(1),
        grouped([(0.8, [(0, 1), (1, 1)]), (0.2, [(2, 1)])]),
        Limits(np.array([[[0, 5.0], [0, 5.0], [0, 3.0]]]), np.zeros((1, 3), dtype=np.int64), np.array([10.0])),
        np.ones(3, dtype=np.int64),
    )

    assert choose(problem).levels.tolist() == [1, 1, 0]
    assert bound(problem, np.array([1, 1, 0])) < 0.97


def test_never_worse_than_what_is_kept() -> None:
    problem = random_truck(3)
    best, finished = best_by_trying(problem)

    assert choose(problem, keep=best).finished == pytest.approx(finished)


def test_more_money_never_finishes_less() -> None:
    problem = random_truck(5)
    most = problem.limits.most[0]

    found = path_of(problem, limit=0, most=[0.5 * most, most, 2 * most])

    assert found == sorted(found)


def test_no_room_is_no_level() -> None:
    problem = random_truck(1)
    nothing = Problem(
        problem.aboard,
        problem.moments,
        problem.calls,
        Limits(problem.limits.use, problem.limits.limit, np.zeros(2)),
        problem.highest,
    )

    assert choose(nothing).levels.tolist() == [0] * problem.items
