"""Each cost by its own name, in minutes."""

import pytest
from tests.builders.dispatch import MONDAY, a_problem, a_technician, a_visit, at

from steadyhand.business.dispatch.solver import costs
from steadyhand.business.dispatch.solver.plan import Route, Stop
from steadyhand.business.dispatch.solver.problem import Told, Visit, Window
from steadyhand.business.dispatch.solver.weights import Weights

WEIGHTS = Weights()
BRUNO, ELENA = a_technician("bruno", territory="north"), a_technician("elena", territory="south")


@pytest.mark.parametrize(
    ("cost", "visit", "of_bruno", "of_elena"),
    [
        (costs.not_the_usual_technician, a_visit(usual="bruno"), 0.0, 45.0),
        (costs.not_the_usual_technician, a_visit(), 0.0, 0.0),
        (costs.outside_the_territory, a_visit(territory="north"), 0.0, 10.0),
        (costs.may_need_a_second_trip, a_visit(fix_chance_by={"bruno": 0.9, "elena": 0.5}), 22.0, 110.0),
        (costs.moved_to_another, a_visit(told=Told("bruno", at(9))), 0.0, 15.0),
        (costs.learner_is_elsewhere, a_visit(taught_by="bruno"), 0.0, 22.5),
        (costs.learner_is_elsewhere, a_visit(), 0.0, 0.0),
    ],
)
def test_who_comes_has_its_price(cost: object, visit: Visit, of_bruno: float, of_elena: float) -> None:
    assert callable(cost)
    assert cost(WEIGHTS, BRUNO, visit) == pytest.approx(of_bruno)
    assert cost(WEIGHTS, ELENA, visit) == pytest.approx(of_elena)


@pytest.mark.parametrize(
    ("visit", "minutes"),
    [
        (a_visit(urgency=1), 480.0),
        (a_visit(urgency=3), 120.0),
        (a_visit(urgency=9), 30.0),
        (a_visit(is_optional=True), 15.0),
        (a_visit(undone_minutes=77.0), 77.0),
    ],
)
def test_leaving_a_visit_undone_costs_by_urgency(visit: Visit, minutes: float) -> None:
    assert costs.undone(WEIGHTS, visit) == minutes


def test_a_broken_promise_costs_at_all_and_by_the_minute() -> None:
    visit = a_visit(promised=Window(at(9), at(11)))

    assert costs.late_for_promise(WEIGHTS, visit, at(11)) == 0
    assert costs.late_for_promise(WEIGHTS, visit, at(11, 10)) == 60 + 6 * 10


def test_after_the_response_term_minutes_cost_by_urgency() -> None:
    assert costs.past_response_term(WEIGHTS, a_visit(urgency=1, respond_by=at(12)), at(12, 15)) == 60
    assert costs.past_response_term(WEIGHTS, a_visit(urgency=3, respond_by=at(12)), at(12, 15)) == 15
    assert costs.past_response_term(WEIGHTS, a_visit(respond_by=at(12)), at(12)) == 0


def test_another_time_than_told_costs_from_half_an_hour_on() -> None:
    visit = a_visit(told=Told("bruno", at(9)))

    assert costs.told_another_time(WEIGHTS, visit, at(9, 29)) == 0
    assert costs.told_another_time(WEIGHTS, visit, at(9, 30)) == 15


def test_another_time_within_the_promised_window_disturbs_nobody() -> None:
    visit = a_visit(told=Told("bruno", at(9)), promised=Window(at(8), at(12)))

    assert costs.told_another_time(WEIGHTS, visit, at(11)) == 0
    assert costs.told_another_time(WEIGHTS, visit, at(12, 30)) == 15


def test_a_customer_without_a_promised_time_waits_by_the_minute() -> None:
    assert costs.customer_waits(WEIGHTS, a_visit(urgency=1, waits_from=at(8)), at(10)) == 60
    assert costs.customer_waits(WEIGHTS, a_visit(urgency=3, waits_from=at(8)), at(10)) == pytest.approx(2.4)
    assert costs.customer_waits(WEIGHTS, a_visit(waits_from=at(8), promised=Window(at(9), at(11))), at(10)) == 0
    assert costs.customer_waits(WEIGHTS, a_visit(urgency=1), at(10)) == 0


def test_leaving_a_call_past_its_term_is_never_cheaper_than_coming_late() -> None:
    long_past = a_visit(urgency=1, respond_by=at(8))
    problem = a_problem([a_technician(overtime_seconds=3600)], [long_past])
    ends = costs.day_ends(problem)

    assert ends == at(18)
    assert costs.undone(WEIGHTS, long_past, ends) == 480 + 4 * 600
    assert costs.left_today(WEIGHTS, a_visit(promised=Window(at(9), at(11))), ends) == 120 + 60 + 6 * 420
    assert costs.left_today(WEIGHTS, a_visit(), ends, days_waited=2) == 3 * 120


def test_what_whoever_goes_costs_is_no_reason_to_leave_it() -> None:
    visit = a_visit(usual="ruth", fix_chance_by={"bruno": 0.7, "elena": 0.5}, skills={"colour": 1})
    bruno, elena = a_technician("bruno"), a_technician("elena", skills={"colour": 1})

    least = costs.least_beside_the_drive(MONDAY, WEIGHTS, [bruno, elena], visit)

    # Bruno, who would finish it sooner, may not.
    assert least == pytest.approx(45 + 110)
    assert costs.left_today(WEIGHTS, visit, at(17), least_beside=least) == pytest.approx(120 + 45 + 110)


def test_driving_waiting_and_overtime_cost_by_the_minute() -> None:
    weights = Weights(waiting=0.5)

    assert costs.drive(weights, 600) == 10
    assert costs.waiting(weights, 600) == 5
    assert costs.overtime(weights, 600) == 20


def test_a_second_technician_to_one_customer_costs_and_a_pair_does_not() -> None:
    visits = [a_visit("one", customer="chen"), a_visit("two", customer="chen"), a_visit("pair", customer="hall")]
    problem = a_problem(visits=visits)

    both = costs.second_technician_to_customer(WEIGHTS, problem, {"bruno": ["one"], "elena": ["two"]})
    alone = costs.second_technician_to_customer(WEIGHTS, problem, {"bruno": ["one", "two"]})

    assert (both, alone) == (15.0, 0.0)


def test_only_what_is_a_fifth_above_the_mean_is_uneven() -> None:
    assert costs.uneven_load(WEIGHTS, [3600, 3600]) == 0
    # A mean of an hour and a half, of which six fifths are 108 minutes.
    assert costs.uneven_load(WEIGHTS, [3600, 7200]) == pytest.approx(1.2)
    assert costs.uneven_drive(WEIGHTS, []) == 0


def test_a_plan_costs_what_its_parts_cost() -> None:
    visit = a_visit(usual="elena")
    problem = a_problem([BRUNO], [visit, a_visit("hall", 2)])
    route = Route("bruno", at(8), at(9, 20), (Stop("chen", at(8, 10), at(8, 10), at(9, 10), 600),), drive_seconds=1200)

    found = costs.costs_of(problem, [route], ["hall"])

    assert found == {"drive": 20.0, "not_the_usual_technician": 45.0, "undone": 120.0}
