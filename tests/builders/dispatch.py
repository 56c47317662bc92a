"""Days to plan, in a line: Bruno and Elena, and visits between which every drive takes ten minutes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from steadyhand.business.dispatch.solver.problem import Problem, Technician, Visit, Window
from steadyhand.business.dispatch.solver.reading.fields import clock
from steadyhand.business.dispatch.solver.weights import Weights

MONDAY = date(2026, 3, 2)
HOUR, MINUTE = 3600, 60
DRIVE = 10 * MINUTE


def at(hours: int, minutes: int = 0) -> int:
    return hours * HOUR + minutes * MINUTE


def a_technician(key: str = "bruno", **facts: Any) -> Technician:
    """Return somebody who works from eight to five, from and to the branch."""
    known: dict[str, Any] = {"key": key, "start": 0, "end": 0, "shift": Window(at(8), at(17))}
    return Technician(**(known | facts))


def a_visit(key: str = "chen", place: int = 1, **facts: Any) -> Visit:
    """Return an hour's visit that may be at any time."""
    known: dict[str, Any] = {"key": key, "place": place, "work_seconds": HOUR}
    return Visit(**(known | facts))


def a_problem(
    technicians: Sequence[Technician] = (),
    visits: Sequence[Visit] = (),
    weights: Weights | None = None,
    drive: int = DRIVE,
) -> Problem:
    """Return a day on which every drive takes as long, and none within a place."""
    size = 1 + max((visit.place for visit in visits), default=0)
    travel = np.full((size, size), drive, dtype=np.int64)
    np.fill_diagonal(travel, 0)
    return Problem(
        MONDAY, tuple(technicians) or (a_technician(),), tuple(visits) or (a_visit(),), travel, weights or Weights()
    )


def as_file(problem: Problem) -> dict[str, Any]:
    """Return a day as the file that says the same, for the checker, which reads nothing else."""
    return {
        "day": problem.day.isoformat(),
        "places": [{"id": f"p{number}"} for number in range(len(problem.travel_seconds))],
        "travel_minutes": [[int(seconds) / 60 for seconds in row] for row in problem.travel_seconds],
        "technicians": [_technician(each) for each in problem.technicians],
        "visits": [_visit(each) for each in problem.visits],
    }


def _technician(who: Technician) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": who.key, "start": f"p{who.start}", "shift": [clock(who.shift.opens), clock(who.shift.closes)],
        "overtime_minutes": who.overtime_seconds / 60, "skills": dict(who.skills),
        "certificates": {line: last.isoformat() for line, last in who.certificates.items()},
        "clearances": sorted(who.clearances),
        "breaks": [
            {"begins": [clock(each.earliest), clock(each.latest)], "minutes": each.seconds / 60} for each in who.breaks
        ],
    }  # fmt: skip
    return found | ({"end": f"p{who.end}"} if who.end is not None else {})


def _visit(visit: Visit) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": visit.key, "place": f"p{visit.place}", "minutes": visit.work_seconds / 60, "customer": visit.customer,
        "minutes_by": {key: seconds / 60 for key, seconds in visit.work_seconds_by.items()},
        "access": [[clock(each.opens), clock(each.closes)] for each in visit.access], "urgency": visit.urgency,
        "skills": dict(visit.skills), "certificate": visit.certificate, "clearance": visit.clearance,
        "not_wanted": sorted(visit.not_wanted), "together": list(visit.together),
    }  # fmt: skip
    if visit.only is not None:
        found["only"] = sorted(visit.only)
    if visit.promised is not None:
        found["promised"] = [clock(visit.promised.opens), clock(visit.promised.closes)]
    if visit.fixed is not None:
        begins = {} if visit.fixed.begins is None else {"begins": clock(visit.fixed.begins)}
        found["fixed"] = {"technician": visit.fixed.technician} | begins
    return found
