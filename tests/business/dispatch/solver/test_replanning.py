"""The day goes otherwise: as little as possible moves."""

from dataclasses import replace

from tests.builders.dispatch import a_problem, a_technician, a_visit, at

from steadyhand.business.dispatch.solver.plan import Plan, Route, Stop
from steadyhand.business.dispatch.solver.planning import plan_day
from steadyhand.business.dispatch.solver.problem import Window
from steadyhand.business.dispatch.solver.replanning import differences, replan

BRUNO, ELENA = a_technician("bruno"), a_technician("elena")
VISITS = [a_visit(f"v{number}", number, usual="bruno" if number % 2 else "elena") for number in range(1, 7)]


def test_nothing_moves_while_nothing_happens() -> None:
    problem = a_problem([BRUNO, ELENA], VISITS)
    known = plan_day(problem, seconds=0.1).plan

    assert differences(known, replan(problem, known, now=at(10), seconds=0.1).plan) == ()


def test_what_has_begun_stays_and_the_emergency_comes_in() -> None:
    problem = a_problem([BRUNO, ELENA], VISITS)
    known = plan_day(problem, seconds=0.1).plan
    begun = {key: where for key, where in known.where().items() if where[1] <= at(10)}
    emergency = a_visit("emergency", 1, urgency=1, promised=Window(at(10), at(12)))

    found = replan(replace(problem, visits=(*problem.visits, emergency)), known, now=at(10), seconds=0.2).plan

    assert {key: found.where()[key] for key in begun} == begun
    assert at(10) <= found.where()["emergency"][1] <= at(12)
    assert [each.visit for each in differences(known, found) if each.is_moved] == []


def test_who_is_ill_has_their_visits_done_by_others() -> None:
    problem = a_problem([BRUNO, ELENA], VISITS)
    known = plan_day(problem, seconds=0.1).plan

    found = replan(replace(problem, technicians=(ELENA,)), known, now=at(7), seconds=0.2).plan

    assert found.undone == ()
    assert {route.technician for route in found.routes} == {"elena"}


def test_nobody_is_sent_into_the_past() -> None:
    problem = a_problem([BRUNO], [a_visit("begun", 1), a_visit("closed", 3, access=(Window(at(8), at(9, 30)),))])
    known = plan_day(problem, seconds=0.1).plan
    started = min(begins for _, begins in known.where().values())

    found = replan(replace(problem, visits=(*problem.visits, a_visit("new", 3))), known, now=at(12), seconds=0.1).plan

    assert found.where()["new"][1] >= at(12, 10)
    assert min(begins for _, begins in found.where().values()) == started


def test_two_at_one_customer_are_planned_anew_together_or_apart() -> None:
    """Known apart, with one each: no engine may be told that both do the job of two."""
    visits = [a_visit("first", 1, customer="chen"), a_visit("second", 1, customer="chen"), a_visit("other", 2)]
    problem = a_problem([BRUNO, ELENA], visits)
    stops = {"bruno": ["first"], "elena": ["other", "second"]}
    known = Plan(
        tuple(
            Route(who, at(8), at(12), tuple(Stop(key, at(9), at(9), at(10), 0) for key in mine))
            for who, mine in stops.items()
        ),
        (),
    )

    found = plan_day(problem, seconds=0.2, warm=known).plan

    assert found.undone == ()
    assert sorted(found.where()) == ["first", "other", "second"]
