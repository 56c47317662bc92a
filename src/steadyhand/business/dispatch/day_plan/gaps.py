"""What fits into a day that is planned, without anybody else coming a minute later? Maintenance due, visits wished.

Put in after the plan is found, one after the other, where it costs least: no call is displaced, delayed or given to
somebody else by it, and nobody works longer over.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from steadyhand.business.calls.queries.fills_gaps import OptionalVisit
from steadyhand.business.dispatch.day_plan.reading import DayRead
from steadyhand.business.dispatch.solver.day import Day, Leg
from steadyhand.business.dispatch.solver.engines.piece import Orders
from steadyhand.business.dispatch.solver.inserting import Place, inserted, places
from steadyhand.business.dispatch.solver.plan import Route, Stop
from steadyhand.business.dispatch.solver.planning import Planned, told
from steadyhand.business.dispatch.solver.pricing import Pricing
from steadyhand.business.dispatch.solver.why import Reason, why_assigned

# A day in which every gap is filled has no room for the call that comes at eleven.
MOST_EACH = 2
# Those who come nearest are tried.
_NEAREST = 12
# What others would cost says nothing where nobody has to go.
_NOT_SAID = ("next_best", "only_way")


@dataclass(frozen=True, slots=True)
class Gap:
    """A visit that fills a gap of somebody's day, how much more they drive for it (seconds), and why it is there."""

    optional: OptionalVisit
    technician: str
    stop: Stop
    more_drive_seconds: int
    why: tuple[Reason, ...]


def gaps_of(read: DayRead, planned: Planned) -> tuple[Gap, ...]:
    """Return what fills the gaps of a plan, by technician and time; each is worth its detour by the day's weights."""
    if not read.optional or not planned.day.problem.technicians:
        return ()
    known = len(planned.day.legs)
    visits = tuple(visit for _, visit in read.optional)
    problem = replace(planned.day.problem, visits=(*planned.day.problem.visits, *visits))
    day = Day(problem, (*planned.day.legs, *(Leg(visit) for visit in visits)))
    pricing = Pricing(day, planned.pricing.may_be_late, planned.pricing.in_overtime)
    orders, taken = planned.orders, Counter[int]()
    filled: dict[int, int] = {}
    for leg in range(known, len(day.legs)):
        fits = (each for each in _fitting(pricing, orders, leg) if taken[each.technician] < MOST_EACH)
        best = min(fits, key=lambda each: each.more_minutes, default=None)
        if best is None or best.more_minutes >= day.undone[leg]:
            continue
        before = pricing.timed(best.technician, orders.get(best.technician, ()))
        orders = inserted(orders, best, leg)
        after = pricing.timed(best.technician, orders[best.technician])
        assert after is not None  # noqa: S101  # for mypy: it fits
        taken[best.technician] += 1
        filled[leg] = after.drive - (before.drive if before else 0)
    with_them = Planned(told(day, pricing, orders), day, orders, pricing, planned.pairs_refused)
    found = [_gap(read, with_them, known, leg, more) for leg, more in filled.items()]
    return tuple(sorted(found, key=lambda each: (each.technician, each.stop.begins)))


def _fitting(pricing: Pricing, orders: Orders, leg: int) -> Iterator[Place]:
    for place in places(pricing, orders, leg, nearest=_NEAREST):
        if _leaves_others(pricing, orders, place, leg):
            yield place


def _leaves_others(pricing: Pricing, orders: Orders, place: Place, leg: int) -> bool:
    """Tell whether everybody else is there no later than without it, and the technician home from overtime as early."""
    order = orders.get(place.technician, ())
    with_it = inserted(orders, place, leg)[place.technician]
    before, after = pricing.timed(place.technician, order), pricing.timed(place.technician, with_it)
    if before is None or after is None or after.overtime > before.overtime:
        return False
    was = {each: begins for each, (_, begins, _, _) in zip(order, before.stops, strict=True)}
    becomes = {each: begins for each, (_, begins, _, _) in zip(with_it, after.stops, strict=True)}
    return all(becomes[each] <= begins for each, begins in was.items())


def _gap(read: DayRead, planned: Planned, known: int, leg: int, more: int) -> Gap:
    optional, visit = read.optional[leg - known]
    route, stop = _where(planned.plan.routes, visit.key)
    why = tuple(each for each in why_assigned(planned, visit.key) if each.rule not in _NOT_SAID)
    return Gap(optional, route.technician, stop, more, why)


def _where(routes: tuple[Route, ...], number: str) -> tuple[Route, Stop]:
    return next((route, stop) for route in routes for stop in route.stops if stop.visit == number)
