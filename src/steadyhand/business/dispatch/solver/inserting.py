"""Where does one more stop fit best into days as they are? Every place is tried; nothing else is moved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import process_time

import numpy as np

from steadyhand.business.dispatch.solver.engines.piece import Orders
from steadyhand.business.dispatch.solver.pricing import Pricing


@dataclass(frozen=True, slots=True)
class Place:
    """A technician, the place in the order, and what it costs more than before, in minutes."""

    technician: int
    number: int
    more_minutes: float


def places(pricing: Pricing, orders: Orders, leg: int, *, nearest: int | None = None) -> Iterator[Place]:
    """Yield every place where the leg fits; of the `nearest` able technicians only, if that is given."""
    day = pricing.day
    able = np.flatnonzero(day.allowed[:, leg])
    if nearest is not None and len(able) > nearest:
        there = int(day.places[leg])
        able = np.array(sorted(able, key=lambda each: _nearness(pricing, orders, int(each), there))[:nearest])
    for technician in map(int, able):
        order = orders.get(technician, ())
        before = pricing.route(technician, order)
        for number in range(len(order) + 1):
            after = pricing.route(technician, (*order[:number], leg, *order[number:]))
            if after != float("inf"):
                yield Place(technician, number, after - before)


def _nearness(pricing: Pricing, orders: Orders, technician: int, there: int) -> int:
    day = pricing.day
    here = [day.problem.technicians[technician].start, *(int(day.places[leg]) for leg in orders.get(technician, ()))]
    return min(day.travel[place][there] for place in here)


def inserted(orders: Orders, place: Place, leg: int) -> Orders:
    """Return the orders with the leg at that place."""
    order = orders.get(place.technician, ())
    return {**orders, place.technician: (*order[: place.number], leg, *order[place.number :])}


def with_the_rest(
    pricing: Pricing, orders: Orders, *, until: float, legs: Iterable[int] | None = None
) -> tuple[Orders, Pricing]:
    """Put what nobody does where it costs least, if that is less than leaving it: in hours, in overtime, or late.

    A promise is broken only where nothing else is feasible for its visit: no place in hours and none in overtime.
    """
    day = pricing.day
    done = {leg for order in orders.values() for leg in order}
    rest = [leg for leg in (range(len(day.legs)) if legs is None else legs) if leg not in done]
    for leg in sorted(rest, key=lambda each: -day.undone[each]):
        if process_time() >= until:
            break
        lone = frozenset([leg])
        for way in (pricing, pricing.allowing(overtime=lone), pricing.allowing(overtime=lone, late=lone)):
            if way is not pricing and (not _may_differ(pricing, leg) or process_time() >= until):
                continue
            best = min(places(way, orders, leg, nearest=20), key=lambda each: each.more_minutes, default=None)
            if best is None:
                continue
            # It fits: if it isn't worth it here, breaking a promise for it isn't either.
            if best.more_minutes < day.undone[leg]:
                orders = inserted(orders, best, leg)
                pricing = way
            break
    return orders, pricing


def _may_differ(pricing: Pricing, leg: int) -> bool:
    day = pricing.day
    able = np.flatnonzero(day.allowed[:, leg])
    has_overtime = any(day.problem.technicians[int(each)].overtime_seconds for each in able)
    return has_overtime or day.legs[leg].visit.promised is not None
