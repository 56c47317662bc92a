import numpy as np
import pytest

from steadyhand.business.promises.forecasting.curves import LEVELS, from_survival, hours_at, shares_by


def test_within_a_bucket_the_hazard_is_even() -> None:
    rows = from_survival(np.array([10.0, 20.0]), np.array([[0.5, 0.25]]))

    assert hours_at(rows, np.array([0.5])) == pytest.approx([10.0])
    assert hours_at(rows, np.array([0.7])) == pytest.approx([10 + 10 * np.log(0.5 / 0.3) / np.log(2)])


def test_beyond_what_is_known_there_is_no_time() -> None:
    rows = from_survival(np.array([10.0, 20.0]), np.array([[0.5, 0.25]]))

    assert np.isinf(hours_at(rows, np.array([0.95])))


def test_hours_and_shares_answer_each_other() -> None:
    rows = from_survival(np.array([10.0, 20.0, 40.0]), np.array([[0.5, 0.2, 0.001]]))

    assert shares_by(rows, hours_at(rows, np.array([0.9]))) == pytest.approx([0.9])
    assert (np.diff(rows[0][np.isfinite(rows[0])]) >= 0).all()
    assert len(rows[0]) == len(LEVELS)
