"""The forms that change the record: what they refuse, and that they do it once."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import a_branch, a_contact, a_contract, a_customer, a_machine, a_site, a_user

from steadyhand.business.customers.models import Contact, Contract, Customer, Goal, Site
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.models import Machine
from steadyhand.shared.models import Change

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(client: Client) -> Client:
    client.force_login(a_user(Role.DISPATCHER, branch=a_branch()))
    return client


def sent(client: Client, address: str, **changed: Any) -> Any:
    """Open a form, fill it in and send it, as a person would."""
    form = client.get(address).context["form"]
    filled = {name: form[name].value() for name in form.fields}
    filled = {name: "" if value in (None, False) else value for name, value in filled.items()} | changed
    return client.post(address, {name: value for name, value in filled.items() if value not in ("", False)})


def test_a_new_customer_leads_to_its_page_which_forgets_the_draft(dana: Client) -> None:
    answer = sent(dana, "/customers/add/", name="Wong Dental", phone="6145550101")

    customer = Customer.objects.get(name="Wong Dental")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/customers/{customer.id}/")
    page = dana.get(answer.headers["Location"]).content.decode()
    assert "The customer is in the record." in page
    assert 'data-draft-clear="/customers/add/"' in page


def test_a_form_sent_twice_adds_one_customer(dana: Client) -> None:
    branch = a_branch()
    typed = {"form_key": str(uuid4()), "name": "Wong Dental", "branch_id": str(branch.id), "language": "en"}

    first, second = dana.post("/customers/add/", typed), dana.post("/customers/add/", typed)

    assert first.headers["Location"] == second.headers["Location"]
    assert Customer.objects.filter(name="Wong Dental").count() == 1


def test_a_form_with_errors_comes_back_with_what_was_typed(dana: Client) -> None:
    answer = sent(dana, "/customers/add/", name="", phone="6145550101", email="no address")

    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in text
    assert 'value="6145550101"' in text
    assert not Customer.objects.exists()


def test_what_an_action_refuses_is_said_in_its_words(dana: Client) -> None:
    a_customer("Chen Family Clinic", ref="C9")

    answer = sent(dana, "/customers/add/", name="Wong Dental", ref="C9")

    assert answer.status_code == 422
    assert "Customer number C9 is taken by Chen Family Clinic" in answer.content.decode()


def test_an_opened_form_that_is_sent_back_changes_nothing(dana: Client) -> None:
    customer = a_customer(segment="clinic", is_on_credit_hold=True)
    site = a_site(customer, door_code="4711#", latitude=39.9)
    contact = a_contact(customer, site=site)
    contract = a_contract(customer, response_minutes=240)
    machine = a_machine(site=site, contract=contract)

    for address in (
        f"/customers/{customer.id}/change/",
        f"/sites/{site.id}/change/",
        f"/contacts/{contact.id}/change/",
        f"/contracts/{contract.id}/change/",
        f"/machines/{machine.id}/change/",
        f"/machines/{machine.id}/move/",
    ):
        assert sent(dana, address).status_code == 303, address
    assert [entry.verb for entry in Change.objects.all()] == []


def test_each_form_changes_what_it_says(dana: Client) -> None:
    customer = a_customer()
    site, contact, contract = a_site(customer), a_contact(customer), a_contract(customer)
    machine = a_machine(site=site)

    sent(dana, f"/customers/{customer.id}/change/", name="Chen Clinic")
    sent(dana, f"/sites/{site.id}/change/", name="Annex", door_code="0815")
    sent(dana, f"/contacts/{contact.id}/change/", job_title="Manager")
    sent(dana, f"/contracts/{contract.id}/change/", lessor="Midwest Leasing")
    sent(dana, f"/machines/{machine.id}/change/", asset_tag="T-9")
    sent(dana, f"/machines/{machine.id}/move/", stands_where="Room 4")

    assert Customer.objects.get().name == "Chen Clinic"
    assert (Site.objects.get().name, Site.objects.get().door_code) == ("Annex", "0815")
    assert Contact.objects.get().job_title == "Manager"
    assert Contract.objects.get().lessor == "Midwest Leasing"
    assert (Machine.objects.get().asset_tag, Machine.objects.get().stands_where) == ("T-9", "Room 4")


def test_a_machine_goes_to_another_customer_by_its_number(dana: Client) -> None:
    chen, wong = a_customer("Chen Family Clinic"), a_customer("Wong Dental", ref="C9")
    surgery = a_site(wong)
    machine = a_machine(site=a_site(chen), contract=a_contract(chen))

    answer = sent(dana, f"/machines/{machine.id}/move/", customer_number="C9 ", stands_where="Room 1")

    assert answer.status_code == 303
    moved = Machine.objects.get()
    assert (moved.customer_id, moved.site_id, moved.contract_id, moved.stands_where) == (
        wong.id,
        surgery.id,
        None,
        "Room 1",
    )


def test_a_number_that_no_customer_has_moves_nothing(dana: Client) -> None:
    machine = a_machine(site=a_site(a_customer()))

    answer = sent(dana, f"/machines/{machine.id}/move/", customer_number="C404", stands_where="Room 1")

    assert answer.status_code == 422
    assert "No customer of yours has the number C404: look it up under Customers." in answer.content.decode()
    assert Machine.objects.get().stands_where != "Room 1"


def test_sites_people_goals_and_machines_are_added_from_the_customer(dana: Client) -> None:
    customer = a_customer()

    sent(dana, f"/customers/{customer.id}/sites/add/", street="12 Elm Rd")
    sent(dana, f"/customers/{customer.id}/people/add/", name="Grace Chen")
    sent(dana, f"/customers/{customer.id}/goals/add/", words="Fewer trips", said_by="Grace Chen")
    added = sent(dana, f"/customers/{customer.id}/machines/add/", serial="NV-77")

    assert (Site.objects.get().street, Contact.objects.get().name) == ("12 Elm Rd", "Grace Chen")
    assert Goal.objects.get().words == "Fewer trips"
    assert added.headers["Location"] == f"/machines/{Machine.objects.get().id}/"


def test_a_consent_without_its_day_is_refused(dana: Client) -> None:
    contact = a_contact()

    answer = sent(dana, f"/contacts/{contact.id}/change/", has_agreed_to_sms="on")

    assert answer.status_code == 422
    assert "When did they agree?" in answer.content.decode()


def test_no_form_shows_a_door_code(dana: Client) -> None:
    site = a_site(door_code="4711#")

    assert "4711#" not in dana.get(f"/sites/{site.id}/change/").content.decode()
