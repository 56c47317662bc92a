"""What one would reach for first: boosted quantiles of closed cases, plain and conformalised."""

import lightgbm
import numpy as np

from steadyhand.business.promises.forecasting.cases import Floats, History
from steadyhand.business.promises.forecasting.columns import columns_of, matrix

ROUNDS = 200
# The latest part of what has closed is kept back to conformalise on (Romano, Patterson & Candès 2019).
KEPT_BACK = 0.3


def quantiles(history: History, since: int, *, fits: tuple[float, ...], target: float) -> tuple[Floats, Floats]:
    """Return the promises of plain and of conformalised quantile regression, both refitted on what had closed."""
    plain, conformal = np.full(len(history), np.inf), np.full(len(history), np.inf)
    for at, until in zip(fits, (*fits[1:], np.inf), strict=True):
        first, last = (int(np.searchsorted(history.opened, each, side="left")) for each in (at, until))
        then = np.flatnonzero(history.closed & (history.ended <= at))
        if first == last or last <= since:
            continue
        features = [history.features[number] for number in then]
        segments = [history.segments[number] for number in then]
        columns = columns_of(features, segments)
        known = matrix(columns, features, segments, history.opened[then])
        asked = matrix(columns, history.features[first:last], history.segments[first:last], history.opened[first:last])
        categories = [number for number, column in enumerate(columns) if column.values is not None]
        took = np.log(np.maximum(history.ended[then] - history.opened[then], 0.1))
        plain[first:last] = np.exp(_trained(known, took, categories, target).predict(asked, num_threads=1))
        cut = int(len(then) * (1 - KEPT_BACK))
        model = _trained(known[:cut], took[:cut], categories, target)
        missing = np.sort(took[cut:] - model.predict(known[cut:], num_threads=1))
        rank = min(len(missing) - 1, int(np.ceil((len(missing) + 1) * target)) - 1)
        conformal[first:last] = np.exp(model.predict(asked, num_threads=1) + missing[rank])
    return plain[since:], conformal[since:]


def _trained(known: Floats, took: Floats, categories: list[int], target: float) -> lightgbm.Booster:
    told = {
        "objective": "quantile", "alpha": target, "learning_rate": 0.06, "num_leaves": 24, "min_data_in_leaf": 40,
        "feature_fraction": 0.6, "num_threads": 1, "verbose": -1, "seed": 1,
    }  # fmt: skip
    return lightgbm.train(told, lightgbm.Dataset(known, took, categorical_feature=categories, params=told), ROUNDS)
