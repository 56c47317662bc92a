"""Who looks at shelves and who writes their lines, what is said of them, and what comes back."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.builders import a_branch, a_technician, a_visit
from tests.builders.desk import a_form, signed_in
from tests.builders.stock import a_parts_room, a_truck_of, an_item, the_parts_clerk

from steadyhand.business.calls.models import PartUsed
from steadyhand.business.dealership.rules import Role
from steadyhand.business.stock.actions.settle_visit import settle_visit
from steadyhand.business.stock.models import Balance, Counted, Movement, Place
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
OK, SEE_OTHER, REFUSED, NOT_THERE, UNPROCESSABLE = 200, 303, 403, 404, 422


def on_hand(place_id: UUID, number: str) -> int:
    row = Balance.objects.filter(place_id=place_id, part=an_item(number)).first()
    return row.on_hand if row else 0


def statuses(url: str, roles: Iterable[Role] = Role) -> set[Role]:
    return {role for role in roles if signed_in(role).get(url).status_code == OK}


def sent(name: str, place_id: UUID, client: Client | None = None, **typed: Any) -> Any:
    return (client or signed_in(Role.PARTS)).post(reverse(name, args=[place_id]), a_form(**typed))


def test_the_desk_and_the_principal_look_and_only_the_clerk_and_the_manager_write() -> None:
    room = a_parts_room(FU_1=1)
    readers = {Role.PARTS, Role.SERVICE_MANAGER, Role.DISPATCHER, Role.PRINCIPAL}

    assert statuses(reverse("stock")) == statuses(reverse("stock-place", args=[room])) == readers
    assert statuses(reverse("stock-count", args=[room])) == {Role.PARTS, Role.SERVICE_MANAGER}
    assert sent("stock-receive", room, signed_in(Role.DISPATCHER), find="FU-1", quantity=1).status_code == REFUSED


def test_a_scanned_number_is_received_once_however_often_it_is_sent() -> None:
    room, client = a_parts_room(FU_1=1, FU_10=1), signed_in(Role.PARTS)
    form = a_form(find="fu-1", quantity="3", why="Delivery 4711")

    answers = [client.post(reverse("stock-receive", args=[room]), form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [SEE_OTHER] * 2
    assert (on_hand(room, "FU-1"), on_hand(room, "FU-10")) == (4, 1)
    page = client.get(reverse("stock-place", args=[room])).content.decode()
    assert "Delivery 4711" in page
    assert "Received: 3 × part FU-1 FU-1." in page


def test_what_could_be_several_is_asked_and_what_was_typed_stays() -> None:
    room = a_parts_room(FU_1=1, FU_10=1)

    answer = sent("stock-receive", room, find="part", quantity="7", why="Delivery 4711")

    said = answer.content.decode()
    assert answer.status_code == UNPROCESSABLE
    assert "Several parts are called “part”; choose one of them below." in said
    assert all(typed in said for typed in ('value="7"', 'value="Delivery 4711"', str(an_item("FU-10").id)))
    assert Movement.objects.count() == 2

    sent("stock-receive", room, find="part", part=str(an_item("FU-10").id), quantity="7", why="Delivery 4711")
    assert on_hand(room, "FU-10") == 8


def test_what_is_scanned_over_an_earlier_choice_is_meant() -> None:
    room = a_parts_room(FU_1=1, RO_2=1)

    sent("stock-receive", room, find="RO-2", part=str(an_item("FU-1").id), quantity="1")

    assert (on_hand(room, "FU-1"), on_hand(room, "RO-2")) == (1, 2)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("stock-receive", {"find": "FU-1", "quantity": "0"}, "Type a whole number from 1 to 10,000."),
        ("stock-receive", {"find": "FU-9", "quantity": "1"}, "Nothing in the catalogue is called “FU-9”."),
        ("stock-receive", {"find": "", "quantity": "1"}, "Which part?"),
        ("stock-over", {"find": "FU-1", "quantity": "1"}, "Where to? Choose a place."),
        ("stock-count", {"find": "FU-1"}, "Type a whole number from 0 to 10,000."),
        ("stock-right", {"find": "FU-1", "quantity": "1"}, "Why is it put right?"),
        ("stock-right", {"find": "FU-1", "quantity": "0", "why": "A box"}, "0 changes nothing"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(name: str, typed: dict[str, Any], said: str) -> None:
    room = a_parts_room(FU_1=1)

    answer = sent(name, room, **typed)

    assert answer.status_code == UNPROCESSABLE
    assert said in answer.content.decode()
    assert Movement.objects.count() == 1
    assert not Counted.objects.exists()


def test_parts_go_over_back_and_right_and_a_count_says_what_the_ledger_had() -> None:
    room, truck, client = a_parts_room(FU_1=5), a_truck_of(a_technician()), signed_in(Role.SERVICE_MANAGER)

    sent("stock-over", room, client, find="FU-1", quantity="2", to=str(truck))
    sent("stock-back", room, client, find="FU-1", quantity="1")
    sent("stock-right", room, client, find="FU-1", quantity="-1", why="It fell into the sink.")
    sent("stock-count", truck, client, find="FU-1", found_there="1", bin="Drawer 2")

    assert (on_hand(room, "FU-1"), on_hand(truck, "FU-1")) == (1, 1)
    page = client.get(reverse("stock-place", args=[truck])).content.decode()
    assert "The ledger had 2, and follows." in page
    assert "Drawer 2" in page
    lines = client.get(f"{reverse('stock-lines', args=[room])}?part={an_item('FU-1').id}").content.decode()
    assert all(said in lines for said in ("moved to Bruno Salas’s truck", "sent back", "It fell into the sink."))


def test_a_question_says_what_left_on_which_call_and_who_has_some_and_names_nobody_guilty() -> None:
    bruno = a_technician()
    truck, room, visit = a_truck_of(bruno), a_parts_room(FU_1=4), a_visit(technician=bruno)
    PartUsed.objects.create(tenant_id=visit.tenant_id, visit=visit, part=an_item("FU-1"), quantity=1, ref="U1")
    settle_visit(by=the_parts_clerk(), visit_id=visit.id, now=read_clock())

    page = signed_in(Role.PARTS).get(reverse("stock")).content.decode()

    assert f"used on {visit.call.ref}, never put on." in page
    assert f'href="{reverse("call", args=[visit.call_id])}"' in page
    assert reverse("stock-over", args=[room]) in page
    assert "parts room (4)" in page
    assert f"to={truck}" in page
    assert reverse("stock-count", args=[truck]) not in signed_in(Role.DISPATCHER).get(reverse("stock")).content.decode()


def test_where_a_part_is_is_found_across_places_and_worth_is_what_it_cost() -> None:
    an_item("FU-1").__class__.objects.filter(id=an_item("FU-1").id).update(cost_cents=12_50)
    a_parts_room(FU_1=4, RO_2=1)
    a_truck_of(a_technician(), FU_1=1)

    page = signed_in(Role.DISPATCHER).get(f"{reverse('stock')}?q=FU-1").content.decode()

    assert "1 at Bruno Salas’s truck" in page
    assert all(worth in page for worth in ("50.00", "12.50", "62.50 at cost in all; 1 item without a cost"))


def test_a_truck_is_opened_once_and_is_then_no_longer_offered() -> None:
    bruno, client = a_technician(), signed_in(Role.PARTS)
    form = a_form(place=f"truck:{bruno.id}")

    answers = [client.post(reverse("stock-open"), form) for _ in range(2)]

    (truck,) = Place.objects.all()
    assert [answer.url for answer in answers] == [reverse("stock-place", args=[truck.id])] * 2  # type: ignore[attr-defined]
    assert f"truck:{bruno.id}" not in client.get(reverse("stock")).content.decode()
    refused = client.post(reverse("stock-open"), a_form(place="truck:nobody"), follow=True)
    assert "Nothing was opened" in refused.content.decode()


def test_another_branchs_shelf_is_not_there_and_no_part_goes_to_it() -> None:
    room = a_parts_room(FU_1=2)
    client = signed_in(Role.PARTS, branch=a_branch("DAY"))
    assert client.get(reverse("stock-place", args=[room])).status_code == NOT_THERE
    client.post(reverse("stock-open"), a_form(place=f"branch:{a_branch('DAY').id}"))
    own = Place.objects.get(branch=a_branch("DAY"))

    answer = sent("stock-over", own.id, client, find="FU-1", quantity="1", to=str(room))

    assert answer.status_code == UNPROCESSABLE
    assert on_hand(room, "FU-1") == 2


def test_looking_takes_as_many_queries_for_one_question_as_for_five() -> None:
    bruno = a_technician()
    truck, visit, client = a_truck_of(bruno), a_visit(technician=bruno), signed_in(Role.PARTS)

    def asked(numbers: Iterable[str]) -> list[int]:
        for number in numbers:
            PartUsed.objects.create(
                tenant_id=visit.tenant_id, visit=visit, part=an_item(number), quantity=1, ref=f"U{number}"
            )
        settle_visit(by=the_parts_clerk(), visit_id=visit.id, now=read_clock())
        counts = []
        for url in (reverse("stock"), reverse("stock-place", args=[truck]), reverse("stock-lines", args=[truck])):
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            counts.append(len(queries))
        return counts

    assert asked(["FU-1"]) == asked(["FU-2", "FU-3", "FU-4", "FU-5"])
