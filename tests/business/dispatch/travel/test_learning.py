"""What was driven is learnt, from the bulk of it; with few drives the norms stand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.dispatch.travel.hours import Band
from steadyhand.business.dispatch.travel.learning import Drive, learn_pace
from steadyhand.business.dispatch.travel.pace import NORM
from steadyhand.business.dispatch.travel.places import Place, straight_km

TEN, EIGHT = datetime(2026, 3, 9, 10, tzinfo=UTC), datetime(2026, 3, 9, 8, tzinfo=UTC)
HOME = Place(39.96, -83.0)


def driven(minutes: float, *, north: float = 0.09, left_at: datetime = TEN) -> Drive:
    return Drive(HOME, Place(39.96 + north, -83.0), left_at, left_at + timedelta(minutes=minutes))


def by_the_norm(north: float) -> float:
    km = straight_km([HOME], [Place(39.96 + north, -83.0)])
    return float(NORM.minutes(km, Band.DAY)[0, 0])


def many(count: int, slower: Callable[[Random], float], *, left_at: datetime = TEN, seed: int = 1) -> list[Drive]:
    chance = Random(seed)  # noqa: S311  # the same drives every time
    norths = [chance.uniform(0.01, 0.3) for _ in range(count)]
    return [driven(by_the_norm(north) * slower(chance), north=north, left_at=left_at) for north in norths]


def test_with_no_drives_the_norms_stand() -> None:
    learnt = learn_pace([])

    assert learnt.pace == NORM
    assert learnt.used == 0


def test_a_dealership_whose_drives_take_half_as_long_again_is_believed_after_hundreds() -> None:
    learnt = learn_pace(many(600, lambda chance: 1.5 * chance.lognormvariate(0, 0.2)))

    minutes = learnt.pace.minutes([2.0, 10.0, 25.0], Band.DAY)
    assert minutes == pytest.approx(1.5 * NORM.minutes([2.0, 10.0, 25.0], Band.DAY), rel=0.08)
    assert learnt.pace.spread < NORM.spread


def test_three_drives_hardly_move_the_norm() -> None:
    learnt = learn_pace([driven(60) for _ in range(3)])

    assert 1 < float(learnt.pace.minutes(10.0, Band.DAY) / NORM.minutes(10.0, Band.DAY)) < 1.2


def test_a_slow_morning_is_learnt_and_the_day_stays_as_it_was() -> None:
    by_day = many(300, lambda chance: chance.lognormvariate(0, 0.2))
    mornings = many(300, lambda chance: 1.6 * chance.lognormvariate(0, 0.2), left_at=EIGHT, seed=2)

    pace = learn_pace([*by_day, *mornings]).pace

    assert pace.by_band[Band.DAY] == 1
    assert pace.by_band[Band.MORNING] == pytest.approx(1.6, rel=0.08)
    assert pace.minutes(10.0, Band.DAY) == pytest.approx(NORM.minutes(10.0, Band.DAY), rel=0.08)


def test_lunch_on_the_way_in_one_of_five_drives_hardly_counts() -> None:
    def with_lunch(chance: Random) -> float:
        return chance.lognormvariate(0, 0.2) + (3.0 if chance.random() < 0.2 else 0.0)

    learnt = learn_pace(many(600, with_lunch))

    assert learnt.pace.minutes(10.0, Band.DAY) == pytest.approx(NORM.minutes(10.0, Band.DAY), rel=0.08)
    assert learnt.left_out["far from what such drives take"] == pytest.approx(120, abs=35)


def test_what_is_no_drive_is_left_out_and_counted() -> None:
    nonsense = [
        driven(5, north=0.0),
        driven(60, north=9.0),
        driven(-5),
        driven(0),
        driven(600),
        driven(1),
        driven(200),
    ]

    learnt = learn_pace(nonsense)

    assert learnt.pace == NORM
    assert learnt.left_out == {
        "from a place to the same one": 1,
        "too far for a day of visits": 1,
        "arrived before leaving, or hours later": 3,
        "faster than anybody drives": 1,
        "slower than anybody drives": 1,
    }


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(-0.5, 0.5)), max_size=40))
def test_whatever_was_tapped_the_pace_stays_one_that_can_be_driven(taps: list[tuple[float, float]]) -> None:
    pace = learn_pace([driven(minutes, north=north) for minutes, north in taps]).pace

    minutes = pace.minutes(np.linspace(0.05, 200, 50), Band.DAY)
    assert np.isfinite(minutes).all()
    assert (minutes > 0).all()
    assert 0 < pace.spread < 3
