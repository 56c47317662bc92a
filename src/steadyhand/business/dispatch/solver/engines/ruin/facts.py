"""A day as arrays, for putting single stops and the store into days. Seconds, and prices in seconds of driving."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.solver.day import Day
from steadyhand.business.dispatch.solver.engines.piece import windows_for_all

_Floats = NDArray[np.float64]
NO_LIMIT = 1e12


@dataclass(frozen=True, eq=False)
class Facts:
    """By technician (row) and leg (column); the last place of all is nowhere, for days that end wherever they end."""

    travel: _Floats
    travel_rows: list[list[float]]
    places: NDArray[np.int64]
    opens: _Floats
    closes: _Floats
    work: _Floats
    allowed: NDArray[np.bool_]
    # By technician, the legs that they may have.
    able: list[NDArray[np.int64]]
    extra: _Floats
    undone: _Floats
    # What a leg takes of each part, and of each tool 1; what somebody sets out with.
    takes: NDArray[np.int64]
    has: NDArray[np.int64]
    starts: list[int]
    ends: list[int]
    stores: list[int | None]
    shifts: list[tuple[float, float]]
    longest: _Floats
    drive: float
    waiting: float


def can(day: Day) -> bool:
    """Return whether a day is one that this engine understands: a store, no breaks, and one window a stop."""
    people = day.problem.technicians
    if not day.has_needs or all(who.store is None for who in people) or any(who.breaks_due() for who in people):
        return False
    return all(len(windows_for_all(day, leg)) <= 1 for leg in range(len(day.legs)))


def facts_of(day: Day) -> Facts:
    """Return a day's arrays."""
    people, legs = day.problem.technicians, day.legs
    nowhere = len(day.problem.travel_seconds)
    travel = np.zeros((nowhere + 1, nowhere + 1))
    travel[:nowhere, :nowhere] = day.problem.travel_seconds
    windows = [windows_for_all(day, leg) for leg in range(len(legs))]
    allowed = day.allowed & np.array([bool(each) for each in windows])
    tools = sorted({tool for leg in legs for tool in leg.visit.tools})
    takes = [[*day.taken(leg), *(int(tool in legs[leg].visit.tools) for tool in tools)] for leg in range(len(legs))]
    enough = 1 + sum(sum(each) for each in takes)
    has = [
        [*(min(each, enough) for each in day.on_truck(number)), *(enough * (tool in who.tools) for tool in tools)]
        for number, who in enumerate(people)
    ]
    return Facts(
        travel=travel,
        travel_rows=travel.tolist(),
        places=day.places,
        opens=np.array([each[0][0] if each else 0.0 for each in windows], dtype=float),
        closes=np.array([each[0][1] if each else 0.0 for each in windows], dtype=float),
        work=day.work.astype(float),
        allowed=allowed,
        able=[np.flatnonzero(row) for row in allowed],
        extra=60 * day.extra,
        undone=60 * day.undone,
        takes=np.array(takes, dtype=np.int64).reshape(len(legs), -1),
        has=np.array(has, dtype=np.int64).reshape(len(people), -1),
        starts=[who.start for who in people],
        ends=[nowhere if who.end is None else who.end for who in people],
        stores=[who.store for who in people],
        shifts=[(float(who.shift.opens), float(who.shift.closes)) for who in people],
        longest=np.array([NO_LIMIT if who.longest_day_seconds is None else who.longest_day_seconds for who in people]),
        drive=day.problem.weights.drive,
        waiting=day.problem.weights.waiting,
    )
