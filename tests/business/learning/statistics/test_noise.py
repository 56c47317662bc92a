"""Twelve who are alike look different every month; the published figures come out of our own code."""

import pytest

from steadyhand.business.learning.statistics.noise import a_month, noise, spread


def test_twelve_alike_at_80_in_100_with_20_jobs() -> None:
    """Typical worst 65 %, best 95 %; somebody under 70 % in 66 of 100 months, outside 95 % limits in 46."""
    known = noise(12, 0.80, 20)

    assert (known.worst, known.best) == (0.65, 0.95)
    assert (round(known.somebody_low, 2), round(known.outside_95, 2), round(known.outside_998, 3)) == (
        0.66,
        0.46,
        0.024,
    )


@pytest.mark.parametrize(("jobs", "bottom", "alike"), [(20, 0.22, 0.16), (60, 0.33, 0.36), (240, 0.52, 0.69)])
def test_with_a_true_spread_of_four_points_the_last_name_is_seldom_the_worst(
    jobs: int, bottom: float, alike: float
) -> None:
    known = spread(12, 0.80, jobs, by=0.04)

    assert known.bottom_is_worst == pytest.approx(bottom, abs=0.025)
    assert known.month_to_month == pytest.approx(alike, abs=0.025)


def test_a_month_is_drawn_the_same_from_the_same_number_and_more_jobs_bring_it_together() -> None:
    assert a_month(12, 0.8, 20, seed=3) == a_month(12, 0.8, 20, seed=3)
    assert a_month(12, 0.8, 20, seed=3) != a_month(12, 0.8, 20, seed=4)
    few, many = noise(12, 0.8, 20), noise(12, 0.8, 500)
    assert few.worst < many.worst < 0.8 < many.best < few.best


@pytest.mark.parametrize(("people", "rate", "jobs"), [(0, 0.8, 20), (12, 1.0, 20), (12, 0.8, 0)])
def test_what_can_t_be_reckoned_says_so(people: int, rate: float, jobs: int) -> None:
    with pytest.raises(ValueError, match="at least"):
        noise(people, rate, jobs)
