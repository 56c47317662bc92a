"""Whatever happens to parts, and however often it is sent, balances are the sums of their lines."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.builders.record import MONDAY, a_technician, a_visit
from tests.builders.stock import a_parts_room, a_truck_of, an_item, the_parts_clerk

from steadyhand.business.calls.models import PartUsed
from steadyhand.business.stock.actions.count_part import count_part
from steadyhand.business.stock.actions.move_parts import receive_parts, send_back, transfer_parts
from steadyhand.business.stock.actions.put_right import put_right
from steadyhand.business.stock.actions.settle_visit import settle_visit
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import Balance, Counted, Movement
from steadyhand.business.stock.queries.shelves import movements_at, on_shelf, questions, where_is

pytestmark = pytest.mark.django_db


def on_hand(place_id: UUID, number: str) -> int:
    row = Balance.objects.filter(place_id=place_id, part=an_item(number)).first()
    return row.on_hand if row else 0


def sums_hold() -> bool:
    """Tell whether every balance is the sum of its lines, and every line has a balance."""
    lines = {
        (row["place_id"], row["part_id"]): row["sum"]
        for row in Movement.objects.values("place_id", "part_id").annotate(sum=Sum("quantity"))
    }
    balances = {(row.place_id, row.part_id): row.on_hand for row in Balance.objects.all()}
    return lines.keys() <= balances.keys() and all(lines.get(key, 0) == kept for key, kept in balances.items())


steps = st.lists(
    st.tuples(
        st.sampled_from(["receive", "back", "over", "count", "right", "visit"]),
        st.integers(0, 1),
        st.integers(0, 1),
        st.integers(-3, 12),
    ),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(happening=steps)
def test_balances_never_drift_from_what_happened(happening: list[tuple[str, int, int, int]]) -> None:
    bruno = a_technician()
    places = [a_parts_room(), a_truck_of(bruno)]
    parts = [an_item("FU-1").id, an_item("RO-2").id]
    visit = a_visit(technician=bruno)
    by = the_parts_clerk()

    def visit_used(_place: UUID, part: UUID, quantity: int) -> None:
        rows = PartUsed.objects.filter(visit=visit, part_id=part)
        rows.delete()
        if quantity > 0:
            PartUsed.objects.create(
                tenant_id=by.tenant_id, visit=visit, part_id=part, quantity=quantity, ref=f"{visit.id} {part}"[:80]
            )
        settle_visit(by=by, visit_id=visit.id, now=MONDAY)

    does: dict[str, Callable[[UUID, UUID, int], Any]] = {
        "receive": lambda place, part, n: receive_parts(by=by, place_id=place, parts={part: n}, now=MONDAY),
        "back": lambda place, part, n: send_back(by=by, place_id=place, parts={part: n}, now=MONDAY),
        "over": lambda place, part, n: transfer_parts(
            by=by, from_id=place, to_id=places[1 - places.index(place)], parts={part: n}, now=MONDAY
        ),
        "count": lambda place, part, n: count_part(by=by, place_id=place, part_id=part, found=n, now=MONDAY),
        "right": lambda place, part, n: put_right(
            by=by, place_id=place, part_id=part, quantity=n, why="A box was behind the shelf.", now=MONDAY
        ),
        "visit": visit_used,
    }
    for what, place, part, quantity in happening:
        before = Movement.objects.count()
        try:
            with transaction.atomic():
                does[what](places[place], parts[part], quantity)
        except CannotMove:
            assert Movement.objects.count() == before

        assert sums_hold()
    used = {row.part_id: row.quantity for row in PartUsed.objects.filter(visit=visit)}
    left = Movement.objects.filter(visit=visit).values("part_id").annotate(sum=Sum("quantity"))
    assert {row["part_id"]: -row["sum"] for row in left if row["sum"]} == used


def test_a_visits_parts_leave_its_technicians_truck_once_and_come_back() -> None:
    bruno = a_technician()
    truck = a_truck_of(bruno, FU_1=2)
    visit = a_visit(technician=bruno)
    by = the_parts_clerk()
    used = PartUsed.objects.create(tenant_id=by.tenant_id, visit=visit, part=an_item("FU-1"), quantity=2, ref="U1")

    assert [settle_visit(by=by, visit_id=visit.id, now=MONDAY) for _ in range(2)] == [1, 0]
    assert on_hand(truck, "FU-1") == 0

    used.quantity = 1
    used.save()
    settle_visit(by=by, visit_id=visit.id, now=MONDAY)
    assert on_hand(truck, "FU-1") == 1
    assert [(row.said, row.quantity, row.call_number) for row in movements_at(by, truck)] == [
        ("taken back", 1, visit.call.ref),
        ("used", -2, visit.call.ref),
        ("received", 2, ""),
    ]


def test_no_stock_is_kept_of_a_truck_that_nobody_opened() -> None:
    visit = a_visit(technician=a_technician())
    PartUsed.objects.create(tenant_id=visit.tenant_id, visit=visit, part=an_item("FU-1"), quantity=2, ref="U1")

    assert settle_visit(by=the_parts_clerk(), visit_id=visit.id, now=MONDAY) == 0
    assert not Movement.objects.exists()


def test_below_nothing_is_a_question_and_a_count_answers_it() -> None:
    by = the_parts_clerk()
    room, truck = a_parts_room(FU_1=1), a_truck_of(a_technician())

    transfer_parts(by=by, from_id=room, to_id=truck, parts={an_item("FU-1").id: 3}, now=MONDAY)

    (asked,) = questions(by, now=MONDAY)
    assert (asked.place_id, asked.on_hand, asked.sure) == (room, -2, 0.0)
    assert {row.place_id: row.on_hand for row in where_is(by, [asked.part_id], now=MONDAY)[asked.part_id]} == {truck: 3}

    assert count_part(by=by, place_id=room, part_id=asked.part_id, found=0, now=MONDAY) == 2
    assert questions(by, now=MONDAY) == ()
    assert on_shelf(by, room, now=MONDAY) == ()
    assert Counted.objects.values_list("found", "expected").get() == (0, -2)


@pytest.mark.parametrize("what", ["update", "delete"])
def test_the_database_refuses_to_change_a_line(what: str) -> None:
    a_parts_room(FU_1=1)

    lines = Movement.objects.all()

    with pytest.raises(DatabaseError), transaction.atomic():
        lines.update(quantity=7) if what == "update" else lines._raw_delete("default")


def test_another_dealerships_shelf_is_not_there() -> None:
    room = a_parts_room(FU_1=1)
    stranger = the_parts_clerk().__class__(tenant_id=UUID(int=9), user_id=None, name="Nobody")

    with pytest.raises(CannotMove, match="isn't at one of your branches"):
        receive_parts(by=stranger, place_id=room, parts={an_item("FU-1").id: 1}, now=MONDAY)
    assert on_shelf(stranger, room, now=MONDAY) == ()
