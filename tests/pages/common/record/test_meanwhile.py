"""Two people change the same at once: the second sees both words, and loses none of their own."""

from typing import Any

import pytest
from django.test import Client
from tests.builders import a_branch, a_contact, a_contract, a_customer, a_machine, a_site, a_user

from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.models import Calendar
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.models import Change

pytestmark = pytest.mark.django_db


def somebody(name: str) -> Client:
    client = Client()
    client.force_login(a_user(Role.DISPATCHER, Role.ADMINISTRATOR, branch=None, name=name))
    return client


def opened(client: Client, address: str) -> dict[str, Any]:
    """Open a form and return what its browser would send."""
    form = client.get(address).context["form"]
    filled = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in filled.items() if value not in ("", None, False)}


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def both() -> tuple[Client, Client, str]:
    """Dana and Priya, and the address of the form that both have open."""
    customer = a_customer("Chen Family Clinic", phone="(614) 555-0148", segment="clinic")
    return somebody("Dana Whitfield"), somebody("Priya Raman"), f"/customers/{customer.id}/change/"


def test_the_second_sees_both_words_and_who_was_faster(both: tuple[Client, Client, str]) -> None:
    dana, priya, address = both
    of_dana, of_priya = opened(dana, address), opened(priya, address)
    dana.post(address, of_dana | {"phone": "(614) 555-0111"})

    answer = priya.post(address, of_priya | {"phone": "(614) 555-0122", "note": "Ring twice"})

    text = text_of(answer)
    assert answer.status_code == 409
    assert "Dana Whitfield, " in text
    assert "made it “(614) 555-0111”. Yours is filled in" in text
    assert 'value="(614) 555-0122"' in text
    assert "Ring twice" in text
    assert (Customer.objects.get().phone, Customer.objects.get().note) == ("(614) 555-0111", "")


def test_saving_again_keeps_ones_own(both: tuple[Client, Client, str]) -> None:
    dana, priya, address = both
    of_priya = opened(priya, address)
    dana.post(address, opened(dana, address) | {"phone": "(614) 555-0111"})
    shown = priya.post(address, of_priya | {"phone": "(614) 555-0122"}).context["form"]

    again = {name: shown[name].value() for name in shown.fields if shown[name].value()}
    answer = priya.post(address, again)

    assert answer.status_code == 303
    assert Customer.objects.get().phone == "(614) 555-0122"
    newest = Change.objects.order_by("-id").first()
    assert newest is not None
    assert (newest.was["phone"], newest.became["phone"]) == ("(614) 555-0111", "(614) 555-0122")


def test_a_tick_takes_theirs(both: tuple[Client, Client, str]) -> None:
    dana, priya, address = both
    of_priya = opened(priya, address)
    dana.post(address, opened(dana, address) | {"phone": "(614) 555-0111", "is_on_credit_hold": "on"})
    shown = priya.post(address, of_priya | {"phone": "(614) 555-0122", "note": "Ring twice"}).context["form"]
    again = {name: shown[name].value() for name in shown.fields if shown[name].value()}

    answer = priya.post(address, again | {"theirs": "phone"})

    customer = Customer.objects.get()
    assert answer.status_code == 303
    assert (customer.phone, customer.note, customer.is_on_credit_hold) == ("(614) 555-0111", "Ring twice", True)


def test_a_field_left_alone_takes_theirs_and_says_so(both: tuple[Client, Client, str]) -> None:
    dana, priya, address = both
    of_priya = opened(priya, address)
    dana.post(address, opened(dana, address) | {"phone": "(614) 555-0111"})

    answer = priya.post(address, of_priya | {"note": "Ring twice"})

    text = text_of(answer)
    assert answer.status_code == 409
    assert "You hadn&#x27;t changed it, so theirs is filled in." in text
    assert 'value="(614) 555-0111"' in text


def test_a_third_change_in_between_is_shown_too(both: tuple[Client, Client, str]) -> None:
    dana, priya, address = both
    of_priya = opened(priya, address)
    dana.post(address, opened(dana, address) | {"phone": "1"})
    shown = priya.post(address, of_priya | {"phone": "2"}).context["form"]
    again = {name: shown[name].value() for name in shown.fields if shown[name].value()}
    dana.post(address, opened(dana, address) | {"phone": "3"})

    answer = priya.post(address, again)

    assert answer.status_code == 409
    assert "made it “3”" in text_of(answer)


@pytest.mark.parametrize(
    ("what", "field", "first", "second"),
    [
        ("sites", "name", "Annex", "North wing"),
        ("contacts", "job_title", "Manager", "Director"),
        ("contracts", "lessor", "Midwest Leasing", "Lake Leasing"),
        ("machines", "note", "By the door", "Under the stairs"),
    ],
)
def test_every_form_of_the_record_looks(what: str, field: str, first: str, second: str) -> None:
    customer = a_customer()
    site = a_site(customer)
    rows = {
        "sites": site,
        "contacts": a_contact(customer),
        "contracts": a_contract(customer),
        "machines": a_machine(site=site),
    }
    dana, priya = somebody("Dana Whitfield"), somebody("Priya Raman")
    address = f"/{what}/{rows[what].id}/change/"
    of_priya = opened(priya, address)
    assert dana.post(address, opened(dana, address) | {field: first}).status_code == 303

    answer = priya.post(address, of_priya | {field: second})

    assert answer.status_code == 409
    assert f"made it “{first}”" in text_of(answer)
    rows[what].refresh_from_db()
    assert getattr(rows[what], field) == first


def test_a_moved_machine_is_not_moved_back_unseen() -> None:
    machine = a_machine(stands_where="Room 1")
    dana, priya = somebody("Dana Whitfield"), somebody("Priya Raman")
    address = f"/machines/{machine.id}/move/"
    of_priya = opened(priya, address)
    dana.post(address, opened(dana, address) | {"stands_where": "Room 2"})

    assert priya.post(address, of_priya | {"stands_where": "Room 3"}).status_code == 409


def test_hours_that_others_changed_are_not_written_over_unseen() -> None:
    calendar_id = a_branch().calendar_id
    dana, priya = somebody("Dana Whitfield"), somebody("Priya Raman")
    address = f"/hours/{calendar_id}/"
    of_priya = opened(priya, address)
    dana.post(address, opened(dana, address) | {"mon": "09:00-12:00"})

    answer = priya.post(address, of_priya | {"tue": "10:00-12:00"})

    assert answer.status_code == 409
    assert "Mon 9:00 am–12:00 pm" in text_of(answer)
    assert Calendar.objects.get().weekly["mon"] == ["09:00-12:00"]


@pytest.mark.parametrize("sent", ["", "no json"])
def test_a_form_that_lost_what_it_was_opened_with_says_what_to_do(both: tuple[Client, Client, str], sent: str) -> None:
    dana, _, address = both

    answer = dana.post(address, opened(dana, address) | {"opened": sent, "name": "Another"})

    assert answer.status_code == 422
    assert "Open the page again" in text_of(answer)
    assert Customer.objects.get().name == "Chen Family Clinic"
