"""Ruin and recreate: what a stop costs in a gap is what the route costs with it, less what it cost without."""

from typing import Any

import numpy as np
import pytest
from tests.builders.dispatch import MONDAY, a_technician, a_visit, at

from steadyhand.business.dispatch.solver.day import Day, Leg
from steadyhand.business.dispatch.solver.engines import ruin
from steadyhand.business.dispatch.solver.engines.ruin.facts import Facts, facts_of
from steadyhand.business.dispatch.solver.engines.ruin.recreating import priced
from steadyhand.business.dispatch.solver.engines.ruin.routes import STORE, Route, Routes
from steadyhand.business.dispatch.solver.planning import plan_day
from steadyhand.business.dispatch.solver.pricing import Pricing
from steadyhand.business.dispatch.solver.problem import Break, Problem, Window
from steadyhand.business.dispatch.solver.weights import Weights


def a_day(seed: int, *, waiting: float) -> Day:
    """Return a day of two technicians and eight visits, with parts, tools, tight windows and a store at place 0."""
    dice = np.random.default_rng(seed)
    points = dice.uniform(0, 40 * 60, (11, 2))
    travel = np.rint(np.sqrt(((points[:, None] - points[None]) ** 2).sum(-1))).astype(np.int64)
    technicians = [
        a_technician(
            f"t{number}", start=number + 1, end=number + 1, store=0, truck={"fuser": int(dice.integers(0, 3))},
            tools=frozenset({"ladder"} if dice.random() < 0.5 else ()),
        )
        for number in range(2)
    ]  # fmt: skip
    visits = []
    for number in range(8):
        opens = at(8) + int(dice.integers(0, 16)) * 1800
        wishes = {
            "promised": Window(opens, opens + int(dice.integers(1, 6)) * 1800),
            "parts": {"fuser": int(dice.integers(1, 3))} if dice.random() < 0.4 else {},
            "tools": frozenset({"ladder"} if dice.random() < 0.3 else ()),
            "usual": f"t{int(dice.integers(2))}",
        }
        visits.append(a_visit(f"v{number}", number + 3, work_seconds=int(dice.integers(1, 5)) * 900, **wishes))
    problem = Problem(MONDAY, tuple(technicians), tuple(visits), travel, Weights(waiting=waiting))
    return Day(problem, tuple(Leg(visit) for visit in visits))


def some_routes(day: Day, makes: Routes, seed: int) -> list[Route]:
    """Return routes of up to four stops in an order in which they can be."""
    dice, found = np.random.default_rng(seed), []
    for _ in range(20):
        technician, stops = int(dice.integers(2)), ()
        for leg in dice.permutation(len(day.legs))[:4].tolist():
            longer = sorted((*stops, leg), key=lambda each: day.windows(technician, each)[0])
            if makes.with_best_store(technician, tuple(longer)):
                stops = tuple(longer)
        route = makes.with_best_store(technician, stops)
        assert route is not None
        found.append(route)
    return found


def cheapest_by_hand(facts: Facts, makes: Routes, route: Route, leg: int) -> float:
    """Return what the leg costs more in the cheapest of all orders that leave the others' as it is."""
    costs, has = [], facts.has[route.technician]
    for at_number in range(len(route.stops) + 1):
        with_leg = (*route.stops[:at_number], leg, *route.stops[at_number:])
        orders = [with_leg]
        if STORE not in with_leg:
            orders += [(*with_leg[:before], STORE, *with_leg[before:]) for before in range(at_number + 1)]
        for order in orders:
            until_store = list(order[: order.index(STORE)] if STORE in order else order)
            longer = makes.of(route.technician, order)
            if longer is not None and (facts.takes[until_store].sum(axis=0) <= has).all():
                costs.append(longer.cost - route.cost)
    return min(costs, default=float("inf"))


@pytest.mark.parametrize("waiting", [0.0, 1.0])
@pytest.mark.parametrize("seed", range(4))
def test_a_gap_costs_what_the_route_costs_more_with_the_stop(seed: int, waiting: float) -> None:
    day = a_day(seed, waiting=waiting)
    facts, pricing = facts_of(day), Pricing(day)
    makes = Routes(facts)
    compared = 0

    for route in some_routes(day, makes, seed):
        legs = tuple(stop for stop in route.stops if stop != STORE)
        assert route.cost == pytest.approx(60 * pricing.route(route.technician, legs))
        for leg in set(range(len(day.legs))) - set(legs):
            by_hand = cheapest_by_hand(facts, makes, route, leg)
            found = float(priced(facts, makes, route)[0][leg])
            assert found == pytest.approx(by_hand) or (found > 1e14 and by_hand == float("inf"))
            compared += found < 1e14

    assert compared > 10


def test_the_store_is_driven_by_only_where_that_is_cheaper_than_somebody_who_has_it() -> None:
    has, lacks = a_technician("has", truck={"fuser": 1}, store=0), a_technician("lacks", store=0)
    visits = [a_visit("fuser", 1, parts={"fuser": 1}), a_visit("other", 2, only=frozenset({"lacks"}))]
    travel = np.array([[0, 600, 600], [600, 0, 60], [600, 60, 0]])

    plan = plan_day(Problem(MONDAY, (has, lacks), tuple(visits), travel, Weights()), seconds=0.2).plan

    # Who starts at the store has the part for nothing, and a minute further is nearer than another trip from there.
    assert {key: who for key, (who, _) in plan.where().items()} == {"fuser": "lacks", "other": "lacks"}
    assert plan.costs["drive"] == pytest.approx(21)


def test_only_days_that_it_understands() -> None:
    visit, pause = a_visit(parts={"fuser": 1}), Break(at(12), at(13), 1800)
    travel = np.array([[0, 600], [600, 0]])

    def understood(**facts: Any) -> bool:
        return ruin.can(Day(Problem(MONDAY, (a_technician(**facts),), (visit,), travel), (Leg(visit),)))

    assert understood(store=0)
    assert not understood()
    assert not understood(store=0, breaks=(pause,))
