"""One tree model of the hazard: the chance that what is open at the start of a bucket is done by its end.

LightGBM's trees refine a plain table (segment by bucket, shrunk to all segments), so that little data leaves the table
as it is. LightGBM needs the OpenMP runtime, libgomp.so.1, which a bare machine may lack: then there are no trees, the
engine reckons by curves alone, and says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from types import ModuleType
from typing import Any

import numpy as np

from steadyhand.business.promises.forecasting.buckets import Rows
from steadyhand.business.promises.forecasting.cases import Floats

# Members are trained side by side, but read their rows one after the other: reading takes seconds and most memory.
_ONE_AT_A_TIME = Lock()
# Small steps and small trees with much shrinkage: on three logs more trees or leaves changed the loss by under 1 %.
ROUNDS = 150
SETTINGS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 24,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "cat_smooth": 20,
    "cat_l2": 20,
    "lambda_l2": 2.0,
    "max_bin": 127,
    "max_cat_threshold": 32,
    "boost_from_average": False,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
    # Several threads of one model wait for each other at every split: where others use the machine, two took seven
    # times as long as one. Members are trained side by side instead.
    "num_threads": 1,
}


@cache
def lightgbm() -> ModuleType | None:
    """Return LightGBM, or None where it can't be loaded."""
    try:
        import lightgbm as loaded  # noqa: PLC0415  # half a second, and only this engine needs it
    except ImportError:
        return None
    except OSError as problem:
        if "libgomp" not in str(problem):
            raise
        return None
    module: ModuleType = loaded
    return module


@dataclass(frozen=True, slots=True)
class Trees:
    """A trained model, as LightGBM's own text and ready to answer."""

    text: str
    booster: Any

    @classmethod
    def from_text(cls, text: str) -> "Trees":
        """Return the model of this text.

        Raises:
            TreesMissing: LightGBM can't be loaded here.
        """
        loaded = lightgbm()
        if loaded is None:
            raise TreesMissing("LightGBM can't be loaded here: install libgomp1, or fit without trees.")
        return cls(text, loaded.Booster(model_str=text))

    def log_odds(self, columns: Floats) -> Floats:
        """Return what the trees add to the table's log odds, row by row."""
        found: Floats = np.asarray(self.booster.predict(columns, raw_score=True, num_threads=1), dtype=np.float64)
        return found


class TreesMissing(RuntimeError):
    """LightGBM can't be loaded on this machine."""


def train(known: Floats, rows: Rows, table: Floats, categories: Sequence[int], *, seed: int) -> Trees:
    """Return the trees for these rows, added to the log odds of the table; `known` has a line for each case.

    Raises:
        TreesMissing: LightGBM can't be loaded here.
    """
    loaded = lightgbm()
    if loaded is None:
        raise TreesMissing("LightGBM can't be loaded here: install libgomp1, or fit without trees.")
    told = {**SETTINGS, "seed": seed}
    with _ONE_AT_A_TIME:
        data = loaded.Dataset(
            _spread(loaded, known, rows),
            rows.happened,
            init_score=table + rows.offset,
            categorical_feature=list(categories),
            params=told,
        ).construct()
    booster = loaded.train(told, data, ROUNDS)
    return Trees(booster.model_to_string(), booster)


def _spread(loaded: ModuleType, known: Floats, rows: Rows) -> Any:
    """Return the rows' columns, told piece by piece: what is known of the case, and the bucket.

    LightGBM keeps a byte of each number. All rows at once as numbers, for two members side by side, took more memory
    than everything else of a refit.
    """

    class Spread(loaded.Sequence):  # type: ignore[name-defined,misc]  # a module that may be missing
        batch_size = 65_536

        def __len__(self) -> int:
            return len(rows.case)

        def __getitem__(self, which: int | slice) -> Floats:
            if isinstance(which, slice):
                return np.column_stack([known[rows.case[which]], rows.bucket[which]])
            return np.append(known[rows.case[which]], rows.bucket[which])

    return Spread()
