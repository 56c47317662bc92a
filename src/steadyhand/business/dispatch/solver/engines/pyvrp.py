"""PyVRP (https://github.com/PyVRP/PyVRP, MIT): improves a plan for as long as it may, and knows no breaks.

Who has a break is planned with the shift shortened by it; where the break doesn't fit afterwards, `kept` loses a stop.
"""

from time import process_time
from typing import Any

import numpy as np
import pyvrp
from pyvrp.search import NeighbourhoodParams

from steadyhand.business.dispatch.solver.engines.piece import Orders, Piece
from steadyhand.business.dispatch.solver.timing import timed

# Measured on days of field service (docs/benchmarks.md): 50 neighbours are blind to skills, 300 steps are too slow.
_NEIGHBOURS = 200
_HISTORY = 30
# More than any job's undone cost, so that nobody is sent who may not go.
_BARRED = 10**7
_LONGEST = 10**9


class _ProcessorTime:
    """Stop after so many seconds of this process's processor time: on a busy machine the clock tells nothing."""

    def __init__(self, seconds: float) -> None:
        self._until = process_time() + seconds

    def __call__(self, best_cost: float) -> bool:
        del best_cost
        return process_time() >= self._until


def plan(piece: Piece, *, seconds: float, warm: Orders | None = None, seed: int = 0) -> Orders:
    """Return the best orders found within so much processor time, from `warm` on if there is any."""
    if not piece.jobs or seconds <= 0:
        return warm or {}
    data, column_of = _data(piece)
    start = _solution(data, piece, warm, column_of) if warm else None
    found = pyvrp.solve(
        data,
        stop=_ProcessorTime(seconds),
        seed=seed,
        collect_stats=False,
        display=False,
        params=pyvrp.SolveParams(
            ils=pyvrp.IteratedLocalSearchParams(history_length=_HISTORY),
            neighbourhood=NeighbourhoodParams(num_neighbours=_NEIGHBOURS),
        ),
        initial_solution=start,
    ).best
    columns: dict[int, list[int]] = {}
    for route in found.routes():
        columns[route.vehicle_type()] = [column_of[activity.idx] for activity in route if activity.is_client()]
    return kept(piece, piece.as_orders(columns))


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


def _clients(piece: Piece) -> tuple[list[pyvrp.Client], list[pyvrp.ClientGroup], list[int]]:
    """Return a client for each window of each job, those of one job in a group, and which job each of them is."""
    day, jobs = piece.day, piece.jobs
    undone = piece.undone_seconds()
    dims = [[int(sum(day.taken(leg)[number] for leg in job.legs)) for number in range(len(day.parts))] for job in jobs]
    clients: list[pyvrp.Client] = []
    column_of: list[int] = []
    groups: list[pyvrp.ClientGroup] = []
    for column, job in enumerate(jobs):
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
                    delivery=dims[column],
                    service_duration=0,
                    tw_early=opens,
                    tw_late=min(closes, _LONGEST),
                    prize=int(undone[column]),
                    required=False,
                    group=group,
                )
            )
            column_of.append(column)
    return clients, groups, column_of


def _data(piece: Piece) -> tuple[pyvrp.ProblemData, list[int]]:
    day, jobs = piece.day, piece.jobs
    people = [day.problem.technicians[number] for number in piece.technicians]
    weights = day.problem.weights
    durations = piece.durations()
    allowed, work, extra = piece.allowed(), piece.work(), piece.extra_seconds()
    clients, groups, column_of = _clients(piece)
    profiles: dict[bytes, int] = {}
    distance_matrices: list[Any] = []
    duration_matrices: list[Any] = []
    vehicles: list[pyvrp.VehicleType] = []
    depots: list[pyvrp.Depot] = []
    count = len(jobs)
    for row, who in enumerate(people):
        kind = np.concatenate([allowed[row].astype(np.int64), extra[row], work[row], [who.end is None]])
        is_special = who.end is None or piece.technicians[row] in piece.by_store
        shape = kind.tobytes() + (bytes([row % 256, row // 256]) if is_special else b"")
        if shape not in profiles:
            profiles[shape] = len(distance_matrices)
            # A duration has the drive in it already.
            distances = np.rint(durations * max(0.0, weights.drive - weights.waiting)).astype(np.int64)
            distances[:, :count] += np.where(allowed[row], extra[row], _BARRED)
            longer = durations.copy()
            longer[:count] += work[row][:, None]
            if who.end is None:
                distances[:, count + 2 * row + 1] = 0
                longer[:, count + 2 * row + 1] = np.concatenate([work[row], np.zeros(2 * len(people), dtype=np.int64)])
            np.fill_diagonal(distances, 0)
            np.fill_diagonal(longer, 0)
            distance_matrices.append(distances)
            duration_matrices.append(longer)
        depots += [pyvrp.Depot(location=count + 2 * row), pyvrp.Depot(location=count + 2 * row + 1)]
        paused = sum(each.seconds for each in who.breaks_due() if each.latest < who.shift.closes)
        longest = max(0, who.shift.closes - who.shift.opens - paused)
        vehicles.append(
            pyvrp.VehicleType(
                num_available=1,
                capacity=piece.capacity(piece.technicians[row]),
                start_depot=2 * row,
                end_depot=2 * row + 1,
                tw_early=who.shift.opens,
                tw_late=who.shift.closes,
                shift_duration=min(longest, who.longest_day_seconds or longest),
                unit_distance_cost=1,
                unit_duration_cost=round(weights.waiting),
                profile=profiles[shape],
            )
        )
    return (
        pyvrp.ProblemData(
            locations=[pyvrp.Location(0, 0)] * len(durations),
            clients=clients,
            depots=depots,
            vehicle_types=vehicles,
            distance_matrices=distance_matrices,
            duration_matrices=duration_matrices,
            groups=groups,
        ),
        column_of,
    )


def _solution(data: pyvrp.ProblemData, piece: Piece, warm: Orders, column_of: list[int]) -> pyvrp.Solution | None:
    first: dict[int, int] = {}
    for client, column in enumerate(column_of):
        first.setdefault(column, client)
    routes = []
    for row, columns in piece.as_jobs(warm).items():
        if columns:
            routes.append(pyvrp.Route(data, [first[column] for column in columns], row))
    return pyvrp.Solution(data, routes)
