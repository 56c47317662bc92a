"""The problem as numbers: who may, how long it takes, what it costs beside the drive. Made once, read by all."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.solver import costs, hard_rules
from steadyhand.business.dispatch.solver.problem import Problem, Visit, Window

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
    travel: list[memoryview] = field(init=False)
    # How much shared stock a stop takes from a truck, by part; only parts that a truck could run out of.
    parts: tuple[str, ...] = field(init=False)
    has_needs: bool = field(init=False)
    _windows: dict[tuple[int, int, bool], tuple[tuple[int, int], ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        problem, legs = self.problem, self.legs
        shape = (len(problem.technicians), len(legs))
        self.places = np.array([leg.visit.place for leg in legs], dtype=np.int64)
        # Rows to look single drives up in: faster than an array's, and no second copy as lists would be.
        self.travel = [memoryview(row) for row in np.ascontiguousarray(problem.travel_seconds)]
        numbers = {technician.key: number for number, technician in enumerate(problem.technicians)}
        self.work = _work(numbers, legs, shape)
        self.allowed = self._allowed(shape)
        self.extra = _extra(problem, numbers, legs, shape)
        share = {leg.visit.key: 0 for leg in legs}
        for leg in legs:
            share[leg.visit.key] += 1
        ends = costs.day_ends(problem)
        least = np.where(self.allowed, self.extra, np.inf).min(axis=0, initial=np.inf)
        least = np.where(np.isfinite(least), least, 0.0)
        self.undone = np.array(
            [
                HELD
                if _is_held(leg)
                else costs.undone(problem.weights, leg.visit, ends, least_beside=float(least[column]))
                / share[leg.visit.key]
                for column, leg in enumerate(legs)
            ]
        )
        self.has_needs = any(leg.visit.parts or leg.visit.tools for leg in legs)
        self.parts = tuple(sorted({part for leg in legs if leg.visit.parts_at is None for part in leg.visit.parts}))

    def _allowed(self, shape: tuple[int, int]) -> NDArray[np.bool_]:
        """Return who may do what; visits that ask for the same are looked at once."""
        found = np.zeros(shape, dtype=bool)
        known: dict[object, NDArray[np.bool_]] = {}
        technicians, day = self.problem.technicians, self.problem.day
        for column, leg in enumerate(self.legs):
            if leg.only is not None:
                found[leg.only, column] = True
                continue
            asked = _asked(leg.visit)
            if asked not in known:
                known[asked] = np.array([not hard_rules.refusals(each, leg.visit, day) for each in technicians])
            found[:, column] = known[asked]
        return found

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

    def needs_store_from(self, technician: int, order: tuple[int, ...]) -> int | None:
        """Return the first stop for which the truck no longer suffices, by number; None if it does all day."""
        who = self.problem.technicians[technician]
        left = list(self.on_truck(technician))
        for number, leg in enumerate(order):
            left = [has - count for has, count in zip(left, self.taken(leg), strict=True)]
            if any(each < 0 for each in left) or not self.legs[leg].visit.tools <= who.tools:
                return number
        return None

    def on_truck(self, technician: int) -> tuple[int, ...]:
        """Return how many of each of `parts` a technician has."""
        truck = self.problem.technicians[technician].truck
        return tuple(truck.get(part, 0) for part in self.parts)


def _is_held(leg: Leg) -> bool:
    return leg.begins is not None or leg.visit.fixed is not None


def _asked(visit: Visit) -> object:
    """Return all that hard rules look at, to tell visits that ask for the same."""
    return (
        tuple(sorted(visit.skills.items())),
        visit.certificate,
        visit.network_level,
        visit.language,
        visit.clearance,
        () if visit.parts_at is not None else tuple(sorted(visit.parts.items())),
        visit.tools,
        visit.only,
        visit.not_wanted,
        visit.fixed.technician if visit.fixed else None,
        visit.together,
    )


def _work(numbers: Mapping[str, int], legs: tuple[Leg, ...], shape: tuple[int, int]) -> NDArray[np.int64]:
    """Return how long each takes; of a pair, as long as whoever is slower."""
    found = np.zeros(shape, dtype=np.int64)
    for column, leg in enumerate(legs):
        visit = leg.visit
        if visit.together:
            found[:, column] = max(visit.work_seconds_by.get(key, visit.work_seconds) for key in visit.together)
            continue
        found[:, column] = visit.work_seconds
        for key, seconds in visit.work_seconds_by.items():
            if key in numbers:
                found[numbers[key], column] = seconds
    return found


def _extra(
    problem: Problem, numbers: Mapping[str, int], legs: tuple[Leg, ...], shape: tuple[int, int]
) -> NDArray[np.float64]:
    """Return what each costs beside the drive: a stranger of each territory once, and whoever the visit names."""
    found = np.zeros(shape)
    weights, technicians = problem.weights, problem.technicians
    rows_of: dict[str, list[int]] = {}
    for number, technician in enumerate(technicians):
        rows_of.setdefault(technician.territory, []).append(number)
    for column, leg in enumerate(legs):
        visit = leg.visit
        told = [visit.told.technician] if visit.told else []
        named = {visit.usual, visit.taught_by, *visit.fix_chance_by, *told} & numbers.keys()
        if not named and not visit.usual and not visit.territory and not visit.told:
            continue
        for rows in rows_of.values():
            stranger = replace(technicians[rows[0]], key="")
            found[rows, column] = costs.beside_the_drive(weights, stranger, visit)
        for key in named:
            found[numbers[key], column] = costs.beside_the_drive(weights, technicians[numbers[key]], visit)
    return found


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
