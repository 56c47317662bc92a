"""The arrays of the engine, by what they hold."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def added(place: Whole, weights: Floats, count: int = 0) -> Floats:
    """Return what weights add up to at each place, of `count` places at least."""
    return np.asarray(np.bincount(place.ravel(), weights=weights.ravel(), minlength=count), dtype=np.float64)
