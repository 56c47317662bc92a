from datetime import UTC, datetime

import pytest

from steadyhand.simulator.catalogue import Part
from steadyhand.simulator.days import DAY, HOUR
from steadyhand.simulator.dealers import read_dealer
from steadyhand.simulator.world.stocking import LOADED_AT, arrives
from steadyhand.simulator.world.world import World

# 1 June 2026 is a Monday; the run begins thirty days before its end.
UNTIL = datetime(2026, 7, 1, 17, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def world() -> World:
    return World(read_dealer("typical"), technicians=2, years=30 / 365.25, seed=1, until=UNTIL)


@pytest.fixture(scope="module")
def fuser(world: World) -> Part:
    return next(part for part in world.catalogue.parts if part.kind == "fuser-unit")


def test_an_order_before_the_cut_off_comes_on_the_next_working_day(world: World, fuser: Part) -> None:
    is_after, expected, came = arrives(world, 15 * HOUR, fuser, warehouse_luck=0.99, late_luck=0.99)

    assert (is_after, expected, came) == (False, DAY + LOADED_AT, DAY + LOADED_AT)


def test_an_order_after_the_cut_off_is_the_next_days(world: World, fuser: Part) -> None:
    is_after, expected, came = arrives(world, 16 * HOUR, fuser, warehouse_luck=0.99, late_luck=0.99)

    assert (is_after, expected, came) == (True, 2 * DAY + LOADED_AT, 2 * DAY + LOADED_AT)


def test_friday_afternoons_order_comes_on_tuesday(world: World, fuser: Part) -> None:
    _, expected, _ = arrives(world, 4 * DAY + 16 * HOUR, fuser, warehouse_luck=0.99, late_luck=0.99)

    assert expected == 8 * DAY + LOADED_AT


def test_what_lies_in_the_warehouse_is_there_next_morning_whatever_the_hour(world: World, fuser: Part) -> None:
    is_after, expected, came = arrives(world, 16 * HOUR, fuser, warehouse_luck=0.1, late_luck=0.0)

    assert (is_after, expected, came) == (False, DAY + LOADED_AT, DAY + LOADED_AT)


def test_a_late_part_comes_after_it_was_expected(world: World, fuser: Part) -> None:
    _, expected, came = arrives(world, 15 * HOUR, fuser, warehouse_luck=0.99, late_luck=0.0)

    assert (expected, came) == (DAY + LOADED_AT, 2 * DAY + LOADED_AT)
