"""From a day that has been read to a plan: a new one, one that is known, or the day as it is assigned now."""

from dataclasses import dataclass, replace

from steadyhand.business.dispatch.day_plan.reading import DayRead
from steadyhand.business.dispatch.solver import hard_rules, pairs
from steadyhand.business.dispatch.solver.day import Day
from steadyhand.business.dispatch.solver.engines.piece import Orders
from steadyhand.business.dispatch.solver.large import plan_any_size
from steadyhand.business.dispatch.solver.plan import Plan
from steadyhand.business.dispatch.solver.planning import Planned, as_needed, orders_of, told
from steadyhand.business.dispatch.solver.pricing import Pricing
from steadyhand.business.dispatch.solver.problem import DAY_ENDS, Problem, Visit, Window

# From so large a share of its visits assigned on, a day is changed rather than begun anew.
_MOSTLY = 0.5


def plan_of(read: DayRead, *, seconds: float, seed: int = 0) -> Planned:
    """Return the best plan found in so many seconds; where most is assigned already, from how that is.

    Raises:
        WorkLost: a large day's worker ended or hung.
    """
    assigned = sum(len(route.stops) for route in read.assigned.routes)
    is_known = assigned >= _MOSTLY * max(1, len(read.problem.visits))
    return plan_any_size(read.problem, seconds=seconds, seed=seed, warm=read.assigned if is_known else None)


def plan_again(read: DayRead, plan: Plan) -> Planned:
    """Return a known plan as the solver knows it, as far as the record still has it: to be explained or changed."""
    return with_its_prices(standing(read.problem, plan))


def with_its_prices(planned: Planned) -> Planned:
    """Return a plan with no more overtime and lateness allowed than it has, so that reasons against others are true."""
    return replace(planned, pricing=as_needed(planned.pricing, planned.orders))


def as_assigned(read: DayRead) -> Planned:
    """Return the day as it is assigned now: nobody before the time that people know, late and over where that is so.

    What is assigned against a rule is in it all the same: somebody wanted it so.
    """
    times = {stop.visit: (route.technician, stop.begins) for route in read.assigned.routes for stop in route.stops}
    technicians = {who.key: who for who in read.problem.technicians}
    visits = []
    for visit in read.problem.visits:
        if visit.key not in times:
            visits.append(visit)
            continue
        key, begins = times[visit.key]
        freed = replace(visit, access=(Window(begins, DAY_ENDS),))
        if not freed.together and hard_rules.refusals(technicians[key], freed, read.problem.day):
            freed = without_rules(freed)
        visits.append(replace(freed, fixed=None))
    return standing(replace(read.problem, visits=tuple(visits)), read.assigned)


def without_rules(visit: Visit) -> Visit:
    """Return a visit to which anybody may be sent."""
    return replace(
        visit, skills={}, certificate="", network_level=0, language="", clearance="", only=None, not_wanted=frozenset(),
        parts={}, tools=frozenset(), fixed=None,
    )  # fmt: skip


def standing(problem: Problem, plan: Plan) -> Planned:
    """Return orders as they are, with all the overtime and lateness that they take; what no order bears is left out."""
    legs, refused = pairs.legs_of(problem)
    day = Day(problem, legs)
    pricing = bearing(day)
    orders = pairs.both_or_none(day, bearable(pricing, orders_of(day, plan)))
    return Planned(told(day, pricing, orders), day, orders, pricing, refused)


def bearing(day: Day) -> Pricing:
    """Return prices that let everything be late and everybody work over, at their costs."""
    everything = frozenset(range(len(day.legs)))
    return Pricing(day).allowing(late=everything, overtime=everything)


def bearable(pricing: Pricing, orders: Orders) -> Orders:
    """Return orders with only what can be driven: what matters least goes first."""
    found: Orders = {}
    for technician, order in orders.items():
        left = list(order)
        while left and pricing.timed(technician, tuple(left)) is None:
            ways = [left[:number] + left[number + 1 :] for number in range(len(left))]
            fits = [way for way in ways if pricing.timed(technician, tuple(way)) is not None] or ways
            left = max(fits, key=lambda way: sum(float(pricing.day.undone[leg]) for leg in way))
        found[technician] = tuple(left)
    return found


@dataclass(frozen=True, slots=True)
class Took:
    """How long making a plan took, in seconds: reading the record, looking for it, explaining it."""

    reading: float
    looking: float
    explaining: float
