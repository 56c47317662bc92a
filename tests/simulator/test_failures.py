from math import sqrt
from random import Random

import pytest

from steadyhand.simulator.chance import exponential, stream
from steadyhand.simulator.failures import expected_failures, pages_to_failure

# Kolmogorov's bound that a true sample breaks once in a thousand times.
ONCE_IN_A_THOUSAND = 1.95


def furthest_apart(sample: list[float], *, age: float, scale: float, shape: float) -> float:
    """Return the greatest distance between a sample and what the power law says after this age."""
    before = expected_failures(age, scale=scale, shape=shape)
    rows = sorted(sample)
    distances = []
    for place, pages in enumerate(rows):
        survived = 2.718281828459045 ** -(expected_failures(age + pages, scale=scale, shape=shape) - before)
        distances += [abs((1 - survived) - place / len(rows)), abs((1 - survived) - (place + 1) / len(rows))]
    return float(max(distances))


def draws(rng: Random, count: int, *, age: float, shape: float) -> list[float]:
    return [pages_to_failure(age, scale=20_000.0, shape=shape, exposure=exponential(rng)) for _ in range(count)]


@pytest.mark.parametrize(("shape", "age"), [(1.0, 0.0), (2.5, 0.0), (2.5, 15_000.0), (0.7, 3_000.0), (3.0, 40_000.0)])
def test_pages_to_failure_follow_the_power_law_from_any_age(shape: float, age: float) -> None:
    sample = draws(stream(11, "power law"), 20_000, age=age, shape=shape)

    apart = furthest_apart(sample, age=age, scale=20_000.0, shape=shape)

    assert apart < ONCE_IN_A_THOUSAND / sqrt(len(sample))


def test_the_bound_would_notice_another_shape() -> None:
    sample = draws(stream(11, "power law"), 20_000, age=0.0, shape=2.3)

    assert furthest_apart(sample, age=0.0, scale=20_000.0, shape=2.5) > ONCE_IN_A_THOUSAND / sqrt(len(sample))


def test_repairs_that_only_get_it_running_again_fail_as_often_as_the_law_expects() -> None:
    rng = stream(3, "minimal repairs")
    counts = []
    for _ in range(4_000):
        age, count = 0.0, 0
        while True:
            age += pages_to_failure(age, scale=20_000.0, shape=2.0, exposure=exponential(rng))
            if age > 40_000.0:
                break
            count += 1
        counts.append(count)

    assert sum(counts) / len(counts) == pytest.approx(expected_failures(40_000.0, scale=20_000.0, shape=2.0), abs=0.13)
