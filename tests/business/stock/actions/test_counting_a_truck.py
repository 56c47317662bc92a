"""Which parts are worth a count, what a count says that a phone kept, and what a slip leaves."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.builders.record import MONDAY, a_technician
from tests.builders.stock import a_truck_of, an_item, the_parts_clerk

from steadyhand.business.stock.actions.count_part import count_part
from steadyhand.business.stock.actions.put_right import put_right
from steadyhand.business.stock.actions.take_back_entry import take_back_entry
from steadyhand.business.stock.actions.use_up import use_up
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import Balance, Counted
from steadyhand.business.stock.queries.truck import counts_due

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def on_hand(place_id: UUID, number: str = "FU-1") -> int:
    return Balance.objects.get(place_id=place_id, part=an_item(number)).on_hand


def due(place_id: UUID, most: int = 8) -> list[str]:
    found = counts_due(the_parts_clerk(), place_id, most=most, since=MONDAY - HOUR, now=MONDAY + HOUR)
    return [each.row.number for each in found]


def test_what_can_t_be_right_comes_first_and_what_was_counted_today_is_done() -> None:
    truck, by = a_truck_of(a_technician(), FU_1=1, RO_2=1, DR_3=1), the_parts_clerk()
    use_up(by=by, place_id=truck, part_id=an_item("RO-2").id, quantity=2, why="Both were broken.", now=MONDAY)
    assert due(truck)[0] == "RO-2"

    count_part(by=by, place_id=truck, part_id=an_item("RO-2").id, found=0, now=MONDAY)

    assert sorted(due(truck)) == ["DR-3", "FU-1"]
    assert len(due(truck, most=2)) == 1


def test_a_part_whose_counts_differed_is_asked_for_before_its_equal() -> None:
    truck, by = a_truck_of(a_technician(), FU_1=2, RO_2=2), the_parts_clerk()
    for number, found in (("FU-1", 2), ("RO-2", 1)):
        part_id = an_item(number).id
        count_part(by=by, place_id=truck, part_id=part_id, found=found, now=MONDAY - 2 * HOUR)
        put_right(by=by, place_id=truck, part_id=part_id, quantity=2 - found or -1, why="Seen.", now=MONDAY)
        put_right(by=by, place_id=truck, part_id=part_id, quantity=1, why="Seen.", now=MONDAY)

    assert due(truck) == ["RO-2", "FU-1"]


def test_a_count_that_a_phone_kept_is_held_against_what_the_ledger_had_then() -> None:
    truck, by, part_id = a_truck_of(a_technician(), FU_1=3), the_parts_clerk(), an_item("FU-1").id
    use_up(by=by, place_id=truck, part_id=part_id, quantity=1, why="Broken.", now=MONDAY + 2 * HOUR)

    difference = count_part(
        by=by, place_id=truck, part_id=part_id, found=3, looked_at=MONDAY + HOUR, now=MONDAY + 3 * HOUR
    )

    assert (difference, on_hand(truck)) == (0, 2)
    counted = Counted.objects.get()
    assert (counted.expected, counted.counted_at) == (3, MONDAY + HOUR)
    assert Balance.objects.get().movements_since == 1


def test_an_older_count_never_undoes_a_newer_one() -> None:
    truck, by, part_id = a_truck_of(a_technician(), FU_1=3), the_parts_clerk(), an_item("FU-1").id
    count_part(by=by, place_id=truck, part_id=part_id, found=2, now=MONDAY + 2 * HOUR)

    with pytest.raises(CannotMove, match="counted this part later"):
        count_part(by=by, place_id=truck, part_id=part_id, found=3, looked_at=MONDAY + HOUR, now=MONDAY + 3 * HOUR)

    assert on_hand(truck) == 2


def test_a_slip_is_taken_back_by_its_opposite_within_ten_minutes_and_by_its_writer() -> None:
    truck, by, part_id = a_truck_of(a_technician(), FU_1=3), the_parts_clerk(), an_item("FU-1").id
    entry = use_up(by=by, place_id=truck, part_id=part_id, quantity=2, why="Broken.", now=MONDAY)

    with pytest.raises(CannotMove, match="too long ago"):
        take_back_entry(by=by, place_id=truck, entry=entry, now=MONDAY + HOUR)
    with pytest.raises(CannotMove, match="nothing of yours"):
        take_back_entry(by=by, place_id=truck, entry=part_id, now=MONDAY)
    take_back_entry(by=by, place_id=truck, entry=entry, now=MONDAY + timedelta(minutes=1))

    assert on_hand(truck) == 3
