"""Who goes where when hundreds go? The day is cut into parts, each planned alone; then it is cut elsewhere, and so on.

Each part is an ordinary day for `planning`; only its own drives are handed to whoever plans it. A border of one round
lies within a part of the next, so that visits cross it.
"""

from dataclasses import dataclass, replace
from os import getpid
from platform import node
from time import process_time

import numpy as np

from steadyhand.business.dispatch.solver import costs, pairs
from steadyhand.business.dispatch.solver.cutting import Cutting, Part
from steadyhand.business.dispatch.solver.day import Day
from steadyhand.business.dispatch.solver.engines.piece import jobs_of
from steadyhand.business.dispatch.solver.inserting import with_the_rest
from steadyhand.business.dispatch.solver.plan import Plan, Route
from steadyhand.business.dispatch.solver.planning import Planned, as_needed, orders_of, plan_day, told
from steadyhand.business.dispatch.solver.pricing import Pricing
from steadyhand.business.dispatch.solver.problem import Problem
from steadyhand.shared.workers import Workers, workers_for

# From so many visits or technicians on, parts are better than the whole in the same time (docs/benchmarks.md).
LARGE_VISITS, LARGE_TECHNICIANS = 1_500, 200
# About so many technicians make a part. Fewer have too many borders; more need longer to begin with.
_PART = 100
# What share of the time each round has; the first has to build, the others only to improve.
_ROUNDS = (0.5, 0.3, 0.2)
# For the look at what stays undone, at everybody's day, after the last round.
_LAST_SHARE, _LAST_LOOK = 0.02, 0.1
# Starting, cutting and putting together take their own time; beyond this the machine does something else.
_PATIENCE, _LEAST_PATIENCE = 10.0, 60.0


@dataclass(frozen=True, eq=False)
class Task:
    """A part of a day as a day of its own, and what is known of it; this is all that a worker is given."""

    problem: Problem
    warm: Plan | None
    seconds: float
    seed: int
    # The warm plan was found for just this day, so that whatever is dearer is refused.
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Done:
    """A part's routes, and the processor time that the process they come from has used so far."""

    routes: tuple[Route, ...]
    process: str
    used: float


def is_large(problem: Problem) -> bool:
    """Return whether a day is cut into parts."""
    return len(problem.visits) >= LARGE_VISITS or len(problem.technicians) >= LARGE_TECHNICIANS


def plan_any_size(
    problem: Problem,
    *,
    seconds: float,
    cores: int = 1,
    seed: int = 0,
    warm: Plan | None = None,
    workers: Workers | None = None,
    part: int | None = None,
) -> Planned:
    """Return the best plan found in about so many processor seconds on each of `cores`; in parts if the day is large.

    `workers` is whoever plans the parts; without it, as many processes as cores, for this one plan. With `part`, a day
    of any size is cut, into parts of about so many technicians.

    Raises:
        WorkLost: a worker ended or hung; nothing of the plan is kept.
    """
    if part is None and not is_large(problem):
        return plan_day(problem, seconds=seconds, seed=seed, warm=warm)
    if workers is not None:
        return _in_parts(problem, seconds, cores, seed, warm, workers, part or _PART)
    mine = workers_for(cores)
    try:
        return _in_parts(problem, seconds, cores, seed, warm, mine, part or _PART)
    finally:
        mine.cancel()


def _in_parts(
    problem: Problem, seconds: float, cores: int, seed: int, warm: Plan | None, workers: Workers, part: int
) -> Planned:
    began = process_time()
    legs, refused = pairs.legs_of(problem)
    day = Day(problem, legs)
    cutting = Cutting(day, jobs_of(day, range(len(legs))))
    count = _count(len(problem.technicians), part, cores)
    used_by: dict[str, float] = {}
    plan, more = warm, 0.0
    for number, share in enumerate(_ROUNDS):
        used = process_time() - began + _others(used_by) / cores
        left = seconds * (1 - _LAST_SHARE) - used
        # Beyond what they are given workers start, read and look at the rest: as much as in the round before.
        given = max(0.0, left * share / sum(_ROUNDS[number:]) - more)
        parts = cutting.parts(count, orders_of(day, plan) if plan is not None else {}, seed + number)
        tasks = [
            Task(
                _own_day(problem, day, each), _own_plan(problem, plan, each), budget, seed + number, is_ours=number > 0
            )
            for each, budget in zip(parts, _budgets(parts, given * cores), strict=True)
        ]
        # Who takes longest begins first, so that nobody waits for them alone at the end.
        tasks.sort(key=lambda task: -task.seconds)
        before = _others(used_by)
        done = list(workers.map(plan_part, tasks, seconds=max(_LEAST_PATIENCE, _PATIENCE * seconds)))
        for each in done:
            used_by[each.process] = max(each.used, used_by.get(each.process, 0.0))
        more = max(0.0, (_others(used_by) - before) / cores - given)
        plan = Plan(tuple(route for each in done for route in each.routes), ())
    return _whole(day, plan or Plan((), ()), refused, max(_LAST_LOOK, seconds * _LAST_SHARE / 2))


def _others(used_by: dict[str, float]) -> float:
    """Return the processor time of all processes but this one, whose own clock tells it."""
    return sum(used for process, used in used_by.items() if process != _this_process())


def _this_process() -> str:
    return f"{node()}/{getpid()}"


def plan_part(task: Task) -> Done:
    """Return the routes of one part; what a worker does. A plan of ours that isn't bettered stays."""
    problem = task.problem
    found = plan_day(problem, seconds=task.seconds, seed=task.seed, warm=task.warm).plan
    routes = found.routes
    if task.warm is not None and task.is_ours:
        made = {stop.visit for route in task.warm.routes for stop in route.stops}
        left = [visit.key for visit in problem.visits if visit.key not in made]
        if sum(costs.costs_of(problem, task.warm.routes, left).values()) < found.cost_minutes:
            routes = task.warm.routes
    return Done(routes, _this_process(), process_time())


def _count(technicians: int, part: int, cores: int) -> int:
    """Return into how many parts a day is cut: so many that no processor has nothing to do at the end."""
    wanted = max(1, round(technicians / part))
    return min(technicians, -(-wanted // cores) * cores)


def _budgets(parts: list[Part], seconds: float) -> list[float]:
    visits = sum(len(each.legs) for each in parts)
    return [seconds * len(each.legs) / visits for each in parts]


def _own_day(problem: Problem, day: Day, part: Part) -> Problem:
    """Return a part as a day of its own, with the drives between its own places only."""
    people = [problem.technicians[number] for number in part.technicians]
    visits = list({day.legs[leg].visit.key: day.legs[leg].visit for leg in part.legs}.values())
    places = sorted(
        {place for who in people for place in (who.start, who.end, who.store) if place is not None}
        | {visit.place for visit in visits}
    )
    row_of = {place: row for row, place in enumerate(places)}
    return Problem(
        problem.day,
        tuple(
            replace(
                who, start=row_of[who.start], end=None if who.end is None else row_of[who.end],
                store=None if who.store is None else row_of[who.store],
            )
            for who in people
        ),
        tuple(replace(visit, place=row_of[visit.place]) for visit in visits),
        problem.travel_seconds[np.ix_(places, places)].astype(np.int64),
        problem.weights,
    )  # fmt: skip


def _own_plan(problem: Problem, plan: Plan | None, part: Part) -> Plan | None:
    if plan is None:
        return None
    names = {problem.technicians[number].key for number in part.technicians}
    return Plan(tuple(route for route in plan.routes if route.technician in names), ())


def _whole(day: Day, plan: Plan, refused: dict[str, str], seconds: float) -> Planned:
    """Return the parts' routes as one plan, after a look whether what is left fits in with anybody at all."""
    orders = orders_of(day, plan)
    numbers = {who.key: number for number, who in enumerate(day.problem.technicians)}
    over = frozenset(
        leg for route in plan.routes if route.overtime_seconds for leg in orders.get(numbers[route.technician], ())
    )
    # Nobody of its part could keep the promise; perhaps somebody of another can.
    late_keys = {stop.visit for route in plan.routes for stop in route.stops if stop.is_late}
    late = {leg for order in orders.values() for leg in order if day.legs[leg].visit.key in late_keys}
    orders = {who: tuple(leg for leg in order if leg not in late) for who, order in orders.items()}
    pricing, until = Pricing(day, in_overtime=over), process_time() + seconds
    orders, pricing = with_the_rest(pricing, orders, until=until + seconds, legs=sorted(late))
    orders, pricing = with_the_rest(pricing, orders, until=until)
    orders = pairs.both_or_none(day, orders)
    pricing = as_needed(pricing, orders)
    return Planned(told(day, pricing, orders), day, orders, pricing, refused)
