"""A plan as one document: docs/reference/stock/trucks/answer.schema.json says the same for programs."""

from collections import defaultdict
from typing import Any

import numpy as np

from steadyhand.business.stock.levels.moves import moves_of
from steadyhand.business.stock.levels.plan import Plan, value_of
from steadyhand.business.stock.levels.reasons import WORK_DAYS_A_MONTH, Reason, reasons_of

_DIGITS = 6


def as_document(plan: Plan) -> dict[str, Any]:
    """Return a plan in money, calls a month and shares (0–1); parts that a truck neither has nor gets are left out."""
    fleet = plan.built.fleet
    before, after = (
        plan.built.finished_by_truck(np.minimum(plan.now, plan.built.problem.highest)),
        plan.built.finished_by_truck(plan.levels),
    )
    reasons = reasons_of(plan)
    rows = defaultdict(list)
    for item, reason in enumerate(reasons):
        if plan.now[item] or plan.levels[item]:
            rows[reason.truck].append(_level(plan, item, reason))
    trucks = []
    for number, truck in enumerate(fleet.trucks):
        mine = plan.built.truck == number
        trucks.append({
            "truck": truck.ref,
            "name": truck.name,
            "calls_a_month": round(float(plan.built.needing[number]) * WORK_DAYS_A_MONTH, 2),
            "value_now": _money(float((plan.now * plan.cents)[mine].sum())),
            "value": _money(float((plan.levels * plan.cents)[mine].sum())),
            "finished_now": round(float(before[number]), _DIGITS),
            "finished": round(float(after[number]), _DIGITS),
            "levels": sorted(rows[truck.ref], key=lambda each: (-each["calls_a_month"], each["part"])),
        })  # fmt: skip
    return {
        "budget": _money(plan.most_cents) if np.isfinite(plan.most_cents) else None,
        "value_now": _money(value_of(fleet, fleet.now)),
        "value": _money(float(plan.levels @ plan.cents)),
        "calls_a_month": round(float(plan.built.needing.sum()) * WORK_DAYS_A_MONTH, 2),
        "finished_now": round(plan.finished_now, _DIGITS),
        "finished": round(plan.finished, _DIGITS),
        "at_most": round(plan.at_most, _DIGITS),
        "gap": round(plan.gap, _DIGITS),
        "curve": [
            {
                "of_budget": point.of_budget,
                "budget": _money(point.most_cents),
                "finished": round(point.finished, _DIGITS),
            }
            for point in plan.curve
        ],
        "trucks": trucks,
        "moves": [
            {"from": one.origin, "to": one.to, "part": one.part, "quantity": one.quantity, "why": one.why}
            for one in moves_of(plan)
        ],
    }


def _level(plan: Plan, item: int, reason: Reason) -> dict[str, Any]:
    part = plan.built.fleet.parts[plan.built.part[item]]
    return {
        "part": part.ref,
        "name": part.name,
        "now": int(plan.now[item]),
        "level": reason.level,
        "cost": _money(part.cost_cents),
        "calls_a_month": round(reason.calls, 3),
        "found": round(reason.found, 4),
        "why": reason.words,
    }


def _money(cents: float) -> float:
    return round(cents / 100, 2)
