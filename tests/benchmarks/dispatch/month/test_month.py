"""What the month's benchmark lives through, and how it counts; three days of it."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from benchmarks.dispatch.month.assumptions import Assumptions, read_assumptions
from benchmarks.dispatch.month.by_hand import ByHand
from benchmarks.dispatch.month.happenings import Call, Told, calls_of
from benchmarks.dispatch.month.living import Lived, live
from benchmarks.dispatch.month.measured import Figures, between, figures_of
from benchmarks.dispatch.month.planned import problem_of, term_of
from benchmarks.dispatch.month.standing import Person, Standing, Trip
from benchmarks.dispatch.month.truth import came, chance
from benchmarks.dispatch.month.world import CERTIFIED, World, made

from benchmarks.dispatch.month import reporting
from steadyhand.business.dispatch.solver.weights import Weights

SEED = 1001


@pytest.fixture(scope="module")
def assumed() -> Assumptions:
    known = read_assumptions()
    return replace(known, run=replace(known.run, days=3))


@pytest.fixture(scope="module")
def world(assumed: Assumptions) -> World:
    return made(assumed, SEED)


@pytest.fixture(scope="module")
def calls(world: World) -> tuple[Call, ...]:
    return calls_of(world, SEED)


@pytest.fixture(scope="module")
def lived(world: World, calls: tuple[Call, ...]) -> Lived:
    return live(world, calls, ByHand())


def a_standing(world: World, trips: list[Trip], *, now: int = 8 * 3600) -> Standing:
    people = [Person(number, world.home(number), now) for number in range(world.assumed.region.technicians)]
    return Standing(world, 0, now, people, {trip.key: trip for trip in trips})


def test_the_same_seed_makes_the_same_month(world: World, calls: tuple[Call, ...]) -> None:
    again = calls_of(world, SEED)

    assert [(call.at, call.customer, call.needed, call.told) for call in again] == [
        (call.at, call.customer, call.needed, call.told) for call in calls
    ]
    assert [call.luck.tolist() for call in again] == [call.luck.tolist() for call in calls]


def test_every_line_has_people_who_may_work_on_it(world: World) -> None:
    able = (world.level >= np.array([world.needs(line) for line in range(world.assumed.lines.count)])).sum(axis=0)

    assert able.min() >= 4
    assert all(
        world.level[own, world.lines_of[customer][0]] == CERTIFIED for customer, own in enumerate(world.own) if own >= 0
    )


def test_nobody_finishes_without_the_parts_and_the_certified_more_often(world: World, calls: tuple[Call, ...]) -> None:
    needing = next(call for call in calls if call.needed)
    lacking = came(world, needing, 0, 0, trip=0, aboard=(), has_been=True)
    again = came(world, needing, 0, 0, trip=1, aboard=(), has_been=True)

    assert (lacking.is_done, lacking.missing) == (False, needing.needed)
    assert again.missing == ()
    by_level = {
        level: np.mean(
            [
                chance(world, call, who, 0, has_been=False)
                for call in calls
                for who in range(12)
                if world.level[who, call.line] == level
            ]
        )
        for level in (1, 2)
    }
    assert by_level[2] > by_level[1] + 0.05


def test_every_call_is_done_once_or_is_left_and_nobody_is_in_two_places(
    world: World, calls: tuple[Call, ...], lived: Lived
) -> None:
    done = [each.call for each in lived.made if each.is_done]

    assert len(done) == len(set(done))
    assert set(done) | {trip.call.number for trip in lived.left} == {call.number for call in calls}
    for who in range(world.assumed.region.technicians):
        mine = sorted((each.day, each.begins, each.drive) for each in lived.made if each.technician == who)
        assert all(one[0] < other[0] or one[1] < other[1] - other[2] for one, other in pairwise(mine))


def test_second_trips_are_for_parts_or_luck_and_never_before_the_parts_are_there(lived: Lived) -> None:
    ended = {(each.call, each.trip): each for each in lived.made}

    for each in lived.made:
        if each.trip:
            before = ended[each.call, each.trip - 1]
            assert not before.is_done
            assert each.day > before.day


def test_by_hand_the_nearest_who_is_qualified_goes(world: World, calls: tuple[Call, ...]) -> None:
    trip = Trip(0, replace(calls[0], told=None), 0, 0, None)
    standing = a_standing(world, [trip])

    ByHand().morning(standing)

    able = standing.able(trip)
    nearest = min(able, key=lambda each: (int(world.travel[each.place, trip.call.customer]), each.number))
    assert [each.number for each in standing.people if each.order] == [nearest.number]


def test_the_planner_is_told_what_the_product_would_know_and_nothing_true(
    world: World, calls: tuple[Call, ...]
) -> None:
    call = replace(calls[0], told=Told(0, 9 * 3600, 11 * 3600), needed=(13,), foretold=((0, 0.5), (1, 0.25)))
    standing = a_standing(world, [Trip(0, call, 0, 0, call.told)])
    standing.people[0].truck[call.line, 0] = 1

    visit = problem_of(standing, Weights()).visits[0]
    other = problem_of(a_standing(world, [Trip(0, replace(call, needed=()), 0, 0, call.told)]), Weights()).visits[0]

    assert visit.promised is not None
    assert (visit.promised.opens, visit.promised.closes) == (9 * 3600, 11 * 3600)
    # Whoever has the likelier part is likelier to finish; what is true makes no difference.
    assert visit.fix_chance_by["t0"] == pytest.approx(2 * other.fix_chance_by["t0"], abs=0.002)
    assert {key: visit.fix_chance_by[key] for key in ("t1", "t2")} == {
        key: other.fix_chance_by[key] for key in ("t1", "t2")
    }


def test_response_terms_count_working_hours(world: World, calls: tuple[Call, ...]) -> None:
    late = replace(calls[0], day=0, at=16 * 3600, urgency=1)

    # An hour is left of the first day, three are of the second.
    assert term_of(world, late) == 24 * 3600 + 11 * 3600


def test_figures_are_shares_of_first_trips(world: World, calls: tuple[Call, ...], lived: Lived) -> None:
    figures = figures_of(world, calls, lived, seconds=0.0)
    first = [each for each in lived.made if each.trip == 0]

    assert figures.first_time_fix == sum(each.is_done for each in first) / len(first)
    assert figures.trips == len(lived.made)
    assert 0 < figures.drive_hours < 12 * 3 * 10
    assert figures.left == len(lived.left)


def test_an_interval_is_students() -> None:
    found = between([1.0, 2.0, 3.0])

    assert found.mean == 2
    assert found.low == pytest.approx(-0.484, abs=0.001)
    assert found.high == pytest.approx(4.484, abs=0.001)


def test_a_report_fails_while_a_bar_is_short(assumed: Assumptions, capsys: pytest.CaptureFixture[str]) -> None:
    good = Figures(100, 110, 0.85, 0.1, 80, 20, 0.9, 0.01, 0.85, 60, 30, 60, 90, 0.99, 5, 0.1, 3)
    bad = Figures(100, 130, 0.70, 0.2, 100, 25, 0.4, 0.05, 0.3, 90, 60, 90, 120, 0.9, 9, 0.1, 4)
    months = [reporting.Month(seed, good, bad, bad) for seed in (1, 2)]
    worse = [reporting.Month(seed, replace(good, own=0.7), bad, bad) for seed in (1, 2)]

    assert reporting.report(months, assumed) == 0
    assert reporting.report(worse, assumed) == 1
    assert "short: own technician 70.0%" in capsys.readouterr().out
