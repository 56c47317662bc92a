"""A plan as a JSON document: docs/reference/dispatch-answer.schema.json says the same for programs."""

from collections.abc import Collection
from typing import Any

from steadyhand.business.dispatch.solver.plan import Route
from steadyhand.business.dispatch.solver.planning import Planned
from steadyhand.business.dispatch.solver.reading.fields import clock
from steadyhand.business.dispatch.solver.why import in_short, why_assigned, why_undone


def as_document(
    planned: Planned, *, unit_seconds: int | None = None, with_reasons: bool = True, why: Collection[str] = ()
) -> dict[str, Any]:
    """Return the plan; times by the clock and lengths in minutes, or as numbers of the file's own unit.

    Without reasons for all, those visits that `why` names have them.
    """
    plan = planned.plan
    driven = sum(route.drive_seconds for route in plan.routes)
    is_own = unit_seconds is not None
    return {
        "cost": round(plan.cost_minutes * (60 / unit_seconds if unit_seconds else 1), 4),
        "distance": _length(driven, unit_seconds),
        "served": len(planned.day.problem.visits) - len(plan.undone),
        "unserved": [
            {"visit": key, "reasons": in_short(planned, why_undone(planned, key)) if with_reasons or key in why else []}
            for key in plan.undone
        ],
        "costs": {} if is_own else {name: round(minutes, 2) for name, minutes in plan.costs.items()},
        "routes": [_route(planned, route, unit_seconds, with_reasons=with_reasons, why=why) for route in plan.routes],
    }


def _route(
    planned: Planned, route: Route, unit_seconds: int | None, *, with_reasons: bool, why: Collection[str]
) -> dict[str, Any]:
    return {
        "technician": route.technician,
        "leaves": _moment(route.leaves, unit_seconds),
        "returns": _moment(route.returns, unit_seconds),
        "drive_minutes" if unit_seconds is None else "drive": _length(route.drive_seconds, unit_seconds),
        "overtime_minutes" if unit_seconds is None else "overtime": _length(route.overtime_seconds, unit_seconds),
        "breaks": [
            {"begins": _moment(each.begins, unit_seconds), "ends": _moment(each.ends, unit_seconds)}
            for each in route.pauses
        ],
        "stops": [
            {
                "visit": stop.visit,
                "arrives": _moment(stop.arrives, unit_seconds),
                "begins": _moment(stop.begins, unit_seconds),
                "ends": _moment(stop.ends, unit_seconds),
                "late": stop.is_late,
                "via_store": stop.via_store,
                "why": _why(planned, route.technician, stop.visit) if with_reasons or stop.visit in why else [],
            }
            for stop in route.stops
        ],
    }  # fmt: skip


def _why(planned: Planned, technician: str, visit: str) -> list[str]:
    reasons = why_assigned(planned, visit)
    return [each.said for each in reasons if each.technician in {technician, ""} or each.rule == "next_best"]


def _moment(seconds: int, unit_seconds: int | None) -> str | float:
    return clock(seconds) if unit_seconds is None else seconds / unit_seconds


def _length(seconds: int, unit_seconds: int | None) -> float:
    return round(seconds / (unit_seconds or 60), 4)
