import pytest
from django.test import Client
from tests.builders import a_branch, a_call, a_customer, a_machine, a_site, a_user
from tests.builders.found import findable

from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(client: Client) -> Client:
    client.force_login(a_user(Role.DISPATCHER, branch=a_branch()))
    return client


def test_results_come_as_options_while_somebody_types(dana: Client) -> None:
    customer = a_customer("Chen Family Clinic")
    findable(customer, a_customer("Chenoweth Dental"))

    page = dana.get("/find/?q=chen", headers={"HX-Request": "true"})

    text = page.content.decode()
    assert "<html" not in text
    assert text.count('role="option"') == 2
    assert f'href="/customers/{customer.id}/"' in text


def test_a_single_hit_is_opened_at_once(dana: Client) -> None:
    machine = a_machine(serial="NV-77")
    findable(machine)

    assert dana.get("/find/?q=nv77").headers["Location"] == f"/machines/{machine.id}/"


def test_several_hits_are_a_list_and_none_says_what_to_try(dana: Client) -> None:
    findable(a_customer("Chen Family Clinic"), a_customer("Chenoweth Dental"))

    assert "Chenoweth Dental" in dana.get("/find/?q=chen").content.decode()
    assert "Nothing is known by these words" in dana.get("/find/?q=xerxes").content.decode()


def test_what_was_typed_is_text_and_never_markup(dana: Client) -> None:
    page = dana.get("/find/", {"q": "<script>alert(1)</script>"}, headers={"HX-Request": "true"})

    assert "<script>" not in page.content.decode()


def test_technicians_find_no_calls_for_a_call_s_page_is_not_theirs(client: Client) -> None:
    call = a_call(machine=a_machine(site=a_site(a_customer(branch=a_branch()))), ref="10023")
    client.force_login(a_user(Role.TECHNICIAN, branch=a_branch()))

    assert call.ref not in client.get("/find/?q=1002", headers={"HX-Request": "true"}).content.decode()
