from math import exp, gamma, log
from random import Random

import pytest

from steadyhand.business.calls.callbacks.chance import chance_floor, fit_beyond


def drawn(shape: float, count: int = 20_000) -> list[float]:
    rng = Random(5)  # noqa: S311  # the same numbers every time
    return [20_000.0 * (-log(1.0 - rng.random())) ** (1.0 / shape) for _ in range(count)]


def test_failures_without_memory_make_39_in_100_callbacks_by_chance() -> None:
    floor = chance_floor([], limit=5_000.0, mean=10_000.0)

    assert floor.memoryless == pytest.approx(1 - exp(-0.5))
    assert (floor.fitted, floor.shape) == (None, None)


@pytest.mark.parametrize("shape", [1.0, 1.5, 2.5])
def test_the_shape_is_found_from_the_long_intervals_alone(shape: float) -> None:
    mean = 20_000.0 * gamma(1 + 1 / shape)
    limit = mean / 2

    floor = chance_floor(drawn(shape), limit=limit, mean=mean)

    assert floor.shape == pytest.approx(shape, rel=0.08)
    assert floor.fitted == pytest.approx(1 - exp(-((limit / 20_000.0) ** shape)), abs=0.02)


def test_real_callbacks_among_the_short_ones_do_not_raise_the_floor() -> None:
    honest = drawn(2.0)
    spoiled = honest + [500.0] * 5_000

    assert chance_floor(spoiled, limit=8_862.0, mean=17_724.0) == chance_floor(honest, limit=8_862.0, mean=17_724.0)


def test_too_few_long_intervals_say_nothing_about_a_shape() -> None:
    assert chance_floor([9_000.0 + n for n in range(29)], limit=5_000.0, mean=10_000.0).fitted is None


def test_the_scale_comes_in_the_unit_of_the_intervals() -> None:
    _, scale = fit_beyond([row for row in drawn(2.0) if row > 9_000], limit=9_000.0)

    assert scale == pytest.approx(20_000.0, rel=0.05)
