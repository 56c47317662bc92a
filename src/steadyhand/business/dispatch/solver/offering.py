"""When can somebody come, for a caller on the phone: the best times, what each costs, and how likely each is kept."""

from dataclasses import dataclass, replace
from math import erf, sqrt

from steadyhand.business.dispatch.solver.day import Day, Leg
from steadyhand.business.dispatch.solver.engines.piece import Orders
from steadyhand.business.dispatch.solver.inserting import inserted, places
from steadyhand.business.dispatch.solver.planning import Planned
from steadyhand.business.dispatch.solver.pricing import Pricing
from steadyhand.business.dispatch.solver.problem import Visit, Window

# How far work and drives stray from what was planned, as a share; the promise engine says better where it has learnt.
_WORK_SPREAD, _DRIVE_SPREAD = 0.5, 0.25
_WINDOW = 2 * 3600
_GRID = 30 * 60
_LOOKED_AT = 25


@dataclass(frozen=True, slots=True)
class Offer:
    """A window that may be said, who would come, what it costs more in minutes, and the odds that it is kept (0–1)."""

    opens: int
    closes: int
    technician: str
    begins: int
    more_minutes: float
    kept_share: float


def best_times(planned: Planned, visit: Visit, *, count: int = 3, window: int = _WINDOW) -> tuple[Offer, ...]:
    """Return the best windows for one more visit as the day stands, no two alike, the best first.

    Odds weigh as much as cost: a window that is kept every other time costs half of a broken promise more.
    """
    spans = _spans(planned, visit, window)
    if not spans:
        return ()
    # The visit once for each window, so that the day is made only once.
    legs = tuple(Leg(replace(visit, key=f"{visit.key} {span.opens}", promised=span)) for span in spans)
    known = planned.day
    problem = replace(known.problem, visits=(*known.problem.visits, *(leg.visit for leg in legs)))
    day = Day(problem, (*known.legs, *legs))
    pricing = Pricing(day, planned.pricing.may_be_late, planned.pricing.in_overtime)
    found = [
        offer
        for number, span in enumerate(spans, start=len(known.legs))
        if (offer := _offer(day, pricing, planned.orders, number, span)) is not None
    ]
    chosen: list[Offer] = []
    for offer in sorted(found, key=lambda each: _worth(planned, each)):
        if all(abs(offer.opens - other.opens) >= window for other in chosen):
            chosen.append(offer)
        if len(chosen) == count:
            break
    return tuple(chosen)


def _spans(planned: Planned, visit: Visit, window: int) -> list[Window]:
    """Return the windows that could be said: on the half hour, within all shifts and what the caller asked for."""
    shifts = [who.shift for who in planned.day.problem.technicians]
    if not shifts:
        return []
    opens = min(shift.opens for shift in shifts)
    closes = max(shift.closes for shift in shifts)
    if visit.promised is not None:
        opens, closes = max(opens, visit.promised.opens), min(closes, visit.promised.closes)
    first = -(-opens // _GRID) * _GRID
    return [Window(begin, begin + window) for begin in range(first, max(first, closes - window) + 1, _GRID)]


def _offer(day: Day, pricing: Pricing, orders: Orders, leg: int, span: Window) -> Offer | None:
    place = min(places(pricing, orders, leg, nearest=_LOOKED_AT), key=lambda each: each.more_minutes, default=None)
    if place is None:
        return None
    order = inserted(orders, place, leg)[place.technician]
    known = pricing.timed(place.technician, order)
    if known is None:
        return None
    before = known.stops[: order.index(leg) + 1]
    technician = day.problem.technicians[place.technician].key
    return Offer(span.opens, span.closes, technician, before[-1][1], place.more_minutes, _kept(before, span.closes))


def _kept(stops: tuple[tuple[int, int, int, int], ...], closes: int) -> float:
    """Return how likely the last of these stops begins by then: what lies before strays, waiting takes it up again."""
    variance = 0.0
    for number, (_, begins, _, drive) in enumerate(stops):
        if number:
            _, began, ended, _ = stops[number - 1]
            slack = max(0, begins - ended - drive)
            variance = max(0.0, variance + (_WORK_SPREAD * (ended - began)) ** 2 - slack**2)
        variance += (_DRIVE_SPREAD * drive) ** 2
    left = closes - stops[-1][1]
    if variance == 0:
        return 1.0 if left >= 0 else 0.0
    return 0.5 * (1 + erf(left / sqrt(2 * variance)))


def _worth(planned: Planned, offer: Offer) -> tuple[float, int]:
    broken = planned.day.problem.weights.late_for_promise_at_all
    return (offer.more_minutes + broken * (1 - offer.kept_share), offer.opens)
