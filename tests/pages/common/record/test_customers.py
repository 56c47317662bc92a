from typing import Any

import pytest
from django.test import Client
from tests.builders import (
    MONDAY,
    a_branch,
    a_call,
    a_contact,
    a_contract,
    a_customer,
    a_machine,
    a_site,
    a_user,
)

from steadyhand.business.calls.rules import CallState
from steadyhand.business.customers.models import Goal
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db


def signed_in(client: Client, role: Role, branch: Any = None) -> Client:
    client.force_login(a_user(role, branch=branch or a_branch()))
    return client


def test_the_list_goes_on_by_name_and_shows_each_customer_once(client: Client) -> None:
    for number in range(120):
        # Many of one name: the next page must begin between two of them.
        a_customer("Same Name" if number < 80 else f"Other {number}", ref=f"R{number:03}")
    signed_in(client, Role.DISPATCHER)

    seen, address = [], "/customers/"
    while address:
        context = client.get(address).context
        seen += [row["cells"][0][0] for row in context["rows"]]
        address = context["next_url"]

    assert len(seen) == 120
    assert sorted(seen) == [f"R{number:03}" for number in range(120)]


def test_the_list_costs_the_same_for_one_and_for_fifty(client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(60):
        a_customer(f"Customer {number}", ref=f"R{number}")
    signed_in(client, Role.DISPATCHER)

    with django_assert_max_num_queries(9):
        client.get("/customers/")


def test_another_branch_s_customers_are_not_in_the_list(client: Client) -> None:
    a_customer("Ours", branch=a_branch())
    a_customer("Theirs", branch=a_branch("DAY"))

    rows = signed_in(client, Role.DISPATCHER).get("/customers/").context["rows"]

    assert [row["name"] for row in rows] == ["Ours"]


def test_a_mistyped_place_in_the_list_starts_it_anew(client: Client) -> None:
    a_customer("Ours")

    assert signed_in(client, Role.DISPATCHER).get("/customers/?after=nonsense").status_code == 200


def test_a_customer_s_page_shows_the_record_and_no_door_code(client: Client) -> None:
    customer = a_customer("Chen Family Clinic", is_on_credit_hold=True)
    site = a_site(customer, name="Riverside", door_code="4711#")
    a_contact(customer, name="Grace Chen", mobile="6145550177")
    machine = a_machine(site=site, serial="NV-77", contract=a_contract(customer, ref="K-220"))
    a_call(machine=machine, ref="10023", state=CallState.TO_PLAN)
    Goal.objects.create(
        tenant_id=customer.tenant_id, customer=customer, ref="G1", words="Fewer trips", said_by="Grace", said_on=MONDAY
    )

    for role in (Role.DISPATCHER, Role.ADMINISTRATOR, Role.TECHNICIAN):
        text = signed_in(client, role).get(f"/customers/{customer.id}/").content.decode()

        for shown in ("Riverside", "Grace Chen", "(614) 555-0177", "NV-77", "K-220", "10023", "Fewer trips", "credit"):
            assert shown in text
        assert "4711#" not in text
        assert "None" not in text
        assert str(customer.tenant_id) not in text


def test_a_technician_reads_and_does_not_change(client: Client) -> None:
    customer = a_customer()

    text = signed_in(client, Role.TECHNICIAN).get(f"/customers/{customer.id}/").content.decode()

    assert "/change/" not in text
    assert "/add/" not in text
    assert client.get(f"/customers/{customer.id}/change/").status_code == 403


def test_a_customer_s_page_costs_the_same_however_much_they_have(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    customer = a_customer()
    for number in range(12):
        site = a_site(customer, name=f"Site {number}")
        a_contact(customer, site=site)
        a_call(machine=a_machine(site=site, contract=a_contract(customer)))
    signed_in(client, Role.DISPATCHER)

    with django_assert_max_num_queries(18):
        client.get(f"/customers/{customer.id}/")


def test_a_call_that_a_file_closed_while_it_waited_reads_closed(client: Client) -> None:
    call = a_call(state=CallState.CLOSED, waiting_for="it", closed_at=MONDAY, closed_at_how="entered")

    shown = signed_in(client, Role.DISPATCHER).get(f"/customers/{call.customer_id}/").context["calls"]

    assert [(row["word"], row["kind"]) for row in shown] == [("closed", "done")]
