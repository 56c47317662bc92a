"""Published instances as days: Solomon's and Homberger's text files, VRPLIB, and Pillac's technicians.

Their distances are in units of their own, and only distance counts, or working time; a day here is in whole seconds.
So a unit is so many seconds, and answers are told in units again.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import vrplib
from numpy.typing import NDArray

from steadyhand.business.dispatch.solver.day import NEVER
from steadyhand.business.dispatch.solver.problem import BadProblem, Problem, Technician, Visit, Window
from steadyhand.business.dispatch.solver.weights import Weights

# Everything must be served: leaving one undone costs more than any way to it.
_MUST = 100_000.0
_SOME_DAY = date(2026, 1, 1)
_MOST_TENTHS, _THOUSANDTHS = 10, 1000


@dataclass(frozen=True, eq=False)
class Instance:
    """A day out of a published file, and how many seconds stand for one of its units."""

    problem: Problem
    unit_seconds: int
    # What its best-known values count beside driving, in units: the work itself, for Pillac.
    always_units: float = 0.0


def only(**weights: float) -> Weights:
    """Return weights of which all but these are nothing: published instances know no wishes."""
    nothing = dict.fromkeys(
        (
            "overtime", "not_the_usual", "outside_territory", "second_trip", "moved", "told_time_changed",
            "second_technician_to_customer", "uneven_load", "uneven_drive",
        ), 0.0,
    )  # fmt: skip
    return Weights(**{**nothing, **weights})  # type: ignore[arg-type]  # all of these are floats


def solomon(path: Path) -> Instance:
    """Return a Solomon or Homberger instance; each drive cut to one decimal, as DIMACS has it."""
    try:
        told = vrplib.read_instance(path, instance_format="solomon")
        points, demand = np.array(told["node_coord"], dtype=float), told["demand"]
        windows, work = told["time_window"] * _MOST_TENTHS, told["service_time"] * _MOST_TENTHS
        count, capacity = int(told["vehicles"]), int(told["capacity"])
    except (KeyError, ValueError, IndexError, RuntimeError) as problem:
        raise BadProblem(f"{path} isn't a Solomon file: {problem}.") from problem
    travel = np.floor(_MOST_TENTHS * _straight(points) + 1e-9).astype(np.int64)
    shift = Window(int(windows[0][0]), int(windows[0][1]))
    technicians = tuple(
        Technician(key=f"{number + 1}", start=0, end=0, shift=shift, truck={"load": capacity})
        for number in range(count)
    )
    visits = tuple(
        Visit(
            key=f"{number}", place=number, work_seconds=int(work[number]), promised=Window(*map(int, windows[number])),
            undone_minutes=_MUST, parts={"load": int(demand[number])} if demand[number] else {},
        )
        for number in range(1, len(points))
    )  # fmt: skip
    return Instance(Problem(_SOME_DAY, technicians, visits, travel, only()), _MOST_TENTHS)


def _straight(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.sqrt(((points[:, None] - points[None]) ** 2).sum(-1)))


_UNKNOWN = {"backhaul", "release_time", "mutually_exclusive_group", "vehicles_reload_depot", "linehaul"}


def vrplib_file(path: Path) -> Instance:
    """Return a VRPLIB instance: windows, work, capacities, several depots, prizes, longest routes, allowed clients."""
    try:
        told = vrplib.read_instance(path)
    except (ValueError, IndexError, RuntimeError) as problem:
        raise BadProblem(f"{path} isn't a VRPLIB file: {problem}.") from problem
    odd = sorted(_UNKNOWN & told.keys())
    if odd:
        raise BadProblem(f"{path} has {', '.join(odd)}, which a day of visits doesn't.")
    if "node_coord" not in told and "edge_weight" not in told:
        raise BadProblem(f"{path} has neither coordinates nor edge weights.")
    exact = _straight(np.array(told["node_coord"], dtype=float)) if "node_coord" in told else told["edge_weight"]
    scale = _scale_of(told)
    size = len(exact)
    depots = {int(each) for each in np.atleast_1d(told.get("depot", [0]))}
    windows = _scaled(told.get("time_window", np.array([[0, NEVER / scale]] * size)), scale)
    work = _scaled(told.get("service_time", np.zeros(size)), scale)
    demand = np.asarray(told.get("demand", np.zeros(size)))
    prize = told.get("prize")
    visits = tuple(
        Visit(
            key=f"{number + 1}", place=number, work_seconds=int(work[number]),
            promised=Window(int(windows[number][0]), int(windows[number][1])),
            undone_minutes=_MUST if prize is None else float(prize[number]) * scale / 60,
            parts={"load": int(demand[number])} if demand[number] else {},
            only=_allowed(told, number),
        )
        for number in range(size) if number not in depots
    )  # fmt: skip
    technicians = _vehicles(told, scale, windows, sorted(depots), len(visits))
    return Instance(Problem(_SOME_DAY, technicians, visits, _rounded(exact, scale), only()), scale)


def _scale_of(told: dict[str, Any]) -> int:
    """Return the unit: tenths for windows and prizes, as DIMACS has it, whole for plain capacity, else thousandths."""
    kind = str(told.get("type", "")).upper()
    if kind in {"VRPTW", "PCVRPTW"}:
        return _MOST_TENTHS
    return 1 if kind == "CVRP" else _THOUSANDTHS


def _rounded(exact: NDArray[np.float64], scale: int) -> NDArray[np.int64]:
    whole = np.floor(scale * exact + 1e-9) if scale == _MOST_TENTHS else np.rint(scale * exact)
    return np.asarray(whole, dtype=np.int64)


def _scaled(values: Any, scale: int) -> NDArray[np.int64]:
    return np.asarray(np.rint(np.minimum(np.asarray(values, dtype=float) * scale, NEVER)), dtype=np.int64)


def _allowed(told: dict[str, Any], number: int) -> frozenset[str] | None:
    rows = told.get("vehicles_allowed_clients")
    if rows is None:
        return None
    return frozenset(f"{vehicle + 1}" for vehicle, row in enumerate(rows) if number + 1 in {int(each) for each in row})


def _vehicles(
    told: dict[str, Any], scale: int, windows: NDArray[np.int64], depots: list[int], visits: int
) -> tuple[Technician, ...]:
    count = int(told.get("vehicles", visits))
    capacity = (
        np.broadcast_to(np.asarray(told.get("capacity", 0)).reshape(-1), (count,)) if "capacity" in told else None
    )
    longest = told.get("vehicles_max_duration")
    homes = told.get("vehicles_depot")
    found = []
    for number in range(count):
        home = int(homes[number]) - 1 if homes is not None else depots[0]
        longest_here = None if longest is None else np.broadcast_to(np.asarray(longest).reshape(-1), (count,))[number]
        found.append(
            Technician(
                key=f"{number + 1}", start=home, end=home, shift=Window(int(windows[home][0]), int(windows[home][1])),
                truck={} if capacity is None else {"load": int(capacity[number])},
                longest_day_seconds=None if longest_here is None else round(float(longest_here) * scale),
            )
        )  # fmt: skip
    return tuple(found)


def pillac(path: Path) -> Instance:
    """Return one of Pillac's instances: skills, tools and parts, and a store that gives everything on the way.

    Working time counts: driving and standing about; the work itself is the same whoever does it.
    """
    rows = [line.split("\t") for line in path.read_text().splitlines() if line[:1].isdigit() and "[" in line]
    if not rows:
        raise BadProblem(f"{path} has no rows of technicians and requests.")
    try:
        head = next(line.split() for line in path.read_text().splitlines() if line[:1].isdigit())
        crew = int(head[0])
        read = [_pillac_row(row) for row in rows]
    except (ValueError, IndexError) as problem:
        raise BadProblem(f"{path} isn't one of Pillac's files: {problem}.") from problem
    travel = np.rint(_THOUSANDTHS * _straight(np.array([row[0] for row in read]))).astype(np.int64)
    shift = Window(*(round(_THOUSANDTHS * each) for each in read[0][1]))
    technicians = tuple(
        Technician(
            key=f"{number}", start=number, end=number, shift=shift, store=0,
            skills=dict.fromkeys((f"skill {each}" for each in row[3]), 1),
            tools=frozenset(f"tool {each}" for each in row[4]),
            truck={f"part {each}": count for each, count in enumerate(row[5])},
        )
        for number, row in enumerate(read[1 : crew + 1], start=1)
    )  # fmt: skip
    visits = tuple(
        Visit(
            key=f"{number}", place=number, work_seconds=round(_THOUSANDTHS * row[2]), undone_minutes=_MUST,
            promised=Window(*(round(_THOUSANDTHS * each) for each in row[1])),
            skills=dict.fromkeys((f"skill {each}" for each in row[3]), 1),
            tools=frozenset(f"tool {each}" for each in row[4]),
            parts={f"part {each}": count for each, count in enumerate(row[5]) if count},
        )
        for number, row in enumerate(read[crew + 1 :], start=crew + 1)
    )  # fmt: skip
    work = sum(row[2] for row in read[crew + 1 :])
    return Instance(Problem(_SOME_DAY, technicians, visits, travel, only(waiting=1.0)), _THOUSANDTHS, work)


def _pillac_row(
    row: list[str],
) -> tuple[tuple[float, float], tuple[float, float], float, list[int], list[int], list[int]]:
    numbers = [float(each) for each in row[0].split("[")[0].split()]
    texts = [text.split("]")[0] for text in "\t".join(row).split("[")[1:]]
    # The depot has no parts of its own, and so no third list that says anything.
    skills, tools, parts = ([int(each) for each in text.split(",") if each.strip()] for text in [*texts, "", ""][:3])
    return (numbers[1], numbers[2]), (numbers[3], numbers[4]), numbers[5], skills, tools, parts
