"""What trucks carry: who sees it, how a proposal is answered, and how a list is tapped off."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_technician
from tests.builders.desk import a_form, signed_in
from tests.builders.record import MONDAY
from tests.builders.stock import a_parts_room, a_truck_of, an_item, past_repairs, the_parts_clerk

from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.models import Technician
from steadyhand.business.stock.actions.name_bin import name_bin
from steadyhand.business.stock.actions.propose_levels import propose_levels
from steadyhand.business.stock.actions.set_level import set_level
from steadyhand.business.stock.models import Balance, Movement, ParLevel, ParProposal, PartSize, TruckLimits
from steadyhand.business.stock.queries.proposals import lines_for, newest_proposals

pytestmark = pytest.mark.django_db
OK, SEE_OTHER, REFUSED, UNPROCESSABLE = 200, 303, 403, 422


def page(client: Client, name: str, *args: Any) -> str:
    return client.get(reverse(name, args=args)).content.decode()


@pytest.fixture
def bruno() -> Technician:
    return a_technician()


@pytest.fixture
def truck(bruno: Technician) -> UUID:
    """A truck with three rollers, of a technician whose calls needed fusers; a proposal waits."""
    for number, cents in (("RO-1", 2_000), ("FU-1", 6_000)):
        part = an_item(number)
        type(part).objects.filter(id=part.id).update(cost_cents=cents)
    truck = a_truck_of(bruno, RO_1=3)
    past_repairs(bruno, "FU-1", count=8)
    propose_levels(by=the_parts_clerk(), now=MONDAY)
    return truck


def lines(truck: UUID) -> list[str]:
    (proposal,) = newest_proposals(the_parts_clerk())
    return [str(line.id) for line in lines_for(the_parts_clerk(), proposal.id, truck)]


def test_a_proposal_is_read_accepted_once_and_taken_back(truck: UUID) -> None:
    client = signed_in(Role.PARTS)
    assert "2 changes to answer" in page(client, "stock-trucks")
    assert "0 → 1" in page(client, "stock-truck", truck)
    form = a_form(what="accept", line=lines(truck), with_stays="on")

    answers = [client.post(reverse("stock-truck-answer", args=[truck]), form).status_code for _ in range(2)]

    assert answers == [SEE_OTHER] * 2
    assert ParLevel.objects.filter(ended_at__isnull=True).count() == 2
    said = page(client, "stock-truck", truck)
    assert "Accepted: 2 levels of Bruno Salas’s truck." in said
    assert "accepted by" in said
    client.post(reverse("stock-truck-answer", args=[truck]), a_form(what="back", line=lines(truck)))
    assert not ParLevel.objects.filter(ended_at__isnull=True).exists()


def test_the_principal_looks_and_does_not_answer(truck: UUID) -> None:
    client = signed_in(Role.PRINCIPAL)

    assert "Accept what is ticked" not in page(client, "stock-truck", truck)
    answer = client.post(reverse("stock-truck-answer", args=[truck]), a_form(what="accept", line=lines(truck)))
    assert answer.status_code == REFUSED
    assert not ParLevel.objects.exists()


def test_nothing_ticked_is_said(truck: UUID) -> None:
    client = signed_in(Role.PARTS)

    client.post(reverse("stock-truck-answer", args=[truck]), a_form(what="aside"))

    assert "Nothing was chosen" in page(client, "stock-truck", truck)


def test_a_technician_taps_off_their_own_list_and_twice_writes_once(bruno: Technician, truck: UUID) -> None:
    room, part_id = a_parts_room(FU_1=4), an_item("FU-1").id
    set_level(by=the_parts_clerk(), place_id=truck, part_id=part_id, level=2, why="Two a week.", now=MONDAY)
    client = Client()
    assert bruno.user is not None
    client.force_login(bruno.user)
    assert "Fetch from Col parts room" in page(client, "to-load")
    form = a_form(part=part_id.hex, place=room.hex, quantity="1")

    for _ in range(2):
        client.post(reverse("to-load"), form)

    assert Balance.objects.get(place_id=truck, part_id=part_id).on_hand == 1
    rest = a_form(place=room.hex, line=[f"{part_id.hex}:1"])
    assert "Aboard: 1 × part FU-1" in client.post(reverse("to-load"), rest, follow=True).content.decode()
    assert "Everything is aboard" in page(client, "to-load")
    count = Movement.objects.count()
    client.post(reverse("to-load"), a_form(part=part_id.hex, place=room.hex, quantity="1"))
    assert "The list has changed since" in page(client, "to-load")
    assert Movement.objects.count() == count


def test_limits_and_sizes_are_typed_as_people_say_them(truck: UUID) -> None:
    client, part_id = signed_in(Role.SERVICE_MANAGER), an_item("FU-1").id
    set_level(by=the_parts_clerk(), place_id=truck, part_id=part_id, level=2, why="Two a week.", now=MONDAY)

    def sent(name: str, row_id: UUID, **typed: str) -> int:
        shown = client.get(reverse(name, args=[row_id])).context["form"]
        opened = shown["opened"].value()
        return client.post(reverse(name, args=[row_id]), a_form(opened=opened, **typed)).status_code

    limits = {"most_cents": "2500.50", "most_weight_g": "180.5", "most_slots": "60", "restock_days": "1"}
    assert sent("stock-truck-limits", truck, **limits) == SEE_OTHER
    assert sent("stock-size", part_id, weight_g="3.2", units_a_slot="1") == SEE_OTHER

    row, size = TruckLimits.objects.get(), PartSize.objects.get()
    assert (row.most_cents, row.most_weight_g, row.most_volume_ml, row.restock_days) == (250_050, 180_500, None, 1)
    assert (size.weight_g, size.volume_ml) == (3_200, None)
    assert "3.2 kg" in page(client, "stock-sizes")


@pytest.mark.usefixtures("truck")
def test_levels_are_reckoned_when_somebody_asks() -> None:
    client = signed_in(Role.PARTS)

    client.post(reverse("stock-trucks-reckon"), a_form())

    assert "is being reckoned" in page(client, "stock-trucks")
    assert ParProposal.objects.filter(state="asked").count() == 1


def test_a_level_by_hand_wants_a_reason(truck: UUID) -> None:
    client = signed_in(Role.PARTS)
    where = reverse("stock-level", args=[truck])

    assert client.post(where, a_form(find="FU-1", level="3")).status_code == UNPROCESSABLE
    assert (
        "Level set: 3 × part FU-1"
        in client.post(where, a_form(find="FU-1", level="3", why="Two at the clinic."), follow=True).content.decode()
    )


def test_what_all_trucks_want_is_one_list_by_bin_with_what_is_to_be_ordered(truck: UUID) -> None:
    by, part_id, room = the_parts_clerk(), an_item("FU-1").id, a_parts_room(FU_1=1)
    set_level(by=by, place_id=truck, part_id=part_id, level=3, why="Two a week.", now=MONDAY)
    set_level(by=by, place_id=room, part_id=part_id, level=5, why="A week of three trucks.", now=MONDAY)
    name_bin(by=by, place_id=room, part_id=part_id, bin_name="A 4", now=MONDAY)

    said = page(signed_in(Role.PARTS), "stock-trucks-load")

    assert "bin A 4" in said
    assert "2 for Bruno Salas’s truck, 4 for Col parts room" in said
