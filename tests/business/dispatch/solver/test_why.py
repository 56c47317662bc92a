"""Why this one, why not another, why nobody."""

from datetime import date

from tests.builders.dispatch import a_problem, a_technician, a_visit, at

from steadyhand.business.dispatch.solver.planning import plan_day
from steadyhand.business.dispatch.solver.problem import Window
from steadyhand.business.dispatch.solver.why import why_assigned, why_not, why_undone

BRUNO = a_technician(
    "bruno", name="Bruno", skills={"sorter": 3}, certificates={"Aurora": date(2026, 5, 12)}, truck={"fuser": 1}
)
ELENA = a_technician("elena", name="Elena")


def test_who_goes_has_facts_behind_them() -> None:
    visit = a_visit(
        skills={"sorter": 3}, certificate="Aurora", parts={"fuser": 1}, usual="bruno", promised=Window(at(9), at(11)),
        fix_chance_by={"bruno": 0.9},
    )  # fmt: skip
    planned = plan_day(a_problem([BRUNO, ELENA], [visit]), seconds=0.1)

    assert [reason.said for reason in why_assigned(planned, "chen")] == [
        "Bruno is the technician this customer knows",
        "certified for Aurora until 12 May 2026",
        "sorter at level 3 (3 needed)",
        "has 1 × fuser (1 on the truck)",
        "finishes such a visit at once 90 times in 100",
        "10 min from the start of the day, there at 09:00",
        "begins at 09:00, as promised (09:00–11:00)",
        "as the others' days stand, nobody else could",
    ]


def test_why_not_her_is_a_rule_or_a_price() -> None:
    strict = plan_day(a_problem([BRUNO, ELENA], [a_visit(skills={"sorter": 3})]), seconds=0.1)
    free = plan_day(a_problem([BRUNO, ELENA], [a_visit(usual="bruno")]), seconds=0.1)

    assert [reason.said for reason in why_not(strict, "chen", "elena")] == ["sorter needs level 3; Elena has none"]
    assert [reason.said for reason in why_not(free, "chen", "elena")] == ["Elena could, for 45 minutes more"]
    assert [reason.said for reason in why_not(free, "chen", "bruno")] == ["Bruno goes"]


def test_why_nobody_says_what_is_in_whose_way() -> None:
    late = Window(at(8), at(8, 5))
    visits = [
        a_visit("too-soon", 1, promised=late, access=(Window(at(8), at(10)),)),
        a_visit("tied", 2, clearance="bank"),
    ]
    planned = plan_day(a_problem([ELENA], visits), seconds=0.1)

    found = {key: [reason.rule for reason in why_undone(planned, key)] for key in planned.plan.undone}

    assert found == {"tied": ["lacks_clearance"]}
    assert "nothing_else" in [reason.rule for reason in why_assigned(planned, "too-soon")]
