"""Days to plan, in a line: Bruno and Elena, and visits between which every drive takes ten minutes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from steadyhand.business.dispatch.solver.problem import Problem, Technician, Visit, Window
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
