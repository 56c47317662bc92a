"""A day of 1,000 technicians in parts: its plan, its time by the clock, its memory, and what the checker says."""

import resource
from dataclasses import dataclass
from time import monotonic
from typing import Any

from steadyhand.business.dispatch.solver import checker
from steadyhand.business.dispatch.solver.answer import as_document
from steadyhand.business.dispatch.solver.large import plan_any_size
from steadyhand.business.dispatch.solver.problem import Problem, Technician, Visit
from steadyhand.business.dispatch.solver.reading.fields import clock

_CORES = 2


@dataclass(frozen=True, slots=True)
class InParts:
    """What came of it."""

    cost: float
    served: int
    clock_seconds: float
    # This process at its peak and each worker as large as the largest was: rather too much than too little.
    gigabytes: float
    broken: int


def in_parts(problem: Problem, *, seconds: float) -> InParts:
    """Plan the day by two processes."""
    began = monotonic()
    planned = plan_any_size(problem, seconds=seconds, cores=_CORES)
    taken = monotonic() - began
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kilobytes += _CORES * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    broken = checker.broken_rules(_document(problem), as_document(planned, with_reasons=False))
    served = len(problem.visits) - len(planned.plan.undone)
    return InParts(planned.plan.cost_minutes, served, taken, kilobytes / 2**20, len(broken))


def _document(problem: Problem) -> dict[str, Any]:
    """Return a made-up day as the checker reads one: only what `instances` gives to days."""
    return {
        "day": problem.day.isoformat(),
        "places": [{"id": str(number)} for number in range(len(problem.travel_seconds))],
        "travel_minutes": problem.travel_seconds / 60,
        "technicians": [_technician(each) for each in problem.technicians],
        "visits": [_visit(each) for each in problem.visits],
    }


def _technician(who: Technician) -> dict[str, Any]:
    return {
        "id": who.key,
        "start": str(who.start),
        "end": str(who.end),
        "shift": [clock(who.shift.opens), clock(who.shift.closes)],
        "skills": dict(who.skills),
        "breaks": [
            {"begins": [clock(each.earliest), clock(each.latest)], "minutes": each.seconds / 60} for each in who.breaks
        ],
    }


def _visit(visit: Visit) -> dict[str, Any]:
    found = {
        "id": visit.key,
        "place": str(visit.place),
        "minutes": visit.work_seconds / 60,
        "skills": dict(visit.skills),
    }
    if visit.promised is not None:
        found["promised"] = [clock(visit.promised.opens), clock(visit.promised.closes)]
    return found
