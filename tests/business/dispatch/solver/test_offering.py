"""Times for a caller on the phone."""

from time import process_time

import pytest
from benchmarks.dispatch.instances import Size, made
from tests.builders.dispatch import a_problem, a_technician, a_visit, at

from steadyhand.business.dispatch.solver.offering import _kept, best_times
from steadyhand.business.dispatch.solver.planning import plan_day
from steadyhand.business.dispatch.solver.problem import Window


def test_three_times_that_do_not_overlap_the_cheapest_first() -> None:
    visits = [a_visit(f"v{number}", number) for number in range(1, 5)]
    planned = plan_day(a_problem([a_technician()], visits), seconds=0.1)

    found = best_times(planned, a_visit("new", 1))

    assert len(found) == 3
    assert all(abs(one.opens - other.opens) >= 2 * 3600 for one in found for other in found if one is not other)
    assert all(0.5 < offer.kept_share <= 1 for offer in found)
    assert all(offer.opens <= offer.begins <= offer.closes for offer in found)


def test_nobody_who_may_go_is_no_offer() -> None:
    planned = plan_day(a_problem([a_technician()], [a_visit()]), seconds=0.1)

    assert best_times(planned, a_visit("new", 1, clearance="bank")) == ()


def test_what_is_behind_more_work_is_less_sure_and_waiting_makes_up_for_it() -> None:
    first, long, waited = (at(8), at(8), at(9), 0), (at(9), at(9), at(13), 0), (at(13), at(16), at(17), 0)

    after_an_hour = _kept((first, (at(9), at(9), at(10), 0)), at(9, 30))
    after_five = _kept((first, long, (at(13), at(13), at(14), 0)), at(13, 30))
    after_a_pause = _kept((first, long, waited), at(16, 30))

    assert after_an_hour == pytest.approx(0.84, abs=0.005)
    assert after_five == pytest.approx(0.60, abs=0.005)
    assert after_a_pause == 1.0


def test_the_caller_may_name_when() -> None:
    visits = [a_visit(f"v{number}", number, work_seconds=2 * 3600) for number in range(1, 4)]
    planned = plan_day(a_problem([a_technician()], visits), seconds=0.1)

    found = best_times(planned, a_visit("new", 1, work_seconds=1800, promised=Window(at(14), at(16))))

    assert [(offer.opens, offer.closes) for offer in found] == [(at(14), at(16))]


def test_a_hundred_technicians_are_looked_through_in_less_than_a_second() -> None:
    # A day with room in it: with 700 visits everybody within reach is full.
    planned = plan_day(made(Size(100, 300), 0), seconds=1.0)
    visit = a_visit("new", 150, skills={"s1": 1})
    began = process_time()

    found = best_times(planned, visit)

    assert process_time() - began < 1.0
    assert len(found) == 3
