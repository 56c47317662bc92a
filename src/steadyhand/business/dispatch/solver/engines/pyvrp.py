"""PyVRP (https://github.com/PyVRP/PyVRP, MIT): improves a plan for as long as it may, and knows no breaks.

Who has a break is planned with the shift shortened by it; where the break doesn't fit afterwards, `kept` loses a stop.
"""

import warnings
from dataclasses import replace
from time import process_time
from typing import Any

import numpy as np
import pyvrp
from numpy.typing import NDArray
from pyvrp.exceptions import PenaltyBoundWarning
from pyvrp.search import NeighbourhoodParams

from steadyhand.business.dispatch.solver.engines.piece import Job, Orders, Piece
from steadyhand.business.dispatch.solver.timing import timed

# Measured on days of field service (docs/benchmarks.md): 50 neighbours are blind to skills, 300 steps are too slow.
_NEIGHBOURS = 200
# Where most people are like others, near is near for all of them: fewer are looked at, and more often.
_NEIGHBOURS_OF_ALIKE, _ALIKE = 60, 0.5
_HISTORY = 30
# More than any job's undone cost, so that nobody is sent who may not go.
_BARRED = 10**7
_LONGEST = 10**9
# More of a part than a day takes.
_ENOUGH = 10**6


class _ProcessorTime:
    """Stop after so many seconds of this process's processor time: on a busy machine the clock tells nothing."""

    def __init__(self, seconds: float) -> None:
        self._until = process_time() + seconds

    def __call__(self, best_cost: float) -> bool:
        del best_cost
        return process_time() >= self._until


def plan(piece: Piece, *, seconds: float, warm: Orders | None = None, seed: int = 0) -> Orders:
    """Return the best orders found within so much processor time, from `warm` on if there is any.

    Whether, and before which stop, somebody drives by the store is PyVRP's to find (a reload), not `by_store`'s to say.
    """
    if not piece.jobs or seconds <= 0:
        return warm or {}
    model = _Model(replace(piece, by_store=frozenset()))
    with warnings.catch_warnings():
        # That it hardly finds a day that can be: its best still can, and what can't be driven is taken out below.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        found = pyvrp.solve(
            model.data,
            stop=_ProcessorTime(seconds),
            seed=seed,
            collect_stats=False,
            display=False,
            params=pyvrp.SolveParams(
                ils=pyvrp.IteratedLocalSearchParams(history_length=_HISTORY),
                neighbourhood=NeighbourhoodParams(num_neighbours=model.neighbours()),
            ),
            initial_solution=model.solution(warm) if warm else None,
        ).best
    return kept(piece, model.orders(found))


def kept(piece: Piece, orders: Orders) -> Orders:
    """Return the orders with only what can be driven, breaks and all: the cheapest stop in the way goes first."""
    day, found = piece.day, {}
    for technician, order in orders.items():
        left = list(order)
        while left and timed(day, technician, tuple(left)) is None:
            ways = [left[:number] + left[number + 1 :] for number in range(len(left))]
            fits = [way for way in ways if timed(day, technician, tuple(way)) is not None]
            dropped = fits or ways
            left = min(
                dropped, key=lambda way: sum(day.undone[leg] for leg in left) - sum(day.undone[leg] for leg in way)
            )
        found[technician] = tuple(left)
    return found


class _Model:
    """A piece as PyVRP's data: a client for each window of each job, and who is alike is one type of vehicle."""

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        day = piece.day
        self._people = [day.problem.technicians[number] for number in piece.technicians]
        self._stores = sorted({who.store for who in self._people if who.store is not None} if day.has_needs else ())
        wanted = {tool for job in piece.jobs for leg in job.legs for tool in day.legs[leg].visit.tools}
        self._tools = [tool for tool in sorted(wanted) if any(tool not in who.tools for who in self._people)]
        # By type of vehicle: whose they are.
        self.rows: list[list[int]] = []
        self._column_of: list[int] = []
        self._distances: list[Any] = []
        self._durations: list[Any] = []
        groups: list[pyvrp.ClientGroup] = []
        clients = self._clients(groups)
        vehicles, depots = self._vehicles()
        self.data = pyvrp.ProblemData(
            locations=[pyvrp.Location(0, 0)] * len(self._durations[0]),
            clients=clients,
            depots=depots,
            vehicle_types=vehicles,
            distance_matrices=self._distances,
            duration_matrices=self._durations,
            groups=groups,
        )

    def _clients(self, groups: list[pyvrp.ClientGroup]) -> list[pyvrp.Client]:
        clients: list[pyvrp.Client] = []
        undone = self.piece.undone_seconds()
        for column, job in enumerate(self.piece.jobs):
            windows = job.windows or ((0, 0),)
            group = None
            if len(windows) > 1:
                group = len(groups)
                groups.append(pyvrp.ClientGroup(required=False))
            for opens, closes in windows:
                if group is not None:
                    groups[group].add_client(len(clients))
                clients.append(
                    pyvrp.Client(
                        location=column,
                        delivery=self._taken(job),
                        service_duration=0,
                        tw_early=opens,
                        tw_late=min(closes, _LONGEST),
                        prize=int(undone[column]),
                        required=False,
                        group=group,
                    )
                )
                self._column_of.append(column)
        return clients

    def _taken(self, job: Job) -> list[int]:
        """Return what a job takes of each part, and 1 for each tool that somebody would have to fetch."""
        day = self.piece.day
        parts = np.array([day.taken(leg) for leg in job.legs], dtype=np.int64).sum(axis=0)
        needed = {tool for leg in job.legs for tool in day.legs[leg].visit.tools}
        return [*(int(each) for each in parts), *(int(tool in needed) for tool in self._tools)]

    def _has(self, row: int) -> list[int]:
        """Return how much of each part and tool somebody sets out with."""
        who = self._people[row]
        tools = [_ENOUGH if tool in who.tools or who.store is None else 0 for tool in self._tools]
        return [*(min(each, _ENOUGH) for each in self.piece.capacity(self.piece.technicians[row])), *tools]

    def _vehicles(self) -> tuple[list[pyvrp.VehicleType], list[pyvrp.Depot]]:
        piece, count = self.piece, len(self.piece.jobs)
        durations = piece.durations(self._stores)
        allowed, work, extra = piece.allowed(with_store=True), piece.work(), piece.extra_seconds()
        depots = [pyvrp.Depot(location=count + 2 * len(self._people) + number) for number in range(len(self._stores))]
        profiles: dict[bytes, int] = {}
        types: dict[object, int] = {}
        shown: list[tuple[int, int, int]] = []
        for row, who in enumerate(self._people):
            kind = np.concatenate([allowed[row].astype(np.int64), extra[row], work[row], [who.end is None]])
            shape = kind.tobytes() + (row.to_bytes(4, "big") if who.end is None else b"")
            if shape not in profiles:
                profiles[shape] = len(self._distances)
                self._add_profile(row, durations, allowed[row], work[row], extra[row])
            alike = (
                profiles[shape], who.start, who.end, who.shift, who.breaks_due(), who.longest_day_seconds, who.store,
                tuple(self._has(row)),
            )  # fmt: skip
            if alike in types:
                self.rows[types[alike]].append(row)
                continue
            types[alike] = len(self.rows)
            self.rows.append([row])
            shown.append((row, profiles[shape], len(depots)))
            depots += [pyvrp.Depot(location=count + 2 * row), pyvrp.Depot(location=count + 2 * row + 1)]
        return [self._vehicle(*each, len(rows)) for each, rows in zip(shown, self.rows, strict=True)], depots

    def _add_profile(
        self, row: int, durations: NDArray[np.int64], allowed: NDArray[np.bool_], work: NDArray[np.int64],
        extra: NDArray[np.int64],
    ) -> None:  # fmt: skip
        count, weights = len(self.piece.jobs), self.piece.day.problem.weights
        # A duration has the drive in it already.
        distances = np.rint(durations * max(0.0, weights.drive - weights.waiting)).astype(np.int64)
        distances[:, :count] += np.where(allowed, extra, _BARRED)
        longer = durations.copy()
        longer[:count] += work[:, None]
        if self._people[row].end is None:
            end = count + 2 * row + 1
            distances[:, end] = 0
            longer[:, end] = 0
            longer[:count, end] = work
        np.fill_diagonal(distances, 0)
        np.fill_diagonal(longer, 0)
        self._distances.append(distances)
        self._durations.append(longer)

    def _vehicle(self, row: int, profile: int, depot: int, count: int) -> pyvrp.VehicleType:
        who, has = self._people[row], self._has(row)
        can_reload = bool(self._stores) and who.store is not None
        paused = sum(each.seconds for each in who.breaks_due() if each.latest < who.shift.closes)
        longest = max(0, who.shift.closes - who.shift.opens - paused)
        return pyvrp.VehicleType(
            num_available=count,
            capacity=[_ENOUGH] * len(has) if can_reload else has,
            # What isn't on the truck is taken up until the store: from there on there is enough of everything.
            initial_load=[_ENOUGH - each for each in has] if can_reload else [],
            reload_depots=[self._stores.index(who.store)] if can_reload and who.store is not None else [],
            max_reloads=1,
            start_depot=depot,
            end_depot=depot + 1,
            tw_early=who.shift.opens,
            tw_late=who.shift.closes,
            shift_duration=min(longest, who.longest_day_seconds or longest),
            unit_distance_cost=1,
            unit_duration_cost=round(self.piece.day.problem.weights.waiting),
            profile=profile,
        )

    def neighbours(self) -> int:
        """Return how many neighbours of each client PyVRP should look at."""
        are_alike = len(self.rows) <= _ALIKE * len(self._people)
        return _NEIGHBOURS_OF_ALIKE if are_alike else _NEIGHBOURS

    def solution(self, warm: Orders) -> pyvrp.Solution:
        """Return known orders as PyVRP's."""
        first: dict[int, int] = {}
        for client, column in enumerate(self._column_of):
            first.setdefault(column, client)
        known, routes = self.piece.as_jobs(warm), []
        for number, rows in enumerate(self.rows):
            for row in rows:
                stops = [pyvrp.Activity(pyvrp.ActivityType.CLIENT, first[column]) for column in known[row]]
                by_store = self._store_before(row, known[row])
                if by_store is not None:
                    store = self._stores.index(self._people[row].store or 0)
                    stops.insert(by_store, pyvrp.Activity(pyvrp.ActivityType.DEPOT, store))
                if stops:
                    routes.append(pyvrp.Route(self.data, stops, number))
        return pyvrp.Solution(self.data, routes)

    def _store_before(self, row: int, columns: list[int]) -> int | None:
        """Return before which of these jobs somebody fetches what they need, or None if they have it."""
        if not self._stores:
            return None
        legs = [(leg, number) for number, column in enumerate(columns) for leg in self.piece.jobs[column].legs]
        found = timed(self.piece.day, self.piece.technicians[row], tuple(leg for leg, _ in legs)) if legs else None
        return None if found is None or found.store_before is None else legs[found.store_before][1]

    def orders(self, found: pyvrp.Solution) -> Orders:
        """Return what PyVRP found as the day's own orders."""
        free = [list(rows) for rows in self.rows]
        columns: dict[int, list[int]] = {}
        for route in found.routes():
            row = free[route.vehicle_type()].pop(0)
            columns[row] = [self._column_of[activity.idx] for activity in route if activity.is_client()]
        return self.piece.as_orders(columns)
