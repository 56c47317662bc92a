"""Ruin and recreate: take some of a day out, put it back otherwise, keep it if it isn't much dearer than the best.

Sources: Ropke and Pisinger (Transportation Science 40(4), 2006) for taking out what is alike, putting back first what
would lose most; Schrimpf and others (J. of Computational Physics 159(2), 2000) for going on from what is little dearer.
"""

from time import process_time

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.solver.day import Day
from steadyhand.business.dispatch.solver.engines.piece import Orders
from steadyhand.business.dispatch.solver.engines.ruin.facts import Facts, facts_of
from steadyhand.business.dispatch.solver.engines.ruin.recreating import State, recreated
from steadyhand.business.dispatch.solver.engines.ruin.routes import STORE, Route, Routes

# How many stops are taken out at a time.
_LEAST, _MOST, _MOST_SHARE = 4, 30, 0.3
# How much dearer than the best a day may be that is gone on from; less and less until the time is over.
_THRESHOLD = 0.02
# How often, and by how much, prices are stirred while stops are put back, and how far ahead is looked at most.
_STIR_OFTEN, _STIR, _REGRET = 0.5, 0.2, 4
# How often anything is taken out, or some people's whole days; else what is alike, the likest by far most often.
_ANYTHING, _WHOLE_DAYS, _LIKEST = 0.15, 0.2, 6.0
# How often it is something like what nobody has, if there is any.
_NEAR_THE_REST = 0.5
# How far what goes in first looks ahead when a day is begun from nothing.
_BEGINNINGS = (2, 4)


def improved(day: Day, orders: Orders, *, until: float, seed: int = 0) -> Orders:
    """Return the best orders found until this process has used so much processor time; the day must be one it `can`."""
    return Searching(day, seed).run(orders, until)


class Searching:
    """A search on one day, from any orders on."""

    def __init__(self, day: Day, seed: int) -> None:
        self.facts: Facts = facts_of(day)
        self.routes = Routes(self.facts)
        self.rounds = 0
        self._dice = np.random.default_rng(seed)
        self._alike = self._likeness()

    def _likeness(self) -> NDArray[np.int64]:
        """Return for each leg all others, the likest first: near, at about the same time, and of the same people."""
        facts = self.facts
        travel = facts.travel[np.ix_(facts.places, facts.places)]
        middle = (facts.opens + np.minimum(facts.closes, facts.opens + 10 * travel.max())) / 2
        apart = np.abs(middle[:, None] - middle[None])
        able = facts.allowed.astype(float)
        shared = able.T @ able / np.maximum(1, np.minimum(able.sum(axis=0)[:, None], able.sum(axis=0)[None]))
        likeness = travel / max(travel.max(), 1) + 0.5 * apart / max(apart.max(), 1) + 0.3 * (1 - shared)
        return np.asarray(np.argsort(likeness, axis=1, kind="stable"), dtype=np.int64)

    def run(self, orders: Orders, until: float) -> Orders:
        """Return the best orders found until this process has used so much processor time."""
        facts, dice = self.facts, self._dice
        began = process_time()
        # Where standing about counts, an engine that doesn't count it has begun badly: begun from nothing, too.
        starts = [self._state(orders), *(self._from_nothing(regret) for regret in _BEGINNINGS)]
        current = best = min(starts, key=lambda state: state.cost(facts))
        cost = least = current.cost(facts)
        while (now := process_time()) < until:
            self.rounds += 1
            left = (until - now) / max(until - began, 1e-9)
            found = recreated(
                facts, self.routes, self._ruined(current), dice,
                regret=int(dice.integers(1, _REGRET + 1)), stir=_STIR if dice.random() < _STIR_OFTEN else 0.0,
            )  # fmt: skip
            price = found.cost(facts)
            served = least - float(facts.undone[best.rest].sum())
            if price < least + _THRESHOLD * left * max(served, 0.0) or price < cost:
                current, cost = found, price
            if price < least - 1e-6:
                best, least = found, price
        return {
            number: tuple(stop for stop in route.stops if stop != STORE) for number, route in enumerate(best.routes)
        }

    def _from_nothing(self, regret: int) -> State:
        return recreated(self.facts, self.routes, self._state({}), self._dice, regret=regret, stir=0.0)

    def _state(self, orders: Orders) -> State:
        routes: list[Route] = []
        done: set[int] = set()
        for number in range(len(self.facts.starts)):
            route = self.routes.with_best_store(number, orders.get(number, ()))
            if route is None:
                route = self.routes.with_best_store(number, ())
            if route is None:
                raise ValueError(f"Technician {number} has no day, not even an empty one.")
            routes.append(route)
            done.update(route.stops)
        return State(routes, [leg for leg in range(len(self.facts.places)) if leg not in done])

    def _ruined(self, state: State) -> State:
        dice, legs = self._dice, len(self.facts.places)
        count = int(dice.integers(_LEAST, max(_LEAST + 1, min(_MOST, int(_MOST_SHARE * legs)) + 1)))
        kind = dice.random()
        if kind < _ANYTHING:
            out = set(dice.choice(legs, min(count, legs), replace=False).tolist())
        elif kind < _ANYTHING + _WHOLE_DAYS:
            out = self._few_days(state, count)
        else:
            out = self._alike_to_one(state, count)
        routes, rest = list(state.routes), list(state.rest)
        for number, route in enumerate(routes):
            kept = tuple(stop for stop in route.stops if stop not in out)
            if len(kept) < len(route.stops):
                # Without some of its stops a day that could be still can; the store only if it is still needed.
                shorter = self.routes.with_best_store(number, kept) or self.routes.with_best_store(number, ())
                if shorter is not None:
                    rest += [stop for stop in route.stops if stop != STORE and stop not in shorter.stops]
                    routes[number] = shorter
        return State(routes, rest)

    def _alike_to_one(self, state: State, count: int) -> set[int]:
        dice = self._dice
        # What nobody has is a good place to make room at.
        use_rest = state.rest and dice.random() < _NEAR_THE_REST
        first = int(dice.choice(state.rest)) if use_rest else int(dice.integers(len(self.facts.places)))
        alike = self._alike[first]
        out: set[int] = {first}
        while len(out) < min(count, len(alike)):
            out.add(int(alike[int(len(alike) * dice.random() ** _LIKEST)]))
        return out

    def _few_days(self, state: State, count: int) -> set[int]:
        """Return all stops of some technicians, whose first stop is near one stop."""
        dice = self._dice
        owner = {stop: number for number, route in enumerate(state.routes) for stop in route.stops if stop != STORE}
        out: set[int] = set()
        for leg in self._alike[int(dice.integers(len(self.facts.places)))].tolist():
            if len(out) >= count:
                break
            if leg in owner and leg not in out:
                out.update(stop for stop in state.routes[owner[leg]].stops if stop != STORE)
        return out
