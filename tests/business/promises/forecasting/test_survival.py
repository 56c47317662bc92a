import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.promises.forecasting.survival import kaplan_meier

HOURS = st.lists(st.tuples(st.integers(1, 50), st.booleans()), min_size=1, max_size=40)


def test_the_curve_is_the_one_of_the_textbook() -> None:
    # Six cases: closed after 1, 3, 3 and 6 hours, still open after 2 and 4. By hand: 5/6, then 1/2 of it, then none.
    hours = np.array([1.0, 2.0, 3.0, 3.0, 4.0, 6.0])
    closed = np.array([True, False, True, True, False, True])

    curve = kaplan_meier(hours, closed)

    assert curve.hours.tolist() == [1.0, 3.0, 6.0]
    assert curve.shares.tolist() == pytest.approx([1 / 6, 7 / 12, 1.0])


def test_a_case_that_weighs_twice_counts_as_two() -> None:
    twice = kaplan_meier(np.array([1.0, 2.0]), np.array([True, True]), np.array([2.0, 1.0]))

    assert twice.shares.tolist() == pytest.approx([2 / 3, 1.0])


def test_what_was_never_reached_has_no_time() -> None:
    curve = kaplan_meier(np.array([1.0, 9.0]), np.array([True, False]))

    assert curve.hours_at(0.5) == 1.0
    assert curve.hours_at(0.95) is None
    assert curve.share_by(0.5) == 0.0


@given(cases=HOURS)
def test_open_cases_never_make_it_look_faster(cases: list[tuple[int, bool]]) -> None:
    hours = np.array([float(each) for each, _ in cases])
    closed = np.array([is_closed for _, is_closed in cases])
    counted = kaplan_meier(hours, closed)

    left_out = kaplan_meier(hours[closed], closed[closed])

    assert all(counted.share_by(hour) <= left_out.share_by(hour) + 1e-9 for hour in hours)
