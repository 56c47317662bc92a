import numpy as np
import pytest
from scipy.stats import binom, poisson

from steadyhand.business.stock.levels.aboard import MOMENTS, SHARES, after_calls, after_days


def test_single_units_leave_by_poisson() -> None:
    aboard = after_days(np.array([[0.3]]), np.array([[4.0, 10.0]]), levels=6)

    assert pytest.approx(poisson.cdf(np.arange(7)[None, :], np.array([[1.2], [3.0]])), abs=1e-12) == aboard[0].T


def test_units_that_leave_two_at_once_are_counted_together() -> None:
    rng = np.random.default_rng(1)
    drawn = rng.poisson(0.8, 400_000) + 2 * rng.poisson(0.5, 400_000)

    aboard = after_days(np.array([[0.8, 0.5]]), np.array([[1.0]]), levels=5)[0, :, 0]

    assert aboard == pytest.approx([(drawn <= units).mean() for units in range(6)], abs=0.004)


def test_within_a_cycle_of_calls_units_leave_by_binomial() -> None:
    aboard = after_calls(np.array([0.2]), calls=5, levels=3)

    assert pytest.approx(binom.cdf(np.arange(4)[None, :], np.arange(5)[:, None], 0.2), abs=1e-12) == aboard[0].T


def test_four_moments_stand_for_the_whole_cycle() -> None:
    fine = (np.arange(2000) + 0.5) / 2000

    few = after_days(np.array([[0.4]]), MOMENTS[None, :] * 8, levels=4)[0] @ SHARES
    many = after_days(np.array([[0.4]]), fine[None, :] * 8, levels=4)[0].mean(axis=1)

    assert few == pytest.approx(many, abs=1e-4)
