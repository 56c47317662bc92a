"""Where does each of some stops fit, in all gaps of a day at once? And then the one that can wait least goes first."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.solver.engines.ruin.facts import Facts
from steadyhand.business.dispatch.solver.engines.ruin.routes import STORE, Route, Routes

_NEVER = 1e15


@dataclass(eq=False)
class State:
    """Everybody's route and the stops that nobody has."""

    routes: list[Route]
    rest: list[int] = field(default_factory=list)

    def cost(self, facts: Facts) -> float:
        return sum(route.cost for route in self.routes) + float(facts.undone[self.rest].sum())


def priced(facts: Facts, makes: Routes, route: Route) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return for each leg what it costs more in the cheapest gap, and that gap's number; reckoned once a route."""
    if route.prices is not None:
        return route.prices
    technician = route.technician
    legs = facts.able[technician]
    gaps = makes.gaps(route).T
    length, earliest, latest, drive, here, length2, earliest2, latest2, drive2, there, behind = gaps
    places = facts.places[legs][:, None]
    to, back = facts.travel[here.astype(np.int64)[None], places], facts.travel[places, there.astype(np.int64)[None]]
    work, opens, closes = (each[legs][:, None] for each in (facts.work[technician], facts.opens, facts.closes))
    until = length + to
    fits = earliest + until <= closes
    wait = np.maximum(0.0, opens - until - latest)
    begins = np.maximum(opens - until, earliest) - wait
    ends = np.minimum(closes - until, latest)
    until = until + wait + work + back
    fits &= begins + until <= latest2
    until += np.maximum(0.0, earliest2 - until - ends) + length2
    fits &= until <= facts.longest[technician]
    has_it = np.asarray((facts.takes[legs] <= makes.left(route)).all(axis=1))
    fits &= has_it[:, None] | (behind > 0)
    more = facts.waiting * (until - route.length - work)
    if facts.drive != facts.waiting:
        more += (facts.drive - facts.waiting) * (drive + to + back + drive2 - route.drive)
    more = np.where(fits, more, _NEVER)
    cheapest, numbers = np.full(len(facts.places), _NEVER), np.zeros(len(facts.places), dtype=np.int64)
    at = more.argmin(axis=1)
    cheapest[legs] = more[np.arange(len(legs)), at] + facts.extra[technician, legs]
    numbers[legs] = at
    route.prices = (cheapest, numbers)
    return route.prices


def recreated(
    facts: Facts, makes: Routes, state: State, dice: np.random.Generator, *, regret: int, stir: float
) -> State:
    """Put every stop that nobody has where it costs least; first the one that would lose most by waiting."""
    routes, rest = list(state.routes), list(state.rest)
    if not rest:
        return State(routes, rest)
    legs = np.array(rest)
    cheapest = np.array([priced(facts, makes, route)[0][legs] for route in routes]).T
    undone = facts.undone[legs]
    stirred = 1 + stir * (dice.random(cheapest.shape) - 0.5)
    waiting = list(range(len(legs)))
    while waiting:
        shown = cheapest[waiting] * stirred[waiting]
        # What has no place costs as if it stayed undone.
        bounded = np.minimum(shown, undone[waiting][:, None])
        few = np.partition(bounded, min(regret, bounded.shape[1]) - 1, axis=1)[:, :regret]
        few.sort(axis=1)
        loss = (few[:, 1:] - few[:, :1]).sum(axis=1) if regret > 1 else -few[:, 0]
        loss[few[:, 0] >= undone[waiting]] = -np.inf
        at = int(loss.argmax())
        if loss[at] == -np.inf:
            break
        row = waiting[at]
        technician = int(shown[at].argmin())
        number = int(priced(facts, makes, routes[technician])[1][legs[row]])
        route = _with(makes, technician, routes[technician], int(legs[row]), number)
        if route is None:
            cheapest[row, technician] = _NEVER
            continue
        routes[technician] = route
        waiting.pop(at)
        if waiting:
            cheapest[waiting, technician] = priced(facts, makes, route)[0][legs[waiting]]
    return State(routes, [int(legs[row]) for row in waiting])


def _with(makes: Routes, technician: int, route: Route, leg: int, number: int) -> Route | None:
    store_at, at = route.ways[number]
    stops = (*route.stops[:at], leg, *route.stops[at:])
    if store_at is not None:
        stops = (*stops[:store_at], STORE, *stops[store_at:])
    return makes.with_best_store(technician, stops) if STORE in stops else makes.of(technician, stops)
