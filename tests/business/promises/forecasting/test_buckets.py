import numpy as np
import pytest

from steadyhand.business.promises.forecasting.buckets import bucket_edges, bucket_rows


def test_a_closed_case_is_a_row_for_each_bucket_until_it_closed() -> None:
    rows = bucket_rows(np.array([5.0]), np.array([True]), np.array([100.0]), np.array([2.0, 4.0, 8.0, 16.0]))

    assert rows.bucket.tolist() == [0, 1, 2]
    assert rows.happened.tolist() == [0, 0, 1]
    assert rows.offset.tolist() == [0, 0, 0]


def test_an_open_case_says_nothing_of_buckets_it_has_not_reached() -> None:
    rows = bucket_rows(np.array([3.0]), np.array([False]), np.array([3.0]), np.array([2.0, 4.0, 8.0]))

    assert rows.bucket.tolist() == [0, 1]
    assert rows.happened.tolist() == [0, 0]
    assert rows.offset[1] == pytest.approx(np.log(0.5))


def test_the_last_bucket_ends_at_the_horizon() -> None:
    edges = bucket_edges(np.arange(1.0, 100.0), np.ones(99, dtype=np.bool_), horizon=200.0)

    assert edges[-1] == 200.0
    assert (np.diff(edges) > 0).all()
