"""Who goes where today? Published engines look for it; whichever plan costs least by our own prices is the plan."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from time import process_time
from typing import Literal

from steadyhand.business.dispatch.solver import costs, pairs, sooner
from steadyhand.business.dispatch.solver.day import Day
from steadyhand.business.dispatch.solver.engines import greedy, pyvrp, ruin, vroom
from steadyhand.business.dispatch.solver.engines.piece import Job, Orders, Piece, jobs_of, known_apart
from steadyhand.business.dispatch.solver.inserting import with_the_rest, with_the_urgent
from steadyhand.business.dispatch.solver.pieces import Improving, territories
from steadyhand.business.dispatch.solver.plan import Pause, Plan, Route, Stop
from steadyhand.business.dispatch.solver.pricing import Pricing
from steadyhand.business.dispatch.solver.problem import Problem

Engine = Literal["auto", "vroom", "pyvrp", "greedy"]
ENGINES: tuple[Engine, ...] = ("auto", "vroom", "pyvrp", "greedy")
# Up to so many visits VROOM looks at the day in one piece and thoroughly; above, hastily in territories of so many
# people: at 100 × 700 no more time than thoroughly in fours, and plans a quarter cheaper to begin with.
_WHOLE_VISITS = 150
_TERRITORY = 16
# A day without breaks is one that PyVRP understands: it improves the whole for this share of the time.
_PYVRP_SHARE = 0.6
_FINISHING_SHARE = 0.05
# And of what is left for improving, this share for moving single stops whose cost grows by the minute.
_SOONER_SHARE = 0.4
# Seconds that a last look at what stays undone may take beyond the time that was given.
_LAST_LOOK = 0.1


@dataclass(frozen=True, eq=False)
class Planned:
    """A plan and what it was made of, for whoever explains or changes it."""

    plan: Plan
    day: Day
    orders: Orders
    pricing: Pricing
    # Why a pair can't meet, by visit.
    pairs_refused: dict[str, str] = field(default_factory=dict)


def plan_day(
    problem: Problem, *, seconds: float = 2.0, engine: Engine = "auto", seed: int = 0, warm: Plan | None = None
) -> Planned:
    """Return the best plan found within about so many seconds of this process's processor time, on one thread."""
    began = process_time()
    until = began + seconds
    legs, refused = pairs.legs_of(problem)
    day = Day(problem, legs)
    pricing = Pricing(day)
    finish = until - min(1.0, seconds * _FINISHING_SHARE)
    if not legs or not problem.technicians:
        orders: Orders = {}
    elif engine == "auto":
        orders = _best(day, pricing, finish, seed, orders_of(day, warm) if warm is not None else None)
    else:
        orders = _single(day, engine, seconds - (process_time() - began), seed)
    orders = pyvrp.kept(Piece(day, tuple(range(len(problem.technicians))), ()), orders)
    orders = pairs.both_or_none(day, orders)
    if engine == "auto":
        # A last look is short and always taken, so that the reasons for what stays undone are true.
        orders, pricing = with_the_rest(pricing, orders, until=max(until, process_time() + _LAST_LOOK))
        orders = pairs.both_or_none(day, orders)
        pricing = as_needed(pricing, orders)
    return Planned(told(day, pricing, orders), day, orders, pricing, refused)


def as_needed(pricing: Pricing, orders: Orders) -> Pricing:
    """Return a pricing that allows only the overtime and the lateness that the plan really has."""
    over: set[int] = set()
    late: set[int] = set()
    for technician, order in orders.items():
        known = pricing.timed(technician, order)
        if known is None:
            continue
        if known.overtime:
            over.update(pricing.in_overtime.intersection(order))
        for leg, stop in zip(order, known.stops, strict=True):
            promised = pricing.day.legs[leg].visit.promised
            if promised is not None and stop[1] > promised.closes:
                late.add(leg)
    return Pricing(pricing.day, pricing.may_be_late.intersection(late), frozenset(over))


def _single(day: Day, engine: Engine, seconds: float, seed: int) -> Orders:
    whole = Piece(day, tuple(range(len(day.problem.technicians))), jobs_of(day, range(len(day.legs)), together=False))
    if engine == "greedy":
        return greedy.plan(whole)
    if engine == "pyvrp":
        return pyvrp.plan(whole, seconds=seconds, seed=seed)
    # VROOM stops by itself; it is asked for more thoroughness as long as there is time.
    began, pricing = process_time(), Pricing(day)
    best: Orders = {}
    for exploration in (0, 1, 3, 5):
        left = seconds - (process_time() - began)
        if left <= 0:
            break
        found = pyvrp.kept(whole, vroom.plan(whole, exploration=exploration, seconds=left))
        if not best or pricing.total(found) < pricing.total(best):
            best = found
        if 3 * (process_time() - began) > seconds:
            break
    return best


def _best(day: Day, pricing: Pricing, until: float, seed: int, warm: Orders | None) -> Orders:
    jobs = jobs_of(day, range(len(day.legs)))
    if warm is not None:
        jobs = known_apart(day, jobs, warm)
    whole = Piece(day, tuple(range(len(day.problem.technicians))), jobs)
    orders = _repaired(pricing, warm, until) if warm is not None else _first(day, pricing, jobs, until)
    if ruin.can(day):
        orders = _cheaper(pricing, orders, lambda: ruin.improved(day, orders, until=until, seed=seed))
    elif not any(who.breaks for who in day.problem.technicians):
        pause = until - process_time()
        # VROOM can't be told of a longest day: what it finds would be cut down again.
        has_longest = any(who.longest_day_seconds is not None for who in day.problem.technicians)
        if len(jobs) > _WHOLE_VISITS and not has_longest:
            orders = Improving(pricing, jobs, orders, seed).run(process_time() + (1 - _PYVRP_SHARE) * pause)
        left = until - process_time()
        orders = _cheaper(pricing, orders, partial(pyvrp.plan, whole, seconds=left, warm=orders, seed=seed))
    improving = Improving(pricing, jobs, orders, seed)
    if not sooner.counts(day):
        return improving.run(until)
    improving.run(until - _SOONER_SHARE * max(0.0, until - process_time()))
    # No engine knows of it, but what one finds later is kept only if it is cheaper with it.
    improving.orders = sooner.with_sooner(pricing, improving.orders, until=until)
    return improving.run(until)


def _first(day: Day, pricing: Pricing, jobs: tuple[Job, ...], until: float) -> Orders:
    count = len(day.problem.technicians)
    has_store = frozenset(number for number, who in enumerate(day.problem.technicians) if who.store is not None)
    whole = Piece(day, tuple(range(count)), jobs, has_store if day.has_needs else frozenset())
    has_breaks = any(who.breaks for who in day.problem.technicians)
    left = until - process_time()
    if len(jobs) <= _WHOLE_VISITS:
        orders = vroom.plan(whole, exploration=1, seconds=left)
        # A thorough look at so small a day takes 0.5 s; where PyVRP can go on, it uses them better.
        if has_breaks and until - process_time() > 0.5:  # noqa: PLR2004
            return _cheaper(pricing, orders, lambda: vroom.plan(whole, exploration=5, seconds=until - process_time()))
        return orders
    found: Orders = {}
    for piece in territories(day, jobs, max(1, round(count / _TERRITORY))):
        found |= vroom.plan(piece, exploration=0, seconds=max(0.05, until - process_time()))
    return found


def _repaired(pricing: Pricing, warm: Orders, until: float) -> Orders:
    """Return a known plan with what no longer fits taken out, and what is urgent put in, in tenths of a second."""
    day = pricing.day
    everything = Piece(day, tuple(range(len(day.problem.technicians))), ())
    orders = with_the_urgent(pricing, pyvrp.kept(everything, warm), until=until)
    return with_the_rest(pricing, orders, until=until)[0]


def _cheaper(pricing: Pricing, orders: Orders, other: Callable[[], Orders]) -> Orders:
    found = other()
    found = pyvrp.kept(Piece(pricing.day, tuple(range(len(pricing.day.problem.technicians))), ()), found)
    return found if pricing.total(found) < pricing.total(orders) else orders


def orders_of(day: Day, plan: Plan) -> Orders:
    """Return a plan as orders of this day's legs, as far as they are still there and still allowed."""
    numbers = {who.key: number for number, who in enumerate(day.problem.technicians)}
    by_key: dict[tuple[str, int | None], int] = {
        (leg.visit.key, leg.only): number for number, leg in enumerate(day.legs)
    }
    found: Orders = {}
    for route in plan.routes:
        number = numbers.get(route.technician)
        if number is None:
            continue
        legs = (by_key.get((stop.visit, None), by_key.get((stop.visit, number))) for stop in route.stops)
        found[number] = tuple(leg for leg in legs if leg is not None and day.allowed[number, leg])
    return found


def told(day: Day, pricing: Pricing, orders: Orders) -> Plan:
    """Return orders as a plan with its times and costs."""
    problem = day.problem
    routes, done = [], set()
    for technician, order in sorted(orders.items()):
        known = pricing.timed(technician, order)
        if not order or known is None:
            continue
        stops = []
        for number, (leg, (arrives, begins, ends, drive)) in enumerate(zip(order, known.stops, strict=True)):
            visit = day.legs[leg].visit
            # A moment that is pinned, or has been, is a fact; who is pinned to it isn't.
            is_fact = visit.fixed is not None and visit.fixed.begins is not None
            is_late = visit.promised is not None and not is_fact and begins > visit.promised.closes
            stops.append(Stop(visit.key, arrives, begins, ends, drive, is_late, number == known.store_before))
            done.add(visit.key)
        pauses = tuple(Pause(*pause) for pause in known.pauses)
        routes.append(
            Route(
                problem.technicians[technician].key, known.leaves, known.returns, tuple(stops), pauses, known.drive,
                known.overtime,
            )
        )  # fmt: skip
    undone = tuple(visit.key for visit in problem.visits if visit.key not in done)
    return Plan(tuple(routes), undone, costs.costs_of(problem, routes, undone))
