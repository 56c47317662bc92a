import lightgbm
import numpy as np

from steadyhand.business.promises.forecasting.buckets import bucket_rows
from steadyhand.business.promises.forecasting.trees import SETTINGS, train


def test_rows_told_piece_by_piece_make_the_same_trees_as_all_at_once() -> None:
    draw = np.random.default_rng(3)
    known = np.column_stack([draw.normal(size=300), draw.integers(0, 5, 300)])
    lasted = np.exp(2 + known[:, 0] + draw.normal(size=300))
    rows = bucket_rows(lasted, lasted < 30, np.full(300, 30.0), np.array([2.0, 4.0, 8.0, 16.0, 32.0]))
    table = np.full(len(rows.case), -1.0)

    trees = train(known, rows, table, [1], seed=5)

    told = {**SETTINGS, "seed": 5}
    whole = lightgbm.Dataset(
        np.column_stack([known[rows.case], rows.bucket]),
        rows.happened,
        init_score=table + rows.offset,
        categorical_feature=[1],
        params=told,
    )
    assert trees.text == lightgbm.train(told, whole, 150).model_to_string()
