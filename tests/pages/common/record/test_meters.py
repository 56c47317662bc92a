"""A machine's meters from a page: read, corrected, added."""

from typing import Any

import pytest
from django.test import Client
from tests.builders import MONDAY, a_branch, a_machine, a_meter, a_model, a_reading, a_technician, a_user

from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.models import Meter, MeterReading

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(client: Client) -> Client:
    client.force_login(a_user(Role.DISPATCHER, branch=a_branch()))
    return client


def sent(client: Client, address: str, **changed: Any) -> Any:
    form = client.get(address).context["form"]
    filled = {name: form[name].value() for name in form.fields} | changed
    return client.post(address, {name: value for name, value in filled.items() if value not in (None, "", False)})


def test_a_reading_told_on_the_phone_is_noted_as_entered(dana: Client) -> None:
    meter = a_meter()

    answer = sent(dana, f"/meters/{meter.id}/read/", shown="12000", on="2026-03-09", at="09:30")

    reading = MeterReading.objects.get()
    assert answer.headers["Location"] == f"/meters/{meter.id}/"
    assert (reading.shown, reading.read_at_how, reading.read_at.isoformat()) == (
        12_000,
        "entered",
        "2026-03-09T13:30:00+00:00",
    )


def test_a_doubtful_reading_is_kept_and_says_why_it_counts_not(dana: Client) -> None:
    meter = a_meter(a_machine(model=a_model(rated_monthly_pages=1000)))
    a_reading(meter, shown=10_000)

    sent(dana, f"/meters/{meter.id}/read/", shown="110000", on="2026-03-20", at="09:30")

    text = dana.get(f"/meters/{meter.id}/").content.decode()
    assert "Kept, and not counted: 100,000 more than" in text
    assert "doubtful: not used" in text


def test_a_roll_over_is_said_and_counted_on(dana: Client) -> None:
    meter = a_meter(a_machine(model=a_model(rated_monthly_pages=9000)), digits=5)
    a_reading(meter, shown=99_500)

    sent(dana, f"/meters/{meter.id}/read/", shown="700", on="2026-03-20", at="09:30")

    text = dana.get(f"/meters/{meter.id}/").content.decode()
    assert "rolled over" in text
    assert "1,200" in text


@pytest.mark.parametrize(
    ("on", "at", "told"), [("2099-01-01", "09:00", "still to come"), ("2026-03-08", "02:30", "Clocks go forward")]
)
def test_a_time_that_can_t_be_is_refused(dana: Client, on: str, at: str, told: str) -> None:
    answer = sent(dana, f"/meters/{a_meter().id}/read/", shown="12000", on=on, at=at)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not MeterReading.objects.exists()


def test_a_wrong_reading_is_corrected(dana: Client) -> None:
    reading = a_reading(shown=91_000)

    answer = sent(dana, f"/readings/{reading.id}/correct/", shown="19000", why="Digits swapped")

    assert answer.status_code == 303
    assert MeterReading.objects.get().shown == 19_000


def test_of_two_who_correct_it_the_second_is_told(dana: Client) -> None:
    reading = a_reading(shown=91_000)
    address = f"/readings/{reading.id}/correct/"
    form = dana.get(address).context["form"]
    first = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    sent(dana, address, shown="19000", why="Digits swapped")

    answer = dana.post(address, first | {"shown": "18000", "why": "Digits swapped"})

    assert answer.status_code == 422
    assert "Somebody has corrected this reading to 19,000 meanwhile" in answer.content.decode()


def test_a_meter_is_added_and_leads_to_its_page(dana: Client) -> None:
    machine = a_machine()

    answer = sent(dana, f"/machines/{machine.id}/meters/add/", kind="scan", digits="6")

    assert answer.headers["Location"] == f"/meters/{Meter.objects.get().id}/"
    assert "No reading yet" in dana.get(answer.headers["Location"]).content.decode()


def test_a_technician_reads_and_corrects_nothing(client: Client) -> None:
    bruno = a_technician()
    assert bruno.user is not None
    client.force_login(bruno.user)
    meter = a_meter()
    a_reading(meter, read_at=MONDAY)

    page = client.get(f"/meters/{meter.id}/")

    assert page.status_code == 200
    assert "correct/" not in page.content.decode()
