"""The problem as numbers: who may, how long it takes, what it costs beside the drive. Made once, read by all."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.solver import costs, hard_rules
from steadyhand.business.dispatch.solver.problem import Problem, Technician, Visit, Window

# Nobody's day reaches so far; some published instances count in thousandths and do not end at midnight.
NEVER = 10**9
# What is pinned, has begun or waits for two comes before anything else while a plan is looked for; in minutes.
HELD = 5_000.0
_WHENEVER = (Window(0, NEVER),)


@dataclass(frozen=True, slots=True)
class Leg:
    """A visit as one technician's stop; a visit for two is two legs that begin at one agreed moment."""

    visit: Visit
    only: int | None = None
    begins: int | None = None
    # Of a pair one brings the parts.
    brings_parts: bool = True


@dataclass(eq=False)
class Day:
    """Arrays by technician (row) and leg (column); times in seconds, `extra` and `undone` in minutes."""

    problem: Problem
    legs: tuple[Leg, ...]
    allowed: NDArray[np.bool_] = field(init=False)
    work: NDArray[np.int64] = field(init=False)
    extra: NDArray[np.float64] = field(init=False)
    undone: NDArray[np.float64] = field(init=False)
    places: NDArray[np.int64] = field(init=False)
    travel: list[list[int]] = field(init=False)
    # How much shared stock a stop takes from a truck, by part; only parts that a truck could run out of.
    parts: tuple[str, ...] = field(init=False)
    _windows: dict[tuple[int, int, bool], tuple[tuple[int, int], ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        problem, legs = self.problem, self.legs
        shape = (len(problem.technicians), len(legs))
        self.places = np.array([leg.visit.place for leg in legs], dtype=np.int64)
        self.travel = problem.travel_seconds.tolist()
        self.work = np.array(
            [[_work_seconds(leg.visit, t) for leg in legs] for t in problem.technicians],
            dtype=np.int64,
        ).reshape(shape)
        self.allowed = np.array(
            [[self._may(number, t, leg) for leg in legs] for number, t in enumerate(problem.technicians)], dtype=bool
        ).reshape(shape)
        self.extra = np.array(
            [[costs.beside_the_drive(problem.weights, t, leg.visit) for leg in legs] for t in problem.technicians]
        ).reshape(shape)
        share = {leg.visit.key: 0 for leg in legs}
        for leg in legs:
            share[leg.visit.key] += 1
        self.undone = np.array(
            [HELD if _is_held(leg) else costs.undone(problem.weights, leg.visit) / share[leg.visit.key] for leg in legs]
        )
        self.parts = tuple(sorted({part for leg in legs if leg.visit.parts_at is None for part in leg.visit.parts}))

    def _may(self, number: int, technician: Technician, leg: Leg) -> bool:
        if leg.only is not None:
            return leg.only == number
        return not hard_rules.refusals(technician, leg.visit, self.problem.day)

    def windows(self, technician: int, leg: int, *, may_be_late: bool = False) -> tuple[tuple[int, int], ...]:
        """Return when this technician may begin it: promised, open to visitors long enough, parts there."""
        key = (technician, leg, may_be_late)
        if key not in self._windows:
            self._windows[key] = _windows(self.legs[leg], int(self.work[technician, leg]), may_be_late=may_be_late)
        return self._windows[key]

    def taken(self, leg: int) -> tuple[int, ...]:
        """Return how many of each of `parts` a stop takes from the truck."""
        visit = self.legs[leg].visit
        is_brought = visit.parts_at is None and self.legs[leg].brings_parts
        return tuple(visit.parts.get(part, 0) if is_brought else 0 for part in self.parts)

    def on_truck(self, technician: int) -> tuple[int, ...]:
        """Return how many of each of `parts` a technician has."""
        truck = self.problem.technicians[technician].truck
        return tuple(truck.get(part, 0) for part in self.parts)


def _is_held(leg: Leg) -> bool:
    return leg.begins is not None or leg.visit.fixed is not None


def _work_seconds(visit: Visit, technician: Technician) -> int:
    """Return how long it takes them; of a pair, as long as whoever is slower."""
    if visit.together:
        return max(visit.work_seconds_by.get(key, visit.work_seconds) for key in visit.together)
    return visit.work_seconds_by.get(technician.key, visit.work_seconds)


def _windows(leg: Leg, work: int, *, may_be_late: bool) -> tuple[tuple[int, int], ...]:
    visit = leg.visit
    opens, closes = 0, NEVER
    if visit.promised is not None:
        opens, closes = visit.promised.opens, NEVER if may_be_late else visit.promised.closes
    if visit.parts_at is not None:
        opens = max(opens, visit.parts_at)
    begins = leg.begins if leg.begins is not None else visit.fixed.begins if visit.fixed else None
    if begins is not None:
        # What is pinned to a moment or has begun is a fact; hours of the site no longer decide.
        return ((begins, begins),)
    found: list[tuple[int, int]] = []
    for access in visit.access or _WHENEVER:
        window = (max(opens, access.opens), min(closes, access.closes - (work if access.closes < NEVER else 0)))
        if window[0] <= window[1]:
            found.append(window)
    joined: list[tuple[int, int]] = []
    for window in sorted(found):
        if joined and window[0] <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], window[1]))
        else:
            joined.append(window)
    return tuple(joined)
