"""What does an assignment cost, in minutes a month, and how even is it?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from steadyhand.business.dispatch.territories.region import Region
from steadyhand.business.dispatch.travel.pace import norm_minutes
from steadyhand.business.dispatch.travel.places import EARTH_KM, Place, straight_km

NOBODY = -1
# The drive from one visit to the next is as long as to the nearest of so many other sites, in the middle.
_NEIGHBOURS = 3


@dataclass(eq=False)
class Reckoning:
    """Arrays by customer (row) and technician (column), all in minutes a month."""

    region: Region

    def __post_init__(self) -> None:
        region = self.region
        keys = {who.key: column for column, who in enumerate(region.technicians)}
        self.minutes = np.array([who.minutes for who in region.technicians])
        self.now = np.array([keys.get(each.now, NOBODY) for each in region.customers], dtype=np.int64)
        self.allowed = np.array(
            [
                [
                    each.needs <= who.can
                    and who.key not in each.not_wanted
                    and (each.only is None or who.key in each.only)
                    for who in region.technicians
                ]
                for each in region.customers
            ],
            dtype=bool,
        ).reshape(len(region.customers), len(region.technicians))
        self.work = np.array([each.work_minutes for each in region.customers])
        self.drive = self._drive()
        worth = np.array([each.worth for each in region.customers])
        moved = np.ones_like(self.drive)
        has_one = np.flatnonzero(self.now != NOBODY)
        moved[has_one, self.now[has_one]] = 0.0
        # Who had nobody, or somebody who may not, isn't moved by being given somebody.
        moved[self.now == NOBODY] = 0.0
        self.moved = moved * region.knobs.moved_minutes * worth[:, None]
        self.load = self.work[:, None] + self.drive

    def _drive(self) -> NDArray[np.float64]:
        """Return each customer's drive with each technician.

        A visit's drive is its share of the way out and home, 2 × distance / visits a day, and a way from the visit
        before. Source: Daganzo, The distance traveled to visit N points with a maximum of C stops per vehicle,
        Transportation Science 18(4), 1984: the first grows with distance, the second only with how thin sites are.
        """
        region = self.region
        sites = [site for each in region.customers for site in each.sites]
        rows = [row for row, each in enumerate(region.customers) for _ in each.sites]
        found = np.zeros((len(region.customers), len(region.technicians)))
        if not sites:
            return found
        places = [site.at for site in sites]
        out = norm_minutes(straight_km(places, [who.start for who in region.technicians]))
        visits = np.array([site.visits for site in sites])
        between = _between(places)
        np.add.at(found, rows, visits[:, None] * (2 * out / region.knobs.visits_a_day + between[:, None]))
        return found

    def loads(self, assigned: Sequence[int] | NDArray[np.int64]) -> NDArray[np.float64]:
        """Return work and drive by technician."""
        given = np.asarray(assigned, dtype=np.int64)
        has = np.flatnonzero(given != NOBODY)
        return np.bincount(given[has], self.load[has, given[has]], minlength=len(self.minutes)).astype(np.float64)

    def uneven(self, loads: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the minutes beyond what counts as even, summed over technicians: the last axis of `loads`."""
        fair = loads.sum(axis=-1, keepdims=True) * self.minutes / self.minutes.sum()
        within = self.region.knobs.even_within
        beyond = np.maximum(0.0, loads - (1 + within) * fair) + np.maximum(0.0, (1 - within) * fair - loads)
        return np.asarray(beyond.sum(axis=-1))

    def cost(self, assigned: NDArray[np.int64]) -> float:
        """Return drive, moves and unevenness together."""
        has = np.flatnonzero(assigned != NOBODY)
        told = self.drive[has, assigned[has]].sum() + self.moved[has, assigned[has]].sum()
        return float(told + self.region.knobs.uneven * self.uneven(self.loads(assigned)))


def _between(places: Sequence[Place]) -> NDArray[np.float64]:
    """Return the drive from one site to the next, around each."""
    at = np.radians([(place.latitude, place.longitude) for place in places])
    # Points of the globe itself: a straight line through it is shorter the nearer two are, which is all that counts.
    globe = np.column_stack(
        [np.cos(at[:, 0]) * np.cos(at[:, 1]), np.cos(at[:, 0]) * np.sin(at[:, 1]), np.sin(at[:, 0])]
    )
    near = min(_NEIGHBOURS + 1, len(places))
    chords = np.asarray(KDTree(globe).query(globe, k=near)[0]).reshape(len(places), near)[:, 1:]
    if not chords.shape[1]:
        return np.zeros(len(places))
    return np.asarray(norm_minutes(2 * EARTH_KM * np.arcsin(chords / 2)).mean(axis=1))
