"""Where is a place, and which places are the same one?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# 0.0001 of a degree is 11 metres: the same door.
_TO_A_DEGREE = 10_000
_HALF_TURN = 180 * _TO_A_DEGREE
_COLUMNS = 2 * _HALF_TURN + 1
_QUARTER_TURN = 90 * _TO_A_DEGREE
EARTH_KM = 6371.0088  # mean radius. Source: IUGG 1980


class NoSuchPlace(ValueError):
    """Latitude or longitude can't be on the earth; the message names them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the earth. The true one lies about `within_km` of it: 0 where it is known."""

    latitude: float
    longitude: float
    within_km: float = 0.0

    def __post_init__(self) -> None:
        # Written so that "not a number" fails as well.
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):  # noqa: PLR2004  # degrees
            raise NoSuchPlace(
                f"{self.latitude}, {self.longitude} is no place: latitude goes from -90 to 90, "
                "longitude from -180 to 180."
            )


def cells_of(places: Sequence[Place]) -> NDArray[np.int64]:
    """Return a number for each place that is the same for places 11 metres apart or less, nearly always."""
    if not places:
        return np.zeros(0, dtype=np.int64)
    at = np.array([(place.latitude, place.longitude) for place in places])
    rounded = np.rint(at * _TO_A_DEGREE).astype(np.int64)
    return np.asarray((rounded[:, 0] + _QUARTER_TURN) * _COLUMNS + rounded[:, 1] + _HALF_TURN)


def straight_km(origins: Sequence[Place], targets: Sequence[Place]) -> NDArray[np.float64]:
    """Return kilometres over the great circle, a row an origin. Source: the haversine formula."""
    if not origins or not targets:
        return np.zeros((len(origins), len(targets)))
    start = np.radians([(place.latitude, place.longitude) for place in origins])
    end = np.radians([(place.latitude, place.longitude) for place in targets])
    half = (
        np.sin((start[:, :1] - end[:, 0]) / 2) ** 2
        + np.cos(start[:, :1]) * np.cos(end[:, 0]) * np.sin((start[:, 1:] - end[:, 1]) / 2) ** 2
    )
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))
