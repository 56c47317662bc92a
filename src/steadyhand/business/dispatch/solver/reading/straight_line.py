"""How long is a drive when no map is at hand? The straight line made longer, driven faster the longer it is.

Source: 1.3 is the usual detour of roads against the straight line; 25 km/h in town to 80 over land is our estimate.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_EARTH_KM = 6371.0
_DETOUR = 1.3
_TOWN_KMH, _MORE_A_KM, _ROAD_KMH = 25.0, 1.2, 80.0


def travel_between(points: Sequence[tuple[float, float]]) -> NDArray[np.int64]:
    """Return seconds of driving between places given by latitude and longitude."""
    if not points:
        return np.zeros((0, 0), dtype=np.int64)
    latitude, longitude = np.radians(np.array(points, dtype=float)).T
    half = (
        np.sin((latitude[:, None] - latitude) / 2) ** 2
        + np.cos(latitude[:, None]) * np.cos(latitude) * np.sin((longitude[:, None] - longitude) / 2) ** 2
    )
    km = _DETOUR * 2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    speed = np.clip(_TOWN_KMH + _MORE_A_KM * km, _TOWN_KMH, _ROAD_KMH)
    # Whole minutes, and rather too many: nobody plans a drive to the second.
    return np.asarray(60 * np.ceil(60 * km / speed - 1e-9), dtype=np.int64)
