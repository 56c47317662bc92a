"""How many minutes does a straight line take, at which hour? The shipped norms, and what was learnt on top of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from steadyhand.business.dispatch.travel.hours import Band

# Roads are longer than the straight line. Source: 1.35 and 1.52, the middle between random doors of the two extracts of
# OpenStreetMap that `make bench-travel` reads, by Valhalla; 1.3 to 1.4 is what is mostly reckoned with.
DETOUR = 1.4
# From "on my way" to "I'm here" a technician also leaves a car park and finds another. Ours.
AT_THE_DOORS_MINUTES = 2.0
# Straight-line speed on free roads, by straight-line kilometres. Source: to 12 km Valhalla's between random doors of
# those two extracts (25, 31, 41); beyond, our estimate.
KNOTS_KM = (1.0, 3.0, 10.0, 30.0, 100.0)
_FREE_KMH = (25.0, 31.0, 41.0, 58.0, 75.0)
# Against the day, and ours: the travel time index of the FHWA and the Urban Mobility Report puts whole cities' peaks at
# some 1.2 to 1.3 times free roads, and a dealership drives between customers rather than to work and back.
_BY_BAND = {Band.MORNING: 1.15, Band.DAY: 1.0, Band.AFTERNOON: 1.15, Band.NIGHT: 0.95, Band.WEEKEND: 0.95}
# One standard deviation of a single drive's logarithm: 0.2 to 0.35 between doors of equal distance in those extracts
# (roads alone), and what traffic and car parks add.
_SPREAD = 0.4
# Nine in ten of what is normally spread lie within so many standard deviations.
_NINE_IN_TEN = 1.645


@dataclass(frozen=True, slots=True)
class Pace:
    """How drives differ from the norm: as a whole, by distance (a factor a knot), by hour; and how much one varies."""

    overall: float = 1.0
    by_distance: tuple[float, ...] = (1.0,) * len(KNOTS_KM)
    by_band: Mapping[Band, float] = field(default_factory=lambda: dict(_BY_BAND))
    spread: float = _SPREAD

    def minutes(self, km: ArrayLike, band: Band) -> NDArray[np.float64]:
        """Return minutes from door to door for straight-line kilometres; 0 from a place to itself."""
        by_distance = np.interp(_log(km), np.log(KNOTS_KM), self.by_distance)
        return np.asarray(norm_minutes(km) * by_distance * self.overall * self.by_band[band])

    @property
    def off_by(self) -> float:
        """Return the factor by which nine in ten drives are at most longer or shorter: 1.5 is half as long again."""
        return float(np.exp(_NINE_IN_TEN * self.spread))


def norm_minutes(km: ArrayLike) -> NDArray[np.float64]:
    """Return what a drive by day takes by the shipped norms; 0 from a place to itself."""
    far = np.asarray(km, dtype=float)
    kmh = np.interp(_log(far), np.log(KNOTS_KM), _FREE_KMH)
    return np.asarray(np.where(far > 0, AT_THE_DOORS_MINUTES + far / kmh * 60, 0.0))


def _log(km: ArrayLike) -> NDArray[np.float64]:
    # The knots end at 1 km: what is nearer is as fast.
    return np.asarray(np.log(np.maximum(np.asarray(km, dtype=float), KNOTS_KM[0])))


NORM = Pace()
