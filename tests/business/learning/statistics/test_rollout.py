"""What a stepped roll-out says: nothing where nothing moved, what was planted, and "too few" where nobody can know."""

import numpy as np
import pytest

from steadyhand.business.learning.statistics.rollout import draw_waves, has_it_moved, possible_orders

STARTS = [4] * 4 + [8] * 4 + [12] * 4
N = np.full((12, 16), 10)


def test_waves_are_even_drawn_and_the_same_again() -> None:
    people = [f"T{number}" for number in range(11)]
    waves = draw_waves(people, 3, seed=7)

    assert [len(wave) for wave in waves] == [4, 4, 3]
    assert sorted(each for wave in waves for each in wave) == sorted(people)
    assert draw_waves(people[::-1], 3, seed=7) == waves
    assert draw_waves(people, 3, seed=8) != waves
    with pytest.raises(ValueError, match="2 people"):
        draw_waves(people[:2], 3, seed=1)


@pytest.mark.parametrize(("sizes", "orders"), [((4, 4, 4), 34_650), ((2, 2, 2), 90), ((2, 2), 6)])
def test_how_many_orders_there_are(sizes: tuple[int, ...], orders: int) -> None:
    assert possible_orders(sizes) == orders


def test_a_planted_effect_is_found_and_a_season_is_not() -> None:
    season = np.linspace(2, 6, 16).astype(int)[None, :]
    trained = np.arange(16)[None, :] >= np.array(STARTS)[:, None]
    noise = np.random.default_rng(3).integers(0, 2, N.shape)

    moved = has_it_moved(season + noise + 2 * trained, N, STARTS, seed=1)
    not_moved = has_it_moved(season + noise, N, STARTS, seed=1)

    assert moved.difference == pytest.approx(0.2, abs=0.03)
    assert moved.has_moved
    assert moved.chance == pytest.approx(0.001)
    assert not not_moved.has_moved


def test_weeks_of_one_kind_only_say_nothing() -> None:
    everybody_at_once = has_it_moved(N, N, [4] * 12, seed=1)

    assert (everybody_at_once.difference, everybody_at_once.chance, everybody_at_once.orders) == (None, None, 1)


def test_four_people_in_two_waves_are_too_few_to_test() -> None:
    seen = np.where(np.arange(8)[None, :] >= np.array([2, 2, 5, 5])[:, None], 10, 0)

    result = has_it_moved(seen, np.full((4, 8), 10), [2, 2, 5, 5], seed=1)

    assert (result.difference, result.chance, result.orders) == (1.0, None, 6)
    assert not result.has_moved


def test_a_week_on_leave_counts_for_nobody() -> None:
    n = N.copy()
    n[0, 6] = 0
    seen = np.where(n > 0, 5, 0)

    assert has_it_moved(seen, n, STARTS, seed=1).difference == pytest.approx(0.0)
