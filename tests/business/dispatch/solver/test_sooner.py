"""What grows by the minute is moved where everything together costs least."""

from tests.builders.dispatch import a_problem, a_technician, a_visit, at

from steadyhand.business.dispatch.solver import pairs, sooner
from steadyhand.business.dispatch.solver.day import Day
from steadyhand.business.dispatch.solver.planning import plan_day
from steadyhand.business.dispatch.solver.pricing import Pricing
from steadyhand.business.dispatch.solver.problem import Fixed, Problem, Window
from steadyhand.business.dispatch.solver.weights import Weights

BRUNO, ELENA = a_technician("bruno"), a_technician("elena")
FOREVER = 10.0**12


def moved(problem: Problem, *orders: tuple[int, ...]) -> dict[int, tuple[int, ...]]:
    day = Day(problem, pairs.legs_of(problem)[0])
    return sooner.with_sooner(Pricing(day), dict(enumerate(orders)), until=FOREVER)


def test_a_standstill_goes_before_what_can_wait() -> None:
    visits = [a_visit("later", 1, waits_from=at(8)), a_visit("stands", 2, urgency=1, waits_from=at(8))]

    assert moved(a_problem([BRUNO], visits), (0, 1)) == {0: (1, 0)}


def test_it_goes_to_whoever_is_free_where_that_is_worth_the_drive() -> None:
    visits = [a_visit("long", 1, work_seconds=4 * 3600), a_visit("stands", 1, urgency=1, waits_from=at(8))]
    visits[0] = a_visit("long", 1, work_seconds=4 * 3600, fixed=Fixed("bruno", at(8, 10)))

    assert moved(a_problem([BRUNO, ELENA], visits), (0, 1), ()) == {0: (0,), 1: (1,)}


def test_nothing_moves_that_is_promised_pinned_or_weighs_nothing() -> None:
    pinned = [a_visit("first", 1), a_visit("pinned", 2, urgency=1, waits_from=at(8), fixed=Fixed("bruno"))]
    promised = [a_visit("first", 1), a_visit("told", 2, urgency=1, waits_from=at(8), promised=Window(at(8), at(17)))]
    weightless = [a_visit("first", 1), a_visit("waits", 2, urgency=1, waits_from=at(8))]

    assert moved(a_problem([BRUNO], pinned), (0, 1)) == {0: (0, 1)}
    assert moved(a_problem([BRUNO], promised), (0, 1)) == {0: (0, 1)}
    assert moved(a_problem([BRUNO], weightless, Weights(waits={})), (0, 1)) == {0: (0, 1)}


def test_a_plan_has_whoever_stands_still_first() -> None:
    visits = [a_visit(f"v{number}", 1 + number, waits_from=at(8)) for number in range(4)]
    visits.append(a_visit("stands", 6, urgency=1, waits_from=at(8)))

    plan = plan_day(a_problem([BRUNO], visits), seconds=0.2).plan

    assert plan.routes[0].stops[0].visit == "stands"
    assert plan.costs["customer_waits"] > 0


def test_a_plan_aims_before_a_promise_ends_where_that_costs_nothing_else() -> None:
    tight = [a_visit("long", 1, promised=Window(at(8), at(10))), a_visit("told", 2, promised=Window(at(8), at(9, 40)))]

    plan = plan_day(a_problem([BRUNO], tight, Weights(promise_margin=30.0)), seconds=0.2).plan

    assert plan.where()["told"][1] <= at(9, 10)
    assert not plan.undone
