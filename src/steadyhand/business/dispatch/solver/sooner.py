"""Whom would it serve to be moved? Engines look at drives and windows; what grows by the minute is looked at here.

A customer without a promised time waits, a response term runs out: neither can be told to VROOM or PyVRP. So each stop
of which it is true is taken out and put where everything together costs least.
"""

from time import process_time

from steadyhand.business.dispatch.solver.day import Day
from steadyhand.business.dispatch.solver.engines.piece import Orders
from steadyhand.business.dispatch.solver.inserting import inserted, places
from steadyhand.business.dispatch.solver.pricing import Pricing

# Of whoever may, so many are tried: those who come nearest.
_NEAREST = 6
_LEAST_BETTER = 1e-6


def counts(day: Day) -> bool:
    """Tell whether anything of the day grows by the minute."""
    return any(_grows(day, leg) for leg in range(len(day.legs)))


def with_sooner(pricing: Pricing, orders: Orders, *, until: float) -> Orders:
    """Return the orders with stops moved, one at a time, as long as that makes the day cheaper and there is time."""
    day = pricing.day
    movable = [leg for leg in range(len(day.legs)) if _grows(day, leg)]
    is_better = True
    while is_better and process_time() < until:
        is_better = False
        where = {leg: technician for technician, order in orders.items() for leg in order}
        for leg in sorted((leg for leg in movable if leg in where), key=lambda leg: (-_dear(day, leg), leg)):
            if process_time() >= until:
                break
            moved = _moved(pricing, orders, leg)
            if moved is not None:
                orders, is_better = moved, True
    return orders


def _grows(day: Day, leg: int) -> bool:
    visit = day.legs[leg].visit
    if day.legs[leg].begins is not None or visit.fixed is not None or visit.together:
        return False
    has_wait = visit.waits_from is not None and day.problem.weights.waits.get(visit.urgency, 0.0) > 0
    return has_wait or visit.respond_by is not None


def _dear(day: Day, leg: int) -> float:
    visit, weights = day.legs[leg].visit, day.problem.weights
    waits = weights.waits.get(visit.urgency, 0.0) if visit.waits_from is not None else 0.0
    return max(waits, weights.past_term.get(visit.urgency, 0.0) if visit.respond_by is not None else 0.0)


def _moved(pricing: Pricing, orders: Orders, leg: int) -> Orders | None:
    technician = next(number for number, order in orders.items() if leg in order)
    left = {**orders, technician: tuple(each for each in orders[technician] if each != leg)}
    saved = pricing.route(technician, orders[technician]) - pricing.route(technician, left[technician])
    best = min(places(pricing, left, leg, nearest=_NEAREST), key=lambda each: each.more_minutes, default=None)
    if best is None or best.more_minutes >= saved - _LEAST_BETTER:
        return None
    return inserted(left, best, leg)
