"""At the desk: a time is offered in words, promised with the call, moved only with the customer's yes."""

import re
from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_contract, a_machine, a_site
from tests.builders.kept import a_house
from tests.builders.promises import DAY, Clinic, a_clinic, promise
from tests.business.promises.test_expecting import a_fitted_model

from steadyhand.business.calls.models import Call
from steadyhand.business.dealership.models import RoleHeld
from steadyhand.business.dealership.rules import Role
from steadyhand.business.promises.models import Promise
from steadyhand.shared.clock import read_clock
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db
OK, SEE_OTHER, UNPROCESSABLE, NOT_FOUND = 200, 303, 422, 404
TOLD = {"problem": "Lines on every page", "urgency": "normal", "call_type": "corrective"}
OFFER = re.compile(r'name="promise"\s+value="([^"]+)"\s+data-promise-key')


@pytest.fixture
def now() -> datetime:
    return read_clock()


@pytest.fixture
def clinic(now: datetime) -> Clinic:
    return a_clinic(taken_at=now)


def dana_of(clinic: Clinic) -> Client:
    client = Client()
    client.force_login(clinic.house.people["Dana"])
    return client


def offers_on(page: str) -> list[str]:
    return OFFER.findall(page)


def offered_at(page: str) -> str:
    found = re.search(r'name="offered_at"\s+value="([^"]+)"', page)
    assert found is not None
    return found[1]


def a_new_call(client: Client, machine_id: UUID | None, **facts: str) -> tuple[int, str, list[str]]:
    """Open the form for a machine and send it, and return the status, where it leads or the page, and the offers."""
    page = client.get(reverse("new-call"), {"machine": str(machine_id)}).content.decode()
    offers = offers_on(page)
    sent = {"machine": str(machine_id), "form_key": str(uuid4()), "offered_at": offered_at(page), **TOLD} | facts
    if sent.get("promise", "").isdecimal():
        sent["promise"] = offers[int(sent["promise"])]
    answer = client.post(reverse("new-call"), sent)
    return answer.status_code, answer.content.decode() or answer["Location"], offers


def test_a_press_promises_the_time_and_takes_the_call(clinic: Clinic) -> None:
    client = dana_of(clinic)

    status, place, offers = a_new_call(client, clinic.call.machine_id, promise="0")

    row = Promise.objects.get()
    assert (status, place) == (SEE_OTHER, reverse("call", args=[row.call_id]))
    assert row.by_at.isoformat() == datetime.fromisoformat(offers[0]).isoformat()
    assert len(offers) == 3
    assert row.earliest_at is not None
    assert row.earliest_at <= row.by_at
    assert f"Promised: {row.said}." in client.get(place).content.decode()


def test_taking_the_call_alone_promises_nothing(clinic: Clinic) -> None:
    status, _, _ = a_new_call(dana_of(clinic), clinic.call.machine_id)

    assert status == SEE_OTHER
    assert not Promise.objects.exists()


def test_the_words_to_say_stand_ready_and_the_rest_in_the_inside_box(clinic: Clinic) -> None:
    page = dana_of(clinic).get(reverse("new-call"), {"machine": str(clinic.call.machine_id)}).content.decode()

    assert re.search(r"Say: <strong>“Somebody will be with you (on \w+|today|tomorrow)[^”]+”", page)
    inside = page.split('class="stays-inside"')[1].split("</div>")[0]
    assert "Kept 95 % of the time" in inside
    assert "careful norm" in inside


def test_the_fault_that_is_answered_brings_the_times_with_it(clinic: Clinic) -> None:
    sent = {"machine": str(clinic.call.machine_id), "answers": "", "begin": "1"}

    part = dana_of(clinic).post(reverse("new-call-fault"), sent).content.decode()

    assert len(offers_on(part)) == 3
    assert 'id="fault-offers"' in part


def test_nobody_goes_for_toner_so_no_arrival_is_offered(clinic: Clinic) -> None:
    sent = {"machine": str(clinic.call.machine_id), "call_type": "supplies", "suggested": "call_type=corrective"}

    part = dana_of(clinic).post(reverse("new-call-fault"), sent).content.decode()

    assert offers_on(part) == []


def test_a_sooner_time_is_refused_with_the_earliest_and_taken_with_a_reason(clinic: Clinic, now: datetime) -> None:
    client, tomorrow = dana_of(clinic), (now + DAY).date().isoformat()
    typed = {"promise": "typed", "promise_on": tomorrow, "promise_by": "00:30"}

    status, page, _ = a_new_call(client, clinic.call.machine_id, **typed)
    assert status == UNPROCESSABLE
    assert "The earliest time that is kept 95 % of the time is" in page
    assert Call.objects.count() == 1

    status, _, _ = a_new_call(client, clinic.call.machine_id, **typed, promise_why="Bruno is next door")
    row = Promise.objects.get()
    assert (status, row.is_sooner, row.sooner_because) == (SEE_OTHER, True, "Bruno is next door")


def test_what_was_offered_long_ago_is_offered_anew(clinic: Clinic, now: datetime) -> None:
    client = dana_of(clinic)

    status, page, _ = a_new_call(
        client, clinic.call.machine_id, promise="0", offered_at=(now - timedelta(hours=2)).isoformat()
    )

    assert status == UNPROCESSABLE
    assert "offered a while ago" in page
    assert len(offers_on(page)) == 3
    assert not Promise.objects.exists()


def test_beyond_the_contract_the_manager_hears_before_it_is_said() -> None:
    house = a_house()
    machine = a_machine(site=a_site(house.customer), contract=a_contract(house.customer, response_minutes=60))
    client, key = Client(), str(uuid4())
    client.force_login(house.people["Dana"])

    page = client.get(reverse("new-call"), {"machine": str(machine.id)}).content.decode()
    assert "beyond the contract: tells the manager first" in " ".join(page.split())
    status, page, offers = a_new_call(client, machine.id, promise="0", form_key=key)

    # Nothing is promised, nothing is taken, what was typed stands there: Ruth has been told.
    assert status == OK
    assert "Ruth has been told and may do better" in page
    assert "Lines on every page" in page
    assert (Call.objects.count(), Promise.objects.count()) == (0, 0)
    assert re.findall(r'value="([^"]+)"[^>]*\sautofocus', page) == [offers[0]]
    assert "beyond the contract: press once more to promise it" in " ".join(page.split())
    before = OutgoingMessage.objects.filter(subject="About to promise beyond the contract's response term")
    assert "Nothing has been said yet" in before.get().body

    warned = re.search(r'name="warned_of"\s+value="([^"]+)"', page)
    assert warned is not None
    status, place, _ = a_new_call(client, machine.id, promise=offers[0], form_key=key, warned_of=warned[1])

    assert status == SEE_OTHER
    assert "beyond the contract&#x27;s term: Ruth knows" in client.get(place).content.decode()
    assert before.count() == 1
    assert OutgoingMessage.objects.filter(subject="Promised beyond the contract's response term").exists()


def test_once_nothing_more_is_asked_the_manager_has_heard_and_one_press_promises() -> None:
    house = a_house()
    machine = a_machine(site=a_site(house.customer), contract=a_contract(house.customer, response_minutes=60))
    client, key = Client(), str(uuid4())
    client.force_login(house.people["Dana"])
    before = OutgoingMessage.objects.filter(subject="About to promise beyond the contract's response term")

    sent = {"machine": str(machine.id), "form_key": key, "answers": "", "begin": "1"} | TOLD
    part = client.post(reverse("new-call-fault"), sent).content.decode()
    while answers := re.findall(r'name="answer"\s+value="([^"]+)"', part):
        assert not before.exists()
        said = re.search(r'name="answers"\s+value="([^"]*)"', part)
        sent |= {"answer": answers[0], "answers": said[1] if said else ""}
        part = client.post(reverse("new-call-fault"), sent).content.decode()

    assert "Ruth has been told and may do better" in part
    assert "once more" not in part
    assert before.count() == 1
    warned = re.search(r'name="warned_of"\s+value="([^"]+)"', part)
    assert warned is not None
    # The last of them is later still: what Ruth knows already says that.
    status, _, offers = a_new_call(client, machine.id, promise="2", form_key=key, warned_of=warned[1])

    assert (status, len(offers), Promise.objects.count(), before.count()) == (SEE_OTHER, 3, 1, 1)


def test_a_sooner_time_that_is_late_too_is_told_the_manager_as_well(now: datetime) -> None:
    house = a_house()
    machine = a_machine(site=a_site(house.customer), contract=a_contract(house.customer, response_minutes=60))
    client, key = Client(), str(uuid4())
    client.force_login(house.people["Dana"])
    before = OutgoingMessage.objects.filter(subject="About to promise beyond the contract's response term")

    for days in (20, 15):
        written = {"promise_on": (now + days * DAY).date().isoformat(), "promise_by": "15:00"}
        a_new_call(client, machine.id, promise="typed", form_key=key, warned_of="", **written)

    assert before.count() == 2


def test_a_time_that_is_written_and_lies_beyond_the_contract_stands_open_to_be_pressed_once_more(now: datetime) -> None:
    house = a_house()
    machine = a_machine(site=a_site(house.customer), contract=a_contract(house.customer, response_minutes=60))
    client = Client()
    client.force_login(house.people["Dana"])
    written = {"promise_on": (now + 20 * DAY).date().isoformat(), "promise_by": "15:00"}

    status, page, _ = a_new_call(client, machine.id, promise="typed", **written)

    assert status == OK
    assert re.findall(r'value="([^"]+)"[^>]*\sautofocus', page) == ["typed"]
    assert re.search(r"Ruth has been told.*<details open>.*Promise another time", page, re.DOTALL)


def test_who_manages_the_branch_promises_beyond_the_contract_at_once() -> None:
    house = a_house()
    machine = a_machine(site=a_site(house.customer), contract=a_contract(house.customer, response_minutes=60))
    dana = house.people["Dana"]
    RoleHeld.objects.create(tenant_id=dana.tenant_id, user=dana, role=Role.SERVICE_MANAGER, branch=house.branch)
    client = Client()
    client.force_login(house.people["Dana"])

    status, _, _ = a_new_call(client, machine.id, promise="0")

    assert status == SEE_OTHER
    assert not OutgoingMessage.objects.filter(subject__startswith="About to promise").exists()


def test_on_the_call_s_page_too_the_manager_hears_first(clinic: Clinic, now: datetime) -> None:
    client, key = dana_of(clinic), str(uuid4())
    Call.objects.filter(id=clinic.call.id).update(respond_by=now + timedelta(hours=1))
    address = reverse("give-promise", args=[clinic.call.id, "arrival"])
    on = (now + 20 * DAY).date().isoformat()
    sent = {"form_key": key, "time": "another", "on": on, "before": "12:00", "to_whom": "Joan", "channel": "phone"}

    first = client.post(address, sent)
    warned = re.search(r'name="warned_of"\s+value="([^"]+)"', first.content.decode())

    assert first.status_code == UNPROCESSABLE
    assert "Ruth has been told and may do better" in first.content.decode()
    assert warned is not None
    assert not Promise.objects.exists()
    assert client.post(address, sent | {"warned_of": warned[1]}).status_code == SEE_OTHER
    assert Promise.objects.get().beyond_term_at is not None


def test_a_double_click_promises_once(clinic: Clinic) -> None:
    client, key = dana_of(clinic), str(uuid4())

    for _ in range(2):
        a_new_call(client, clinic.call.machine_id, promise="0", form_key=key)

    assert Promise.objects.count() == 1


def test_another_time_is_agreed_on_the_call_s_page(clinic: Clinic, now: datetime) -> None:
    client, given = dana_of(clinic), clinic.gives(by_at=now + 9 * DAY, now=now)
    address = reverse("promise-another-time", args=[given.id])
    assert "Which time?" in client.get(address).content.decode()

    sent = {
        "version": "1",
        "form_key": str(uuid4()),
        "time": "another",
        "on": (now + 12 * DAY).date().isoformat(),
        "before": "14:00",
        "to_whom": "Grace Chen",
        "channel": "phone",
        "why": "The part is late",
    }
    answer = client.post(address, sent)

    assert answer.status_code == SEE_OTHER
    assert promise(given.id).state == "renegotiated"
    page = client.get(reverse("call", args=[clinic.call.id])).content.decode()
    assert "another time was agreed" in page
    assert "instead of “" in page
    again = client.post(address, sent | {"form_key": str(uuid4()), "to_whom": "Bob"}, follow=True)
    assert "Something has just happened to this promise" in again.content.decode()


def test_the_customer_takes_it_back(clinic: Clinic, now: datetime) -> None:
    client, given = dana_of(clinic), clinic.gives(by_at=now + 9 * DAY, now=now)

    answer = client.post(
        reverse("promise-taken-back", args=[given.id]),
        {"version": "1", "form_key": str(uuid4()), "why": "They bought a new one"},
    )

    assert (answer.status_code, promise(given.id).state) == (SEE_OTHER, "withdrawn")
    assert "They bought a new one" in client.get(reverse("call", args=[clinic.call.id])).content.decode()


def test_a_part_that_is_here_is_written_down_and_an_arrival_never_is(clinic: Clinic, now: datetime) -> None:
    client = dana_of(clinic)
    part = clinic.gives(kind="part", by_at=now + 30 * DAY, now=now)
    arrival = clinic.gives(by_at=now + 9 * DAY, now=now)
    sent = {"version": "1", "form_key": str(uuid4()), "how": "Came with the morning's delivery"}

    assert client.post(reverse("promise-kept", args=[part.id]), sent).status_code == SEE_OTHER
    assert client.post(reverse("promise-kept", args=[arrival.id]), sent).status_code == NOT_FOUND
    assert (promise(part.id).state, promise(arrival.id).state) == ("kept", "open")


def test_a_visit_planned_later_than_promised_is_said_and_not_refused(clinic: Clinic, now: datetime) -> None:
    clinic.gives(by_at=now + 9 * DAY, now=now)
    clinic.visit(planned_for=now + 10 * DAY)
    Call.objects.filter(id=clinic.call.id).update(state="planned")
    client = dana_of(clinic)

    page = client.get(reverse("call", args=[clinic.call.id])).content.decode()
    board = client.get(reverse("board"), {"on": _day_here(now + 10 * DAY)}).content.decode()

    assert re.search(r"Promised .+: the visit is planned for", page)
    assert "this is later" in board


def test_planning_says_what_was_promised_and_warns_of_what_is_later(clinic: Clinic, now: datetime) -> None:
    clinic.gives(by_at=now + 9 * DAY, now=now)
    client = dana_of(clinic)
    address = reverse("plan-visit", args=[clinic.call.id])
    page = client.get(address).content.decode()
    assert re.search(r"<strong>Promised .+</strong>", page)
    technician = clinic.visit(number=9, state="cancelled").technician
    assert technician is not None

    later = (now + 10 * DAY).date().isoformat()
    sent = {"version": "1", "form_key": str(uuid4()), "technician": str(technician.id), "on": later, "at": "09:00"}
    answer = client.post(address, sent | {"minutes": "60"}, follow=True)

    assert "this is later: ring them and agree on another time" in answer.content.decode()


def test_what_the_house_expects_stands_in_the_inside_box_alone(clinic: Clinic, now: datetime) -> None:
    a_fitted_model(clinic.call, hours=30.0)
    clinic.gives(by_at=now + 30 * DAY, now=now)
    client = dana_of(clinic)

    for address in (
        f"{reverse('new-call')}?machine={clinic.call.machine_id}",
        reverse("call", args=[clinic.call.id]),
        reverse("give-promise", args=[clinic.call.id, "arrival"]),
    ):
        page = client.get(address).content.decode()
        expected = re.findall(r"We expect(?:ed)? it ([^:.<]+)", page)
        assert expected, address
        outside = re.sub(r'<(div|details) class="stays-inside">.*?</\1>', "", page, flags=re.DOTALL)
        assert expected[0] not in outside, address
        assert re.search(r"9\d %", page), address


def test_what_is_promised_for_elsewhere_can_be_given_on_the_call(clinic: Clinic) -> None:
    client = dana_of(clinic)
    address = reverse("give-promise", args=[clinic.call.id, "fix"])
    page = client.get(address).content.decode()
    time = re.search(r'name="time"\s+value="([^"]+)"', page)
    assert time is not None

    answer = client.post(
        address,
        {
            "form_key": str(uuid4()),
            "offered_at": offered_at(page),
            "time": time[1],
            "to_whom": "Grace Chen",
            "channel": "in_person",
        },
    )

    row = Promise.objects.get()
    assert (answer.status_code, row.kind, row.channel, row.is_sooner) == (SEE_OTHER, "fix", "in_person", False)
    assert client.get(reverse("give-promise", args=[clinic.call.id, "nonsense"])).status_code == NOT_FOUND


def _day_here(at: datetime) -> str:
    """Return the day on the dealership's clock: late in its evening UTC has the next."""
    return at.astimezone(ZoneInfo("America/New_York")).date().isoformat()
