"""When each stop would be; drives take ten minutes."""

import pytest
from tests.builders.dispatch import a_problem, a_technician, a_visit, at

from steadyhand.business.dispatch.solver.day import Day, Leg
from steadyhand.business.dispatch.solver.problem import Break, Technician, Visit, Window
from steadyhand.business.dispatch.solver.timing import Timed, timed
from steadyhand.business.dispatch.solver.weights import Weights

LUNCH = Break(at(11, 30), at(13), 1800)


def timed_for(
    technician: Technician, *visits: Visit, weights: Weights | None = None, overtime: bool = False
) -> Timed | None:
    problem = a_problem([technician], visits, weights)
    day = Day(problem, tuple(Leg(visit) for visit in visits))
    return timed(day, 0, tuple(range(len(visits))), with_overtime=overtime)


def test_a_day_is_driven_from_stop_to_stop_and_home() -> None:
    found = timed_for(a_technician(), a_visit("one", 1), a_visit("two", 2))

    assert found is not None
    assert [stop[1:3] for stop in found.stops] == [(at(8, 10), at(9, 10)), (at(9, 20), at(10, 20))]
    assert (found.leaves, found.returns, found.drive) == (at(8), at(10, 30), 1800)


def test_who_would_have_to_wait_at_the_first_door_leaves_later() -> None:
    found = timed_for(a_technician(), a_visit(promised=Window(at(10), at(12))))

    assert found is not None
    assert (found.leaves, found.stops[0][:2]) == (at(9, 50), (at(10), at(10)))


@pytest.mark.parametrize(
    ("visit", "technician"),
    [
        (a_visit(promised=Window(at(7), at(8))), a_technician()),
        (a_visit(access=(Window(at(8), at(9)),)), a_technician()),
        (a_visit(work_seconds=9 * 3600), a_technician()),
        (a_visit(parts={"fuser": 1}), a_technician()),
        (a_visit(promised=Window(at(12), at(12))), a_technician(shift=Window(at(8), at(13)))),
        (a_visit(), a_technician(longest_day_seconds=3600)),
    ],
)
def test_what_does_not_fit_is_no_day(visit: Visit, technician: Technician) -> None:
    assert timed_for(technician, visit) is None


def test_a_break_interrupts_a_drive_and_none_of_the_drive_is_lost() -> None:
    technician = a_technician(breaks=(Break(at(9, 15), at(9, 20), 1800),))

    found = timed_for(technician, a_visit("one", 1), a_visit("two", 2))

    assert found is not None
    assert found.pauses == ((at(9, 15), at(9, 45)),)
    # Five minutes of the ten were driven before the break.
    assert found.stops[1][0] == at(9, 50)


def test_a_break_never_interrupts_a_visit() -> None:
    long = a_visit(work_seconds=6 * 3600)

    assert timed_for(a_technician(breaks=(LUNCH,)), long) is None
    assert timed_for(a_technician(), long) is not None


def test_who_is_home_by_the_latest_begin_of_a_break_has_it_there() -> None:
    found = timed_for(a_technician(breaks=(LUNCH,)), a_visit())

    assert found is not None
    assert found.pauses == ()


def test_overtime_is_only_for_who_may() -> None:
    technician = a_technician(overtime_seconds=3600, shift=Window(at(8), at(9)))

    assert timed_for(technician, a_visit()) is None
    found = timed_for(technician, a_visit(), overtime=True)

    assert found is not None
    assert found.overtime == 20 * 60


def test_the_store_is_on_the_way_once_the_truck_does_not_suffice() -> None:
    technician = a_technician(store=2, truck={"fuser": 1})
    visits = [a_visit("one", 1, parts={"fuser": 1}), a_visit("two", 3, parts={"fuser": 1})]

    found = timed_for(technician, *visits)

    assert found is not None
    assert found.store_before in {0, 1}
    assert found.drive == 4 * 600


def test_where_standing_about_counts_the_day_begins_as_late_as_it_can() -> None:
    visits = [a_visit("one", 1), a_visit("two", 2, promised=Window(at(12), at(13)))]

    found = timed_for(a_technician(), *visits, weights=Weights(waiting=1.0))

    assert found is not None
    assert (found.leaves, found.waiting) == (at(10, 40), 0)
