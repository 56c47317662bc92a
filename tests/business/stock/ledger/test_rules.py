"""What can't have happened to a part, and which shelf is looked at first."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders.record import MONDAY

from steadyhand.business.stock.ledger.rules import (
    CannotMove,
    Kind,
    Line,
    Watched,
    check,
    slip_rate,
    sureness,
    to_count,
)

TRUCK, ROOM, FUSER, ROLLER, DRUM = (UUID(int=number) for number in range(1, 6))


@pytest.mark.parametrize(
    ("kind", "lines", "why", "told"),
    [
        (Kind.RECEIPT, [Line(ROOM, FUSER, 0)], "", "1 or more"),
        (Kind.RECEIPT, [Line(ROOM, FUSER, 10_001)], "", "1 to 10,000"),
        (Kind.RECEIPT, [Line(ROOM, FUSER, -2)], "", "can't go that way"),
        (Kind.USE, [Line(TRUCK, FUSER, 2)], "", "can't go that way"),
        (Kind.TRANSFER, [Line(ROOM, FUSER, -2, TRUCK), Line(TRUCK, FUSER, 1, ROOM)], "", "has to come to the other"),
        (Kind.TRANSFER, [Line(ROOM, FUSER, -2, ROOM), Line(ROOM, FUSER, 2, ROOM)], "", "itself"),
        (Kind.CORRECTION, [Line(ROOM, FUSER, 1)], " ", "Why"),
    ],
)
def test_what_cannot_be(kind: Kind, lines: list[Line], why: str, told: str) -> None:
    with pytest.raises(CannotMove, match=told):
        check(kind, lines, why=why)


def test_the_ledger_is_less_sure_with_every_movement_and_week() -> None:
    fresh = sureness(MONDAY, 0, 3, now=MONDAY)
    moved = sureness(MONDAY, 5, 3, now=MONDAY)
    old = sureness(MONDAY - timedelta(weeks=20), 5, 3, now=MONDAY)

    assert fresh == 1.0
    assert moved == pytest.approx(0.98**5)
    assert old == pytest.approx(0.98**5 * 0.995**20)
    assert sureness(MONDAY, 0, -1, now=MONDAY) == 0.0
    assert sureness(None, 0, 3, now=MONDAY) == 0.5


def test_counts_say_how_often_a_movement_slips() -> None:
    assert slip_rate(0, 0) == pytest.approx(0.02)
    assert slip_rate(12, 100) == pytest.approx(13 / 150)


def test_below_nothing_comes_first_then_doubt_times_what_it_costs() -> None:
    shelf = [
        Watched(ROLLER, 4, MONDAY - timedelta(days=3), 2, 900),
        Watched(FUSER, 1, MONDAY - timedelta(days=3), 2, 21_000),
        Watched(DRUM, -1, MONDAY, 1, 10),
        Watched(TRUCK, 9, MONDAY - timedelta(days=3), 0, 99_000),
    ]

    assert to_count(shelf, 3, now=MONDAY) == (DRUM, FUSER, ROLLER)
    assert to_count(shelf, 9, now=MONDAY) == (DRUM, FUSER, ROLLER)


@given(st.integers(0, 500), st.integers(-5, 500), st.floats(0, 500))
def test_sureness_is_a_probability(moved: int, on_hand: int, weeks: float) -> None:
    assert 0 <= sureness(MONDAY - timedelta(weeks=weeks), moved, on_hand, now=MONDAY) <= 1
