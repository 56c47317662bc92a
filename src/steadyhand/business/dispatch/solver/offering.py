"""When can somebody come, for a caller on the phone: the best times, what each costs, and how likely each is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import erf, sqrt

from steadyhand.business.dispatch.solver.day import Day, Leg
from steadyhand.business.dispatch.solver.inserting import inserted, places
from steadyhand.business.dispatch.solver.planning import Planned
from steadyhand.business.dispatch.solver.pricing import Pricing
from steadyhand.business.dispatch.solver.problem import Visit

# How far work and drives stray from what was planned, as a share; the promise engine says better where it has learnt.
_WORK_SPREAD, _DRIVE_SPREAD = 0.5, 0.25
_WINDOW = 2 * 3600
_GRID = 30 * 60
_LOOKED_AT = 40


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
    """Return the best windows for one more visit as the day stands, no two alike, the cheapest first.

    Odds weigh as much as cost: a window that is kept every other time is no better than one that costs a miss's half.
    """
    day = _with(planned.day, visit)
    leg = len(day.legs) - 1
    pricing = Pricing(day, planned.pricing.may_be_late, planned.pricing.in_overtime)
    found = sorted(_offers(day, pricing, planned.orders, leg, window), key=lambda offer: _worth(planned, offer))
    chosen: list[Offer] = []
    for offer in found:
        if all(abs(offer.opens - other.opens) >= window for other in chosen):
            chosen.append(offer)
        if len(chosen) == count:
            break
    return tuple(chosen)


def _with(day: Day, visit: Visit) -> Day:
    problem = replace(day.problem, visits=(*day.problem.visits, visit))
    return Day(problem, (*day.legs, Leg(visit)))


def _offers(day: Day, pricing: Pricing, orders: Orders, leg: int, window: int) -> Iterator[Offer]:
    nearest = sorted(places(pricing, orders, leg, nearest=_LOOKED_AT), key=lambda place: place.more_minutes)
    for place in nearest[: 5 * _LOOKED_AT]:
        order = inserted(orders, place, leg)[place.technician]
        known = pricing.timed(place.technician, order)
        if known is None:
            continue
        begins = known.stops[order.index(leg)][1]
        # The window is laid about the planned moment: a third of it before.
        opens = max(0, (begins - window // 3) // _GRID * _GRID)
        if begins > opens + window:
            continue
        yield Offer(
            opens=opens,
            closes=opens + window,
            technician=day.problem.technicians[place.technician].key,
            begins=begins,
            more_minutes=place.more_minutes,
            kept_share=_kept(known.stops[: order.index(leg) + 1], opens + window),
        )


def _kept(stops: tuple[tuple[int, int, int, int], ...], closes: int) -> float:
    """Return how likely the last of these stops begins by then: what lies before it strays, waiting takes it up again."""
    mean, variance = 0.0, 0.0
    for number, (_, begins, _, drive) in enumerate(stops):
        if number:
            before = stops[number - 1]
            mean = max(0.0, mean + before[2] + drive - begins) if mean else 0.0
            slack = max(0, begins - before[2] - drive)
            variance = max(0.0, variance + (_WORK_SPREAD * (before[2] - before[1])) ** 2 - slack**2)
        variance += (_DRIVE_SPREAD * drive) ** 2
    late_after = closes - stops[-1][1] - mean
    if variance == 0:
        return 1.0 if late_after >= 0 else 0.0
    return 0.5 * (1 + erf(late_after / sqrt(2 * variance)))


def _worth(planned: Planned, offer: Offer) -> tuple[float, int]:
    broken = planned.day.problem.weights.late_for_promise_at_all
    return (offer.more_minutes + broken * (1 - offer.kept_share), offer.opens)
