"""Where does one more stop fit best into days as they are? Every place is tried; nothing else is moved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from time import process_time

import numpy as np

from steadyhand.business.dispatch.solver.day import Day
from steadyhand.business.dispatch.solver.engines.piece import Orders
from steadyhand.business.dispatch.solver.pricing import Pricing

# Of whoever may, so many are tried: those who come nearest.
_NEAREST = 20
# Urgent and above: they are looked at even when the time is over, for a plan without them is none.
_PRESSING = 1


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


def _is_pressing(day: Day, leg: int) -> bool:
    return day.legs[leg].visit.urgency <= _PRESSING


def _urgent_first(day: Day, leg: int) -> tuple[int, float]:
    # What leaving a visit costs says more than how urgent it is (who knows a time, who has waited). Where there is
    # little time to reckon, somebody who can't work is not left behind somebody who was told ten o'clock.
    return day.legs[leg].visit.urgency, -float(day.undone[leg])


def with_the_rest(
    pricing: Pricing, orders: Orders, *, until: float, legs: Iterable[int] | None = None
) -> tuple[Orders, Pricing]:
    """Put what nobody does where it costs least, if that is less than leaving it: in hours, in overtime, or late.

    A promise is broken only where nothing else is feasible for its visit: no place in hours and none in overtime.
    """
    day = pricing.day
    done = {leg for order in orders.values() for leg in order}
    rest = [leg for leg in (range(len(day.legs)) if legs is None else legs) if leg not in done]
    for leg in sorted(rest, key=partial(_urgent_first, day)):
        is_late = process_time() >= until
        if is_late and not _is_pressing(day, leg):
            break
        lone = frozenset([leg])
        for way in (pricing, pricing.allowing(overtime=lone), pricing.allowing(overtime=lone, late=lone)):
            if way is not pricing and (not _may_differ(pricing, leg) or (is_late and not _is_pressing(day, leg))):
                continue
            best = _cheapest(way, orders, leg)
            if best is None:
                continue
            # It fits: if it isn't worth it here, breaking a promise for it isn't either.
            if best.more_minutes < day.undone[leg]:
                orders = inserted(orders, best, leg)
                pricing = way
            break
    return orders, pricing


def _cheapest(pricing: Pricing, orders: Orders, leg: int) -> Place | None:
    """Return the cheapest place among the nearest; where they have none, among all: nobody may be overlooked."""
    for nearest in (_NEAREST, None):
        best = min(places(pricing, orders, leg, nearest=nearest), key=lambda each: each.more_minutes, default=None)
        if best is not None:
            return best
    return None


def with_the_urgent(pricing: Pricing, orders: Orders, *, until: float) -> Orders:
    """Put in what nobody does in place of a single stop that matters less, where that is cheaper; what is pinned stays.

    What had to give way is offered to everybody afterwards: one stop that matters less is moved, and no more.
    """
    day = pricing.day
    done = {leg for order in orders.values() for leg in order}
    rest = [leg for leg in range(len(day.legs)) if leg not in done]
    for leg in sorted(rest, key=partial(_urgent_first, day)):
        best: tuple[float, int, int, tuple[int, ...]] | None = None
        if process_time() >= until and not _is_pressing(day, leg):
            break
        for technician, out, order in _in_place_of(pricing, orders, leg):
            less = float(day.undone[leg] - day.undone[out])
            more = pricing.route(technician, order) - pricing.route(technician, orders[technician]) - less
            if more < 0 and (best is None or more < best[0]):
                best = (more, technician, out, order)
        if best is not None:
            orders = {**orders, best[1]: best[3]}
            orders = _elsewhere(pricing, orders, best[2])
    return orders


def _elsewhere(pricing: Pricing, orders: Orders, leg: int) -> Orders:
    found = places(pricing, orders, leg, nearest=_NEAREST)
    best = min(found, key=lambda each: each.more_minutes, default=None)
    is_worth_it = best is not None and best.more_minutes < pricing.day.undone[leg]
    return inserted(orders, best, leg) if best is not None and is_worth_it else orders


def _in_place_of(pricing: Pricing, orders: Orders, leg: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Yield technician, the stop that gives way, and the order with the leg at any place, of the nearest who may."""
    day = pricing.day
    there = int(day.places[leg])
    able = [int(each) for each in np.flatnonzero(day.allowed[:, leg]) if orders.get(int(each))]
    for technician in sorted(able, key=lambda each: _nearness(pricing, orders, each, there))[:_NEAREST]:
        order = orders[technician]
        for number, out in enumerate(order):
            if day.undone[out] >= day.undone[leg]:
                continue
            left = (*order[:number], *order[number + 1 :])
            # Near where the other was in time: the rest of the day stays as people know it.
            for at in range(max(0, number - 1), min(len(left), number + 1) + 1):
                yield technician, out, (*left[:at], leg, *left[at:])


def _may_differ(pricing: Pricing, leg: int) -> bool:
    day = pricing.day
    able = np.flatnonzero(day.allowed[:, leg])
    has_overtime = any(day.problem.technicians[int(each)].overtime_seconds for each in able)
    return has_overtime or day.legs[leg].visit.promised is not None
