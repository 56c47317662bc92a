from collections import Counter

import pytest

from steadyhand.simulator.chance import around, exponential, normal, pick, poisson, restart, stream, summed


def test_a_stream_depends_on_seed_and_entity_alone() -> None:
    first = [stream(7, "machine:1").random() for _ in range(2)]
    rng = stream(7, "machine:2")
    rng.random()

    assert first[0] == first[1]
    assert restart(rng, 7, "machine:1").random() == first[0]
    assert stream(8, "machine:1").random() != first[0]


def test_something_is_picked_as_often_as_its_weight_says() -> None:
    rng = stream(1, "pick")

    picked = Counter(pick(rng, summed([1.0, 0.0, 3.0])) for _ in range(20_000))

    assert picked[1] == 0
    assert picked[2] / picked[0] == pytest.approx(3.0, rel=0.05)


def test_draws_have_the_means_they_are_named_for() -> None:
    rng = stream(1, "means")
    count = 20_000

    assert sum(exponential(rng) for _ in range(count)) / count == pytest.approx(1.0, abs=0.03)
    assert sum(normal(rng) for _ in range(count)) / count == pytest.approx(0.0, abs=0.03)
    assert sum(poisson(rng, 0.7) for _ in range(count)) / count == pytest.approx(0.7, abs=0.03)
    assert sorted(around(rng, 60.0, 0.3) for _ in range(count))[count // 2] == pytest.approx(60.0, rel=0.02)
