"""How are tables read out of JSON that somebody else wrote?"""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def columns_of(said: Any, shape: tuple[int, int]) -> NDArray[np.float64] | None:
    """Return a list of lists as numbers, null as not a number; None if it is anything else, or of another shape."""
    try:
        found = np.array(said, dtype=float)
    except (TypeError, ValueError):
        return None
    if found.shape != shape:
        return None
    # Below 0 is no time and no length.
    found[~(np.isfinite(found) & (found >= 0))] = np.nan
    return found
