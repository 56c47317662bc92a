"""How the trade between own technicians and driving is counted."""

import pytest
from benchmarks.dispatch.kept import Point, kept_share
from tests.builders.dispatch import a_problem, a_technician, a_visit, at

from steadyhand.business.dispatch.solver.plan import Plan, Route, Stop


def test_more_driving_is_counted_a_visit() -> None:
    without = Point(0, 0.1, drive_hours=100.0, served=500)
    kept = Point(60, 0.6, drive_hours=99.0, served=450)

    assert kept.more_drive(without) == pytest.approx(0.1)


def test_only_those_who_have_an_own_technician_and_are_served_count() -> None:
    visits = [
        a_visit("own", 1, usual="bruno"),
        a_visit("other", 2, usual="elena"),
        a_visit("none", 3),
        a_visit("left", 4),
    ]
    problem = a_problem([a_technician("bruno"), a_technician("elena")], visits)
    stops = tuple(Stop(key, at(9), at(9), at(10), 0) for key in ("own", "other", "none"))

    assert kept_share(problem, Plan((Route("bruno", at(8), at(12), stops),), ("left",))) == 0.5
