"""Where is a very large day cut? Into parts of about as many technicians each, along other borders each time."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.solver.day import Day
from steadyhand.business.dispatch.solver.engines.piece import Job, Orders

# Whose part has most of the nearest who may has the visit; of two with as many, whose are nearer.
_VOTES = np.array([1.0, 0.9, 0.8, 0.7, 0.6])
# A part may be by so much smaller or larger than its share, so that borders aren't where they were.
_UNEVEN = 0.3
# Of so many pairs of technicians, those who live farthest apart are the ends between which a part is cut.
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Part:
    """Technicians and legs of a day, by number, that are planned by themselves."""

    technicians: tuple[int, ...]
    legs: tuple[int, ...]


@dataclass(eq=False)
class Cutting:
    """Cuts a day as often as asked, each time elsewhere; pairs, and whoever something is pinned to, stay whole."""

    day: Day
    jobs: Sequence[Job]

    def __post_init__(self) -> None:
        day, travel = self.day, self.day.problem.travel_seconds
        self._homes = np.array([who.start for who in day.problem.technicians])
        reach = travel[np.ix_(self._homes, day.places[[job.legs[0] for job in self.jobs]])].astype(np.float32)
        for column, job in enumerate(self.jobs):
            reach[~day.allowed[:, list(job.legs)].all(axis=1), column] = np.inf
        near = np.argsort(reach, axis=0, kind="stable")[: len(_VOTES)]
        able = np.isfinite(np.take_along_axis(reach, near, axis=0))
        self._near = [near[able[:, column], column] for column in range(len(self.jobs))]
        numbers = {who.key: number for number, who in enumerate(day.problem.technicians)}
        self._pinned: dict[int, int] = {}
        for number, leg in enumerate(day.legs):
            if leg.only is not None:
                self._pinned[number] = leg.only
            elif leg.visit.fixed is not None:
                self._pinned[number] = numbers[leg.visit.fixed.technician]
        self._together = _groups(day, numbers)

    def parts(self, count: int, orders: Orders, seed: int) -> list[Part]:
        """Return so many parts or fewer: what somebody has goes with them, the rest to most of the nearest who may."""
        part_of = self._parts_of(count, orders, seed)
        has = {leg: technician for technician, order in orders.items() for leg in order} | self._pinned
        legs: list[list[int]] = [[] for _ in range(count)]
        for job, near in zip(self.jobs, self._near, strict=True):
            held = [int(part_of[has[leg]]) for leg in job.legs if leg in has]
            if not held and not len(near):
                continue
            usual = held[0] if held else int(np.bincount(part_of[near], _VOTES[: len(near)]).argmax())
            for leg in job.legs:
                legs[int(part_of[has[leg]]) if leg in has else usual].append(leg)
        return [
            Part(tuple(np.flatnonzero(part_of == number).tolist()), tuple(sorted(mine)))
            for number, mine in enumerate(legs)
            if mine
        ]

    def _parts_of(self, count: int, orders: Orders, seed: int) -> NDArray[np.int64]:
        """Return each technician's part: the whole is halved, and the halves, between two who live far apart."""
        dice = Random(seed)  # noqa: S311  # the same day is cut alike
        day, found, given = self.day, np.zeros(len(self._homes), dtype=np.int64), 0
        points = [
            np.array([home, *day.places[list(orders.get(number, ()))]]) for number, home in enumerate(self._homes)
        ]
        halves = [(np.arange(len(self._homes)), count)]
        while halves:
            members, share = halves.pop()
            if share == 1 or len(members) == 1:
                found[members] = given
                given += 1
                continue
            one, other = self._ends(members, dice)
            row, column = day.problem.travel_seconds[one], day.problem.travel_seconds[other]
            lean = [float((row[points[each]] - column[points[each]]).mean()) for each in members.tolist()]
            ordered = members[np.argsort(lean, kind="stable")]
            even = len(members) * (share // 2) / share
            size = min(len(members) - 1, max(1, round(even * dice.uniform(1 - _UNEVEN, 1 + _UNEVEN))))
            halves += [(ordered[:size], share // 2), (ordered[size:], share - share // 2)]
        for group in self._together:
            found[group] = found[group[0]]
        return found

    def _ends(self, members: NDArray[np.int64], dice: Random) -> tuple[int, int]:
        homes = self._homes[members].tolist()
        pairs = [(dice.choice(homes), dice.choice(homes)) for _ in range(_TRIES)]
        return max(pairs, key=lambda pair: int(self.day.problem.travel_seconds[pair]))


def _groups(day: Day, numbers: dict[str, int]) -> list[list[int]]:
    """Return who must be in one part: pairs, and with them whoever is in a pair with one of the two."""
    group_of: dict[int, list[int]] = {}
    for visit in day.problem.visits:
        names = {*visit.together, *([visit.fixed.technician] if visit.fixed and visit.together else [])}
        joined = sorted({each for key in names for each in group_of.get(numbers[key], [numbers[key]])})
        for each in joined if len(joined) > 1 else ():
            group_of[each] = joined
    return list({tuple(group): group for group in group_of.values()}.values())
