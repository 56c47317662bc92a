"""What is missing from a truck for its day, where it is, and how likely a visit misses nothing."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.stock.morning.rules import (
    Need,
    Shelf,
    Stop,
    StopChecked,
    Where,
    check,
    kept_for_own,
    missing_chances,
)

FUSER, DRUM, BELT = UUID(int=1), UUID(int=2), UUID(int=3)
ROOM, KEISHA, DARNELL = UUID(int=11), UUID(int=12), UUID(int=13)


def a_need(part_id: UUID | None, chance: float) -> Need:
    return Need(part_id, str(part_id), f"part {part_id}", chance)


def a_stop(*needs: Need) -> Stop:
    return Stop(uuid4(), needs)


def checked(*stops: Stop, shelves: tuple[Shelf, ...] = (), is_before: bool = True, **have: int) -> list[StopChecked]:
    aboard = {FUSER: have.get("fuser", 0), DRUM: have.get("drum", 0), BELT: have.get("belt", 0)}
    return list(check(stops, aboard=aboard, coming={}, shelves=shelves, is_before_cut_off=is_before))


def a_room(**spare: int) -> Shelf:
    return Shelf(ROOM, "Columbus parts room", is_branch=True, spare={FUSER: spare.get("fuser", 0)})


def keishas(**spare: int) -> Shelf:
    return Shelf(KEISHA, "Keisha’s truck", is_branch=False, spare={FUSER: spare.get("fuser", 0)}, km=4.0)


def test_a_part_aboard_is_missed_only_when_a_visit_before_took_it() -> None:
    first, second = a_stop(a_need(FUSER, 0.5)), a_stop(a_need(FUSER, 0.4))

    one, two = (missing_chances([first, second], {FUSER: many}) for many in (1, 2))

    assert [sum(each.values()) for each in one] == pytest.approx([0.0, 0.4 * 0.5])
    assert [sum(each.values()) for each in two] == [0.0, 0.0]


def test_the_third_visit_needs_what_two_before_it_left() -> None:
    stops = [a_stop(a_need(DRUM, chance)) for chance in (0.5, 0.5, 1.0)]

    missing = [sum(each.values()) for each in missing_chances(stops, {DRUM: 2})]

    # Both before it took one with a chance of a quarter.
    assert missing == pytest.approx([0.0, 0.0, 0.25])


@given(
    chances=st.lists(st.floats(0, 1), min_size=1, max_size=6),
    have=st.integers(0, 4),
)
def test_more_aboard_never_makes_anything_likelier_to_be_missed(chances: list[float], have: int) -> None:
    stops = [a_stop(a_need(FUSER, chance)) for chance in chances]

    fewer, more = missing_chances(stops, {FUSER: have}), missing_chances(stops, {FUSER: have + 1})

    for stop, less, much in zip(stops, fewer, more, strict=True):
        (need,) = stop.needs or ()
        assert -1e-12 <= much[need] <= less[need] + 1e-12 <= need.chance + 2e-12


def test_each_of_the_four_places_is_named_in_its_order() -> None:
    stop = a_stop(a_need(DRUM, 0.5), a_need(FUSER, 0.4), a_need(BELT, 0.3))

    (at_the_branch,) = checked(stop, shelves=(a_room(fuser=1), keishas(fuser=1)), drum=1)
    (on_a_truck,) = checked(stop, shelves=(a_room(), keishas(fuser=1)), drum=1)
    (too_late,) = checked(stop, is_before=False, drum=1)

    assert [line.where for line in at_the_branch.lines] == [Where.ABOARD, Where.BRANCH, Where.ORDER]
    assert [line.where for line in on_a_truck.lines] == [Where.ABOARD, Where.COLLEAGUE, Where.ORDER]
    assert [line.where for line in too_late.lines] == [Where.ABOARD, Where.NOT_TODAY, Where.NOT_TODAY]
    assert on_a_truck.lines[1].shelf == keishas(fuser=1)


def test_the_chance_rises_by_what_is_within_reach_and_by_no_order() -> None:
    (found,) = checked(a_stop(a_need(FUSER, 0.4), a_need(BELT, 0.5)), shelves=(a_room(fuser=1),))

    assert found.before == pytest.approx(0.6 * 0.5)
    assert found.after == pytest.approx(0.5)


def test_a_shelf_gives_what_it_has_once() -> None:
    stops = a_stop(a_need(FUSER, 0.9)), a_stop(a_need(FUSER, 0.9))

    first, second = checked(*stops, shelves=(a_room(fuser=1), keishas(fuser=1)))

    assert [first.lines[0].where, second.lines[0].where] == [Where.BRANCH, Where.COLLEAGUE]


def test_what_a_colleague_may_well_need_stays_theirs() -> None:
    theirs = (a_stop(a_need(FUSER, 0.4), a_need(DRUM, 0.05)), a_stop(a_need(FUSER, 0.1)))

    assert kept_for_own(theirs) == {FUSER: 2}


def test_nothing_foretold_is_no_certainty() -> None:
    (unknown,) = checked(Stop(uuid4(), None))

    assert (unknown.before, unknown.after, unknown.lines) == (None, None, ())


def test_a_part_that_the_catalogue_lacks_is_never_aboard() -> None:
    (found,) = checked(a_stop(a_need(None, 0.4)), shelves=(a_room(fuser=5),))

    assert found.lines[0].where is Where.ORDER
    assert found.after == pytest.approx(0.6)
