"""How is a large day cut so that an engine sees little of it at a time, and no border stays where it was?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from time import process_time

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.solver.day import Day
from steadyhand.business.dispatch.solver.engines import vroom
from steadyhand.business.dispatch.solver.engines.piece import Job, Orders, Piece
from steadyhand.business.dispatch.solver.pricing import Pricing

# Measured at 100 technicians and 700 visits (docs/benchmarks.md): fewer see too little, more take too long.
_AT_ONCE = 5
# How thoroughly VROOM looks at them at first, and when that finds nothing any more.
_AT_FIRST: tuple[int, ...] = (3,)
_THOROUGHLY: tuple[int, ...] = (3, 4, 5)
_NEAREST_ABLE = 5
_LEAST_BETTER = 1e-6


def territories(day: Day, jobs: Sequence[Job], count: int) -> Iterator[Piece]:
    """Yield the day in so many pieces by where people start; a job goes where most of the nearest able ones are."""
    travel = day.problem.travel_seconds
    homes = np.array([who.start for who in day.problem.technicians])
    piece_of = _nearest_centre(travel, homes, count)
    reach = travel[np.ix_(homes, day.places)].astype(float)
    reach[~day.allowed] = np.inf
    for number in range(count):
        technicians = tuple(int(each) for each in np.flatnonzero(piece_of == number))
        mine = tuple(job for job in jobs if _piece_for(reach[:, job.legs[0]], piece_of, count) == number)
        if technicians and mine:
            yield Piece(day, technicians, mine)


def _nearest_centre(travel: NDArray[np.int64], homes: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Return each one's piece: the farthest from all others begin one each, the rest join the nearest."""
    centres = [0]
    while len(centres) < min(count, len(homes)):
        away = travel[np.ix_(homes[centres], homes)].min(axis=0)
        centres.append(int(away.argmax()))
    return np.asarray(travel[np.ix_(homes[centres], homes)].argmin(axis=0), dtype=np.int64)


def _piece_for(reach: NDArray[np.float64], piece_of: NDArray[np.int64], count: int) -> int:
    near = [int(each) for each in np.argsort(reach)[:_NEAREST_ABLE] if np.isfinite(reach[each])]
    return int(np.bincount(piece_of[near], minlength=count).argmax()) if near else -1


@dataclass(eq=False)
class Improving:
    """Takes a few neighbours' days at a time, has an engine plan them anew with what nobody does, keeps the cheaper."""

    pricing: Pricing
    jobs: Sequence[Job]
    orders: Orders
    seed: int = 0
    at_once: int = _AT_ONCE
    _tried: set[object] = field(default_factory=set)

    def run(self, until: float) -> Orders:
        """Return the best orders found until the process has used so much processor time."""
        dice = Random(self.seed)  # noqa: S311  # the same day gives the same plan
        day = self.pricing.day
        count = len(day.problem.technicians)
        queue: list[int] = []
        unchanged, explorations = 0, _AT_FIRST
        while process_time() < until:
            if unchanged >= 2 * count:
                # Nothing better among so few at a time: look at more of them, until all have been looked at together.
                if self.at_once >= count:
                    break
                self.at_once, unchanged, explorations = min(count, self.at_once + 2), 0, _THOROUGHLY
            if not queue:
                queue = list(range(count))
                dice.shuffle(queue)
            group = self._neighbours(queue.pop(), dice)
            unchanged = 0 if self._better(group, dice.choice(explorations), until) else unchanged + 1
        return self.orders

    def _points(self, technician: int) -> list[int]:
        day = self.pricing.day
        return [
            day.problem.technicians[technician].start,
            *(int(day.places[leg]) for leg in self.orders.get(technician, ())),
        ]

    def _neighbours(self, first: int, dice: Random) -> tuple[int, ...]:
        day = self.pricing.day
        travel, mine = day.problem.travel_seconds, self._points(first)
        start = day.problem.technicians[first].start
        # Whose home is far away is not looked at more closely.
        homes = np.array([who.start for who in day.problem.technicians])
        close = np.argsort(travel[start, homes], kind="stable")[: 8 * self.at_once].tolist()
        away = [
            (-1.0 if each == first else float(travel[np.ix_(mine, self._points(each))].min(axis=1).mean()), each)
            for each in {first, *close}
        ]
        near = [each for _, each in sorted(away)[: 2 * self.at_once]]
        # Mostly the nearest, with one or two a little farther off, so that it isn't always the same few.
        others = near[1:]
        chosen = [near[0]]
        while others and len(chosen) < self.at_once:
            chosen.append(others.pop(min(len(others) - 1, int(dice.expovariate(1.0)))))
        return tuple(sorted(chosen))

    def _better(self, group: tuple[int, ...], exploration: int, until: float) -> bool:
        day, orders = self.pricing.day, self.orders
        old = {technician: orders.get(technician, ()) for technician in group}
        mine = {leg for order in old.values() for leg in order}
        rest = self._undone_nearby(group)
        key = (exploration, tuple(sorted(old.items())), tuple(rest))
        if key in self._tried:
            return False
        self._tried.add(key)
        wanted = mine.union(rest)
        jobs = tuple(job for job in self.jobs if wanted.issuperset(job.legs))
        if not jobs:
            return False
        piece = Piece(day, group, jobs)
        # What was put into overtime or late on purpose is no part of an engine's view, and so not taken apart.
        if len({leg for job in jobs for leg in job.legs} & mine) < len(mine):
            return False
        new = vroom.plan(piece, exploration=exploration, seconds=max(until - process_time(), 0.02))
        if self._price(new, wanted) >= self._price(old, wanted) - _LEAST_BETTER:
            return False
        self.orders = {**orders, **{technician: new.get(technician, ()) for technician in group}}
        return True

    def _price(self, orders: Orders, wanted: set[int]) -> float:
        day = self.pricing.day
        done = {leg for order in orders.values() for leg in order}
        left = sum(float(day.undone[leg]) for leg in wanted - done)
        return left + sum(self.pricing.route(technician, order) for technician, order in orders.items())

    def _undone_nearby(self, group: tuple[int, ...]) -> list[int]:
        day = self.pricing.day
        done = {leg for order in self.orders.values() for leg in order}
        homes = [day.problem.technicians[technician].start for technician in group]
        able = day.allowed[list(group)].any(axis=0)
        rest = [leg for leg in np.flatnonzero(able).tolist() if leg not in done]
        near = day.problem.travel_seconds[homes][:, day.places].min(axis=0)
        return sorted(sorted(rest, key=lambda leg: (int(near[leg]), leg))[: 3 * self.at_once])
