"""What a dispatcher would expect of a plan, wish by wish."""

from tests.builders.dispatch import a_problem, a_technician, a_visit, at

from steadyhand.business.dispatch.solver.planning import plan_day
from steadyhand.business.dispatch.solver.problem import Fixed, Window

BRUNO, ELENA = a_technician("bruno"), a_technician("elena")
SHORT = 0.1


def who_goes(problem: object) -> dict[str, str]:
    plan = plan_day(problem, seconds=SHORT).plan  # type: ignore[arg-type]
    return {key: technician for key, (technician, _) in plan.where().items()}


def test_the_usual_technician_comes() -> None:
    visits = [a_visit("one", 1, usual="elena"), a_visit("two", 2, usual="bruno")]

    assert who_goes(a_problem([BRUNO, ELENA], visits)) == {"one": "elena", "two": "bruno"}


def test_who_finishes_it_at_once_comes() -> None:
    visit = a_visit(fix_chance_by={"bruno": 0.3, "elena": 0.95})

    assert who_goes(a_problem([BRUNO, ELENA], [visit])) == {"chen": "elena"}


def test_a_customers_visits_are_one_trip() -> None:
    visits = [a_visit(f"v{number}", 1, customer="chen") for number in range(3)]

    assert len(set(who_goes(a_problem([BRUNO, ELENA], visits)).values())) == 1


def test_a_courtesy_visit_fills_a_gap_but_is_worth_no_detour() -> None:
    near = a_problem([BRUNO], [a_visit("needed", 1), a_visit("courtesy", 1, is_optional=True)])
    far = a_problem([BRUNO], [a_visit("needed", 1), a_visit("courtesy", 2, is_optional=True)], drive=1800)

    assert set(who_goes(near)) == {"needed", "courtesy"}
    assert set(who_goes(far)) == {"needed"}


def test_the_more_urgent_is_done_where_only_one_can_be() -> None:
    one_hour = a_technician(shift=Window(at(8), at(9, 20)))
    visits = [a_visit("can-wait", 1, urgency=3), a_visit("nobody-prints", 2, urgency=1)]

    assert set(who_goes(a_problem([one_hour], visits))) == {"nobody-prints"}


def test_overtime_is_taken_for_what_would_stay_undone() -> None:
    technician = a_technician(shift=Window(at(8), at(9)), overtime_seconds=3600)

    plan = plan_day(a_problem([technician], [a_visit()]), seconds=SHORT).plan

    assert plan.undone == ()
    assert plan.costs["overtime"] == 2 * 20


def test_a_promise_is_broken_only_where_nothing_else_is_feasible() -> None:
    promised = Window(at(8), at(8, 30))
    visits = [a_visit("one", 1, promised=promised, urgency=1), a_visit("two", 2, promised=promised, urgency=1)]

    alone = plan_day(a_problem([BRUNO], visits), seconds=SHORT).plan
    both = plan_day(a_problem([BRUNO, ELENA], visits), seconds=SHORT).plan

    # Ten past eight for the one; the other's hour later is 50 minutes late.
    assert alone.undone == ()
    assert alone.costs["late_for_promise"] == 60 + 50 * 6
    assert "late_for_promise" not in both.costs


def test_two_go_together_and_begin_together() -> None:
    pair = a_visit("pair", 1, together=("bruno", "elena"), skills={"sorter": 3})
    people = [BRUNO, a_technician("elena", skills={"sorter": 3})]

    plan = plan_day(a_problem(people, [pair, a_visit("other", 2)]), seconds=SHORT).plan

    begins = {(route.technician, stop.begins) for route in plan.routes for stop in route.stops if stop.visit == "pair"}
    assert {who for who, _ in begins} == {"bruno", "elena"}
    assert len({moment for _, moment in begins}) == 1


def test_two_of_whom_nobody_could_do_it_do_not_go() -> None:
    pair = a_visit("pair", 1, together=("bruno", "elena"), skills={"sorter": 3})

    planned = plan_day(a_problem([BRUNO, ELENA], [pair]), seconds=SHORT)

    assert planned.plan.undone == ("pair",)
    assert planned.pairs_refused["pair"].startswith("none of the two could do it alone: sorter needs level 3")


def test_what_is_pinned_stays_where_it_is() -> None:
    visits = [a_visit("pinned", 1, usual="elena", fixed=Fixed("bruno", at(14))), a_visit("free", 2)]

    plan = plan_day(a_problem([BRUNO, ELENA], visits), seconds=SHORT).plan

    assert plan.where()["pinned"] == ("bruno", at(14))


def test_nobody_there_or_nothing_to_do_is_a_plan_too() -> None:
    empty = a_problem([BRUNO], [a_visit()])
    nobody = type(empty)(empty.day, (), empty.visits, empty.travel_seconds)
    nothing = type(empty)(empty.day, empty.technicians, (), empty.travel_seconds)

    assert plan_day(nobody, seconds=SHORT).plan.undone == ("chen",)
    assert plan_day(nothing, seconds=SHORT).plan.routes == ()
