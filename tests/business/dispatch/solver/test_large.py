"""A day in parts is a day: everybody may be sent, nothing is lost at a border."""

import numpy as np
from tests.builders.dispatch import MONDAY, a_technician, a_visit, at

from steadyhand.business.dispatch.solver.cutting import Cutting
from steadyhand.business.dispatch.solver.day import Day, Leg
from steadyhand.business.dispatch.solver.engines.piece import jobs_of
from steadyhand.business.dispatch.solver.large import is_large, plan_any_size
from steadyhand.business.dispatch.solver.problem import Fixed, Problem, Technician, Visit, Window
from steadyhand.business.dispatch.solver.weights import Weights
from steadyhand.shared.workers import Here


def along_a_road(technicians: list[Technician], visits: list[Visit]) -> Problem:
    """Return a day on a road on which neighbouring places are ten minutes apart."""
    places = np.arange(8)
    return Problem(
        MONDAY, tuple(technicians), tuple(visits), 600 * np.abs(places[:, None] - places), Weights(uneven_load=0.0)
    )  # fmt: skip


CREW = [a_technician(f"t{place}", start=place, end=place) for place in range(8)]


def who_goes(problem: Problem, part: int) -> dict[str, str]:
    plan = plan_any_size(problem, seconds=0.3, workers=Here(), part=part).plan
    return {key: technician for key, (technician, _) in plan.where().items()}


def test_each_goes_to_the_nearest_as_without_parts() -> None:
    day = along_a_road(CREW, [a_visit(f"v{place}", place) for place in range(8)])

    assert who_goes(day, 2) == who_goes(day, 8) == {f"v{place}": f"t{place}" for place in range(8)}


def test_parts_hold_nobody_twice_and_every_visit_once_and_borders_move() -> None:
    legs = tuple(Leg(a_visit(f"v{number}", number % 8)) for number in range(20))
    day = Day(along_a_road(CREW, [leg.visit for leg in legs]), legs)
    cutting = Cutting(day, jobs_of(day, range(20)))

    cuts = [cutting.parts(4, {0: (0, 7), 7: (1,)}, seed) for seed in range(6)]

    for parts in cuts:
        people = [each for part in parts for each in part.technicians]
        assert len(people) == len(set(people))
        assert sorted(each for part in parts for each in part.legs) == list(range(20))
        assert next(part for part in parts if 0 in part.technicians).legs[0] == 0
    assert len({frozenset(part.technicians for part in parts) for parts in cuts}) > 1


def test_pairs_and_what_is_pinned_stay_with_their_people() -> None:
    pair = a_visit("pair", 3, together=("t0", "t7"))
    pinned = a_visit("pinned", 0, fixed=Fixed("t6", at(10)))

    plan = plan_any_size(along_a_road(CREW, [pair, pinned]), seconds=0.3, workers=Here(), part=1).plan

    assert {(route.technician, stop.visit) for route in plan.routes for stop in route.stops} == {
        ("t0", "pair"), ("t7", "pair"), ("t6", "pinned"),
    }  # fmt: skip


def test_who_can_keep_the_word_comes_from_another_part() -> None:
    early = Window(at(8), at(8, 30))
    busy = [a_visit(f"v{number}", 0, promised=early, only=frozenset({"t0"})) for number in range(1)]
    second = a_visit("second", 0, promised=early, only=frozenset({"t0", "t1"}))

    assert who_goes(along_a_road(CREW, [*busy, second]), 1) == {"v0": "t0", "second": "t1"}


def test_what_nobody_may_do_is_left() -> None:
    day = along_a_road(CREW, [a_visit("v0"), a_visit("bank", clearance="bank")])

    planned = plan_any_size(day, seconds=0.3, workers=Here(), part=2)

    assert planned.plan.undone == ("bank",)
    assert not is_large(day)
