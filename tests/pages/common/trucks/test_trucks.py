"""A technician's truck, counts, handovers and the morning, as they stand on the phone and at the desk."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.builders import a_call, a_customer, a_machine, a_site, a_technician, a_visit
from tests.builders.desk import a_form, signed_in
from tests.builders.field import today_at
from tests.builders.media import PLAIN_JPEG
from tests.builders.stock import a_parts_room, a_truck_of, an_item, the_parts_clerk

from steadyhand.business.calls.models import Visit
from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.models import Technician
from steadyhand.business.stock.actions.use_up import use_up
from steadyhand.business.stock.models import Balance, Handover, KitForecast, PartRequest, TruckAudit
from steadyhand.business.stock.trucks.rules import CHECKLIST
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
OK, SEE_OTHER, NOT_THERE, UNPROCESSABLE = 200, 303, 404, 422


def phone_of(technician: Technician) -> Client:
    assert technician.user is not None
    client = Client()
    client.force_login(technician.user)
    return client


def on_hand(place_id: UUID, number: str) -> int:
    row = Balance.objects.filter(place_id=place_id, part=an_item(number)).first()
    return row.on_hand if row else 0


def page(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == OK
    return answer.content.decode()


def a_visit_that_needs(technician: Technician, hour: int = 14, **chances: float) -> Visit:
    """Return a visit of today whose call was foretold to need these parts, item number → chance (_ for -)."""
    machine = a_machine(site=a_site(a_customer("Chen Family Clinic"), latitude=39.96, longitude=-83.0))
    visit = a_visit(call=a_call(machine=machine), technician=technician, planned_for=today_at(hour))
    parts = [
        {
            "id": an_item(number.replace("_", "-")).id.hex,
            "number": number.replace("_", "-"),
            "name": f"part {number.replace('_', '-')}",
            "chance": chance,
            "why": ["seen before"],
            "is_packed": True,
        }
        for number, chance in chances.items()
    ]
    KitForecast.objects.create(
        tenant_id=visit.tenant_id, call=visit.call, call_version=1, made_at=read_clock(), enough_share=0.5, parts=parts
    )
    return visit


def test_a_scanned_number_leads_to_its_part_and_what_is_typed_finds_it() -> None:
    bruno = a_technician()
    a_truck_of(bruno, FU_1=2)
    an_item("RO-2")
    phone = phone_of(bruno)

    scanned = phone.get(reverse("my-truck"), {"q": "fu-1"})
    typed = phone.get(reverse("my-truck"), {"q": "part"}).content.decode()

    assert scanned["Location"] == reverse("my-truck-part", args=[an_item("FU-1").id])
    assert "2 ×" in typed
    assert "In the catalogue, not aboard" in typed


def test_nobody_keeps_track_of_the_truck_and_the_page_says_whom_to_ask() -> None:
    assert "Nobody keeps track of your truck yet" in page(phone_of(a_technician()), "my-truck")


def test_the_book_s_impossible_number_is_a_question_and_one_tap_answers_it() -> None:
    bruno = a_technician()
    truck, part = a_truck_of(bruno, FU_1=1), an_item("FU-1")
    use_up(by=the_parts_clerk(), place_id=truck, part_id=part.id, quantity=2, why="Broken.", now=read_clock())
    phone = phone_of(bruno)
    assert "The book says −1 × part FU-1" in page(phone, "my-truck")
    form = a_form(found_there="1")

    answers = [phone.post(reverse("my-truck-count", args=[part.id]), form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [SEE_OTHER] * 2
    assert on_hand(truck, "FU-1") == 1
    assert "The book had −1, and follows. It is nobody’s fault." in page(phone, "my-truck-counts")


def test_what_is_gone_by_a_slip_is_taken_back_once() -> None:
    bruno = a_technician()
    truck, part = a_truck_of(bruno, FU_1=2), an_item("FU-1")
    phone = phone_of(bruno)
    phone.post(reverse("my-truck-used", args=[part.id]), a_form(quantity="1", why="Dropped"))
    undo = phone.get(reverse("my-truck-part", args=[part.id])).context["undo"]

    for _ in range(2):
        phone.post(undo["url"], undo["fields"])

    assert on_hand(truck, "FU-1") == 2


def test_what_comes_from_the_parts_room_is_aboard_and_the_desk_is_asked_how_many_left() -> None:
    bruno = a_technician()
    truck, room, part = a_truck_of(bruno), a_parts_room(FU_1=5), an_item("FU-1")

    phone_of(bruno).post(reverse("my-truck-add", args=[part.id]), a_form(quantity="2", source="room", why=""))

    assert (on_hand(truck, "FU-1"), on_hand(room, "FU-1")) == (2, 3)
    assert "Bruno Salas took 2 × part FU-1. How many left your side?" in page(signed_in(Role.PARTS), "handovers")


def test_a_handover_goes_from_phone_to_phone() -> None:
    bruno, keisha = a_technician(), a_technician(name="Keisha Monroe")
    his, hers, part = a_truck_of(bruno, FU_1=2), a_truck_of(keisha), an_item("FU-1")
    begun = phone_of(bruno).post(
        reverse("handover-new"), a_form(find="FU-1", way=f"{his}:{hers}", quantity="1", why="You need it more.")
    )
    assert begun.status_code == SEE_OTHER
    row = Handover.objects.get()

    assert "Bruno Salas says 1 × part FU-1. How many came?" in page(phone_of(keisha), "handover", row.id)
    phone_of(keisha).post(reverse("handover-say", args=[row.id]), a_form(quantity="1"))

    assert (on_hand(his, part.ref), on_hand(hers, part.ref)) == (1, 1)
    stranger = phone_of(a_technician(name="Tomas Reyes"))
    assert stranger.get(reverse("handover", args=[row.id])).status_code == NOT_THERE


def test_the_morning_names_each_place_and_one_tap_reserves() -> None:
    bruno, keisha = a_technician(), a_technician(name="Keisha Monroe")
    truck, room = a_truck_of(bruno, DR_3=1), a_parts_room(FU_1=1)
    a_truck_of(keisha, BE_4=1)
    visit = a_visit_that_needs(bruno, DR_3=0.5, FU_1=0.4, BE_4=0.3, RO_2=0.2)
    a_visit_that_needs(keisha, hour=15)
    phone = phone_of(bruno)
    before = page(phone, "before-driving")

    phone.post(reverse("before-driving-take"), a_form(part=an_item("FU-1").id, place=room, call=visit.call_id))

    assert all(
        word in before for word in ("on your truck", "at the branch", "0 km from your way", "nobody here has it")
    )
    assert "34 %" in before  # 0.6 × 0.7 × 0.8: what is aboard isn't missed
    assert "80 %" in before  # all within reach but the rollers
    after = page(phone, "before-driving")
    assert "on its way" in after
    assert "Reserve it" not in after
    row = Handover.objects.get()
    assert (row.to_place_id, row.call_id, row.given) == (truck, visit.call_id, None)


def test_what_nobody_here_has_is_asked_of_the_parts_desk_once() -> None:
    bruno = a_technician()
    a_truck_of(bruno)
    visit = a_visit_that_needs(bruno, FU_1=0.4)
    phone, form = phone_of(bruno), a_form(part=an_item("FU-1").id, visit=visit.id)

    for _ in range(2):
        phone.post(reverse("before-driving-ask"), form)

    request = PartRequest.objects.get()
    assert (request.call_id, request.quantity) == (visit.call_id, 1)
    after = page(phone, "before-driving")
    assert reverse("part-request", args=[request.id]) in after
    assert reverse("before-driving-ask") not in after


def test_more_parts_and_visits_take_no_more_queries() -> None:
    bruno = a_technician()
    a_truck_of(bruno, FU_1=1)
    a_visit_that_needs(bruno, FU_1=0.4)
    phone, desk = phone_of(bruno), signed_in(Role.PARTS)

    def asked() -> list[int]:
        counts = []
        for client, name in ((phone, "my-truck"), (phone, "before-driving"), (desk, "mornings"), (phone, "handovers")):
            with CaptureQueriesContext(connection) as queries:
                page(client, name)
            counts.append(len(queries))
        return counts

    asked()  # what is asked once, such as who is signed in for the first time
    few = asked()
    for number in range(6):
        a_truck_of(bruno, **{f"DR_{number}": 1})
        a_visit_that_needs(bruno, hour=10 + number, **{f"DR_{number}": 0.4, f"BE_{number}": 0.3})

    assert asked() == few
    assert max(few) <= 20


def test_the_desk_sees_every_morning_and_sets_a_part_out() -> None:
    bruno = a_technician()
    truck, room = a_truck_of(bruno), a_parts_room(FU_1=1)
    visit = a_visit_that_needs(bruno, FU_1=0.4)
    desk = signed_in(Role.PARTS)
    assert reverse("morning-set-out") in page(desk, "mornings")

    form = a_form(part=an_item("FU-1").id, place=room, truck=truck, call=visit.call_id)
    desk.post(reverse("morning-set-out"), form)

    assert Handover.objects.get().given == 1
    assert reverse("morning-set-out") not in page(desk, "mornings")
    assert "on its way" in page(phone_of(bruno), "before-driving")


def test_a_look_at_the_truck_is_kept_with_its_photo_and_shown_without_a_score() -> None:
    bruno = a_technician()
    a_truck_of(bruno)
    phone = phone_of(bruno)
    answers: dict[str, Any] = {line.key: "fine" for line in CHECKLIST} | {"labels": "not_fine"}
    assert phone.post(reverse("truck-audit"), a_form(bins="fine")).status_code == UNPROCESSABLE

    phone.post(reverse("truck-audit"), a_form(**answers, words="New labels, please."))
    picture = SimpleUploadedFile("truck.jpg", PLAIN_JPEG, content_type="image/jpeg")
    phone.post(reverse("truck-audit-photo"), a_form(file=picture, words="Left side"))

    assert TruckAudit.objects.get().answers["labels"] == "not_fine"
    seen = page(signed_in(Role.SERVICE_MANAGER), "truck-audits")
    assert all(word in seen for word in ("New labels, please.", "Can every bin’s label be read? No.", "Left side"))
