"""VROOM (github.com/VROOM-Project/vroom, BSD-2) through pyvroom: builds and repairs; knows breaks and skills."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np
import vroom
from numpy.typing import NDArray
from vroom._vroom import VroomInputException as Refused

from steadyhand.business.dispatch.solver.engines.piece import Orders, Piece
from steadyhand.business.dispatch.solver.problem import Break, Technician
from steadyhand.business.dispatch.solver.timing import timed

# VROOM sums priorities before it looks at costs; a hundred steps tell what leaving a job undone costs.
_TOP = 100
_LONGEST = 2**31


def plan(piece: Piece, *, exploration: int, seconds: float | None = None, warm: Orders | None = None) -> Orders:
    """Return VROOM's orders; it searches until nothing gets better, or `seconds` by the clock.

    `warm` is changed rather than thrown away; routes that VROOM thinks can't be driven are left out (its issue 1251).
    """
    if not piece.jobs:
        return {}
    starts = piece.as_jobs(warm) if warm is not None else {}
    without_breaks: set[int] = set()
    while True:
        try:
            found = _input(piece, starts, without_breaks).solve(
                exploration_level=exploration,
                nb_threads=1,
                timeout=None if seconds is None else timedelta(seconds=max(seconds, 0.01)),
            )
        except Refused as refused:
            said = str(refused)
            if said.startswith("Inconsistent breaks") and len(without_breaks) < len(piece.technicians):
                # Two breaks that hardly fit into a shift; whether they do is looked at afterwards, exactly.
                without_breaks.add(int(said.rstrip(".").rsplit(" ", 1)[-1]))
                continue
            starts = _without_the_refused(starts, said)
        else:
            return piece.as_orders(_read(piece, found))


def _without_the_refused(starts: dict[int, list[int]], refused: str) -> dict[int, list[int]]:
    number = refused.rstrip(".").rsplit(" ", 1)[-1]
    if not starts:
        raise RuntimeError(refused)
    if number.isdigit() and starts.get(int(number)):
        return {row: order for row, order in starts.items() if row != int(number)}
    return {}


def _input(piece: Piece, starts: dict[int, list[int]], without_breaks: set[int]) -> vroom.Input:
    day, count = piece.day, len(piece.jobs)
    allowed, work, extra = piece.allowed(), piece.work(), piece.extra_seconds()
    people = [day.problem.technicians[number] for number in piece.technicians]
    durations = piece.durations()
    model = vroom.Input()
    profiles = _set_matrices(model, durations, extra, count, day.problem.weights.drive)
    skill_of = {pattern: number for number, pattern in enumerate({column.tobytes() for column in allowed.T}, start=1)}
    skills = [skill_of[column.tobytes()] for column in allowed.T]
    varies = bool((work != work[:1]).any())
    for row, who in enumerate(people):
        model.add_vehicle(
            vroom.Vehicle(
                id=row,
                start=count + 2 * row,
                end=None if who.end is None else count + 2 * row + 1,
                profile=profiles[row],
                capacity=piece.capacity(piece.technicians[row]),
                skills={skills[column] for column in range(count) if allowed[row, column]},
                time_window=vroom.TimeWindow(who.shift.opens, _closes(who)),
                breaks=[
                    vroom.Break(
                        id=100 * row + number,
                        time_windows=[vroom.TimeWindow(each.earliest, each.latest)],
                        service=each.seconds,
                    )
                    for number, each in enumerate(() if row in without_breaks else _breaks(who))
                ],
                type=str(row) if varies else "",
                steps=[] if row in without_breaks else _steps(piece, row, starts.get(row, ())),
            )
        )
    undone = piece.undone_seconds()
    dearest = max(int(undone.max()), 1)
    for column, job in enumerate(piece.jobs):
        taken = np.array([day.taken(leg) for leg in job.legs], dtype=np.int64).sum(axis=0)
        slowest = int(work[:, column].max())
        model.add_job(
            vroom.Job(
                id=column,
                location=column,
                default_service=slowest,
                delivery=[int(each) for each in taken],
                skills={skills[column]},
                priority=max(1, round(_TOP * int(undone[column]) / dearest)),
                time_windows=[
                    vroom.TimeWindow(opens, min(closes, _LONGEST)) for opens, closes in job.windows or ((0, 0),)
                ],
                service_per_type={str(row): int(work[row, column]) for row in range(len(people))} if varies else None,
            )
        )
    return model


def _breaks(who: Technician) -> tuple[Break, ...]:
    """Return the breaks that VROOM must place: whoever is home by the latest begin of one has it there."""
    return tuple(each for each in who.breaks_due() if each.latest < who.shift.closes and _fits(who, each))


def _fits(who: Technician, each: Break) -> bool:
    return max(each.earliest, who.shift.opens) + each.seconds <= who.shift.closes


def _closes(who: Technician) -> int:
    """Return when the day ends for VROOM: before a break that has no room in the shift any more."""
    return min([who.shift.closes, *(each.latest for each in who.breaks_due() if not _fits(who, each))])


def _set_matrices(
    model: vroom.Input, durations: NDArray[np.int64], extra: NDArray[np.int64], count: int, drive: float
) -> list[str]:
    """Set one matrix for all, or one for each kind of technician where it matters who comes; return whose is which."""
    extra = extra - extra.min(axis=0, initial=2**31)
    if drive == 1.0 and not extra.any():
        model.set_durations_matrix("car", durations)
        return ["car"] * len(extra)
    names: dict[bytes, str] = {}
    for row in extra:
        if row.tobytes() in names:
            continue
        names[row.tobytes()] = name = f"car{len(names)}"
        costs = np.rint(durations * drive).astype(np.int64)
        costs[:, :count] += row
        model.set_durations_matrix(name, durations)
        model.set_costs_matrix(name, costs)
    return [names[row.tobytes()] for row in extra]


def _steps(piece: Piece, row: int, order: Sequence[int]) -> list[vroom.VehicleStep]:
    """Return a warm route with its breaks where they would be taken: VROOM moves none of a route that it is given."""
    legs = tuple(leg for column in order for leg in piece.jobs[column].legs)
    known = timed(piece.day, piece.technicians[row], legs) if legs else None
    if known is None:
        return []
    begins = {leg: stop[1] for leg, stop in zip(legs, known.stops, strict=True)}
    steps: list[tuple[int, vroom.VehicleStep]] = [
        (begins[piece.jobs[column].legs[0]], vroom.VehicleStepSingle(column)) for column in order
    ]
    for number, each in enumerate(_breaks(piece.day.problem.technicians[piece.technicians[row]])):
        at = known.pauses[number][0] if number < len(known.pauses) else max(known.returns, each.earliest)
        steps.append((at, vroom.VehicleStepBreak(100 * row + number)))
    ordered = [step for _, step in sorted(steps, key=lambda step: step[0])]
    return [vroom.VehicleStepStart(), *ordered, vroom.VehicleStepEnd()]


def _read(piece: Piece, found: Any) -> dict[int, list[int]]:
    columns: dict[int, list[int]] = {row: [] for row in range(len(piece.technicians))}
    array = np.asarray(found._routes_numpy())  # noqa: SLF001  # its data frame takes longer than small plans
    for vehicle, kind, job in zip(array["vehicle_id"], array["type"], array["id"], strict=True):
        if (kind.decode() if isinstance(kind, bytes) else str(kind)) in {"job", "single"}:
            columns[int(vehicle)].append(int(job))
    return columns
