"""A plan of levels, put into lines that a person may accept one by one. Values in, values out."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from steadyhand.business.stock.levels.arrays import Floats, Whole
from steadyhand.business.stock.levels.build import MOST_OF_A_PART, Built
from steadyhand.business.stock.levels.plan import Plan
from steadyhand.business.stock.levels.reasons import WORK_DAYS_A_MONTH, reasons_of

YEAR_DAYS = 365
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A part on a truck, both by their refs: what is kept now and proposed, and why.

    `last_year` are the truck's own calls of the last year that needed the part; `finished_before` and `finished` of
    them find everything with what is kept now, and with all that is proposed.
    """

    truck: str
    part: str
    was: int
    level: int
    calls_a_month: float
    last_year: int
    finished_before: float
    finished: float
    why: str


@dataclass(frozen=True, slots=True)
class TruckSums:
    """What a truck's levels finish (shares of its calls that need parts), are worth and take, before and after."""

    calls_a_month: float
    finished_before: float
    finished: float
    cents_before: int
    cents: int
    weight_g: int
    volume_ml: int
    slots: int


def lines_of(plan: Plan) -> tuple[Line, ...]:
    """Return a line for each part that a truck has or is to have, by truck, and what brings most first."""
    built = plan.built
    counted, before, after = _last_year(plan)
    lines = []
    for item, reason in enumerate(reasons_of(plan)):
        if not (plan.now[item] or plan.levels[item]):
            continue
        lines.append(
            Line(
                truck=reason.truck,
                part=reason.part,
                was=int(plan.now[item]),
                level=int(plan.levels[item]),
                calls_a_month=reason.calls,
                last_year=int(counted[item]),
                finished_before=float(before[item]),
                finished=float(after[item]),
                why=reason.words + _told(int(counted[item]), float(before[item]), float(after[item])),
            )
        )
    order = {truck.ref: number for number, truck in enumerate(built.fleet.trucks)}
    return tuple(sorted(lines, key=lambda line: (order[line.truck], -line.calls_a_month, line.part)))


def sums_of(plan: Plan) -> Mapping[str, TruckSums]:
    """Return each truck's sums, by its ref."""
    built, fleet = plan.built, plan.built.fleet
    highest = built.problem.highest
    before = built.finished_by_truck(np.minimum(plan.now, highest))
    after = built.finished_by_truck(plan.levels)
    weight = np.array([part.weight_g for part in fleet.parts])[built.part] * plan.levels
    volume = np.array([part.volume_ml for part in fleet.parts])[built.part] * plan.levels
    slots = np.ceil(plan.levels / np.array([max(part.a_slot, 1) for part in fleet.parts])[built.part])
    found = {}
    for number, truck in enumerate(fleet.trucks):
        mine = built.truck == number
        found[truck.ref] = TruckSums(
            calls_a_month=float(built.needing[number]) * WORK_DAYS_A_MONTH,
            finished_before=float(before[number]),
            finished=float(after[number]),
            cents_before=round(float((plan.now * plan.cents)[mine].sum())),
            cents=round(float((plan.levels * plan.cents)[mine].sum())),
            weight_g=round(float(weight[mine].sum())),
            volume_ml=round(float(volume[mine].sum())),
            slots=round(float(slots[mine].sum())),
        )
    return found


def _told(calls: int, before: float, after: float) -> str:
    if not calls:
        return " No call here needed it in the last year."
    whose = "The one call here that needed it in the last year" if calls == 1 else f"Of {calls} calls here in a year"
    if calls == 1:
        return f" {whose} would have been finished {round(100 * after)} times in 100 ({round(100 * before)} as it is)."
    if round(before) == round(after):
        return f" {whose} that needed it, some {after:.0f} are finished either way."
    return f" {whose} that needed it, all that is proposed finishes some {after:.0f}; what is kept now {before:.0f}."


def _last_year(plan: Plan) -> tuple[Whole, Floats, Floats]:
    """Return for each item how many own calls of the last year needed it, and how many find all, before and after."""
    built = plan.built
    history = built.fleet.history
    count = built.problem.items
    counted, before, after = np.zeros(count, dtype=np.int64), np.zeros(count), np.zeros(count)
    since = int(history.call_day.max()) - YEAR_DAYS
    trucks = len(built.fleet.trucks)
    is_mine = (history.call_truck < trucks) & (history.call_day > since)
    item_of = {pair: item for item, pair in enumerate(zip(built.truck.tolist(), built.part.tolist(), strict=True))}
    needs: dict[int, list[tuple[int, int]]] = defaultdict(list)
    wanted = np.flatnonzero(is_mine[history.line_call] & ~history.could_wait)
    for line in wanted.tolist():
        call = int(history.line_call[line])
        item = item_of.get((int(history.call_truck[call]), int(history.line_part[line])))
        # What the engine never carries (rarer than once in 25 years) is never aboard.
        needs[call].append((-1 if item is None else item, min(int(history.line_units[line]), MOST_OF_A_PART)))
    for each in needs.values():
        chances = [_finished(built, each, levels) for levels in (plan.now, plan.levels)]
        for item, _ in each:
            if item >= 0:
                counted[item] += 1
                before[item] += chances[0]
                after[item] += chances[1]
    return counted, before, after


def _finished(built: Built, needs: list[tuple[int, int]], levels: Whole) -> float:
    problem = built.problem
    chance = np.ones(len(problem.moments))
    for item, units in needs:
        spare = -1 if item < 0 else min(int(levels[item]), problem.aboard.shape[1] - 1) - units
        if spare < 0:
            return 0.0
        chance *= problem.aboard[item, spare]
    return float(chance @ problem.moments)
