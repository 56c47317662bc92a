"""The textbook's rats, and people pulled towards their team."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyhand.business.learning.statistics.pooling import Pool, _log_likelihood, by_moments

# Rats with a tumour, of so many: Tarone (1982), as in Gelman et al., Bayesian Data Analysis, table 5.1.
TABLE = """
0/20 0/20 0/20 0/20 0/20 0/20 0/20 0/19 0/19 0/19 0/19 0/18 0/18 0/17 1/20 1/20 1/20 1/20 1/19 1/19 1/18 1/18 2/25 2/24
2/23 2/20 2/20 2/20 2/20 2/20 2/20 1/10 5/49 2/19 5/46 3/27 2/17 7/49 7/47 3/20 3/20 2/13 9/48 10/50 4/20 4/20 4/20 4/20
4/20 4/20 4/20 10/48 4/19 4/19 4/19 5/22 11/46 12/49 5/20 5/20 6/23 5/19 6/22 6/20 6/20 6/20 16/52 15/47 15/46 9/24
"""
RATS = [(int(seen), int(n)) for seen, n in (pair.split("/") for pair in TABLE.split())]
LAST = (4, 14)


def test_the_rats_moments() -> None:
    spread = by_moments(RATS)

    assert (sum(seen for seen, _ in RATS), sum(n for _, n in RATS)) == (263, 1725)
    assert spread is not None
    assert (round(spread.a, 3), round(spread.b, 3)) == (1.356, 8.615)


def test_the_rats_on_a_grid() -> None:
    pool = Pool([*RATS, LAST])

    assert (round(pool.spread.a, 2), round(pool.spread.b, 1)) == (2.40, 14.3)
    assert round(pool.guess(*LAST).mean, 3) == 0.211
    # A finer grid says the same.
    assert Pool([*RATS, LAST], steps=80).guess(*LAST).mean == pytest.approx(pool.guess(*LAST).mean, abs=1e-4)
    ratio, size = Pool([*RATS, LAST], steps=120).peak
    assert ratio == pytest.approx(-1.79, abs=0.03)
    assert size == pytest.approx(2.74, abs=0.07)


def test_the_rats_likelihood_is_highest_where_it_is_published() -> None:
    """Source: CRAN BayesGOF prints 2.304768 and 14.079707 for the 70; four of fourteen are then guessed .2075."""

    def height(a: float, b: float) -> float:
        return sum(float(_log_likelihood(seen, n, np.array([a]), np.array([b]))[0]) for seen, n in RATS)

    a, b = 2.304768, 14.079707
    top = height(a, b)
    for step_a, step_b in ((0.01, 0), (-0.01, 0), (0, 0.05), (0, -0.05), (0.01, 0.06), (-0.01, -0.06)):
        assert height(a + step_a, b + step_b) < top
    slope_a = (height(a + 1e-4, b) - height(a - 1e-4, b)) / 2e-4
    slope_b = (height(a, b + 1e-4) - height(a, b - 1e-4)) / 2e-4
    assert (slope_a, slope_b) == pytest.approx((0, 0), abs=1e-3)
    assert round((a + 4) / (a + b + 14), 4) == 0.2075


# Hits of 45 at bats, and the rest of the season: Efron and Morris (1975), eighteen batters of 1970.
BATTERS = [
    (18, 0.346), (17, 0.298), (16, 0.276), (15, 0.222), (14, 0.273), (14, 0.270), (13, 0.263), (12, 0.210), (11, 0.269),
    (11, 0.230), (10, 0.264), (10, 0.256), (10, 0.303), (10, 0.264), (10, 0.226), (9, 0.286), (8, 0.316), (7, 0.200),
]  # fmt: skip


def test_batters_pulled_to_their_mean_are_nearer_to_their_season() -> None:
    """Published: mean .265, squared error .0754 of the first 45 at bats, .0213 once pulled; Clemente .294."""
    pool = Pool([(hits, 45) for hits, _ in BATTERS])

    plain = sum((hits / 45 - season) ** 2 for hits, season in BATTERS)
    pulled = sum((pool.guess(hits, 45).mean - season) ** 2 for hits, season in BATTERS)
    assert round(sum(hits for hits, _ in BATTERS) / (18 * 45), 3) == 0.265
    assert plain == pytest.approx(0.0754, abs=0.0005)
    # Theirs shrinks by .212; ours weighs all spreads that the counts allow, and is as near.
    assert pulled < 0.025
    assert 0.28 < pool.guess(18, 45).mean < 0.32


def test_no_spread_where_all_are_alike() -> None:
    assert by_moments([(4, 20), (4, 20), (4, 20)]) is None
    assert by_moments([(4, 20)]) is None


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 20).map(lambda seen: (seen, 20)), min_size=3, max_size=12))
def test_seen_more_often_is_guessed_higher_and_more_opportunities_pull_less(groups: list[tuple[int, int]]) -> None:
    pool = Pool(groups)

    guesses = [pool.guess(seen, 20) for seen in range(21)]
    assert all(before.mean < after.mean for before, after in pairwise(guesses))
    assert all(0 <= guess.low <= guess.mean <= guess.high <= 1 for guess in guesses)
    # Never seen, ever more often: nearer and nearer to never.
    assert pool.guess(0, 5).mean > pool.guess(0, 50).mean > pool.guess(0, 500).mean
    assert abs(pool.guess(400, 500).mean - 0.8) < abs(pool.guess(16, 20).mean - 0.8) + 1e-2


@pytest.mark.parametrize("groups", [[(1, 2), (1, 2), (0, 0)], [(3, 2), (1, 2), (1, 2)]])
def test_counts_that_cannot_be_pooled_say_why(groups: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match=r"pooled from 3 people|more often"):
        Pool(groups)
