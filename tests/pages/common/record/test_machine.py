from typing import Any

import pytest
from django.test import Client
from tests.builders import a_branch, a_call, a_contract, a_machine, a_meter, a_user, a_visit

from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db


def test_a_machine_s_page_shows_what_it_is_what_covers_it_and_what_happened(client: Client) -> None:
    machine = a_machine(serial="NV-77", asset_tag="T-9", stands_where="copy room")
    machine.contract = a_contract(machine.customer, ref="K-220")
    machine.save()
    a_meter(machine)
    a_visit(
        call=a_call(machine=machine, problem="Lines on every page"), state="done", told_customer="Cleaned the drum."
    )
    client.force_login(a_user(Role.SALES, branch=a_branch()))

    text = client.get(f"/machines/{machine.id}/").content.decode()

    for shown in (
        "NV-77",
        "T-9",
        "copy room",
        "Contract K-220",
        "no reading yet",
        "Cleaned the drum.",
        "Covered: parts",
    ):
        assert shown in text
    assert "None" not in text


def test_the_desk_takes_calls_from_here_and_others_do_not(client: Client) -> None:
    machine = a_machine()
    address = f"/machines/{machine.id}/"

    client.force_login(a_user(Role.DISPATCHER, branch=a_branch()))
    assert f"?machine={machine.id}" in client.get(address).content.decode()
    client.force_login(a_user(Role.SALES, branch=a_branch()))
    assert "?machine=" not in client.get(address).content.decode()


def test_a_machine_without_model_site_or_contract_has_a_page(client: Client) -> None:
    machine = a_machine()
    machine.model = machine.site = None
    machine.save()
    client.force_login(a_user(Role.TECHNICIAN, branch=a_branch()))

    text = client.get(f"/machines/{machine.id}/").content.decode()

    assert "machine of an unknown model" in text
    assert "No contract: everything is billable." in text


def test_a_machine_s_page_costs_the_same_however_many_meters(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    machine = a_machine()
    for kind in ("mono", "colour", "scan"):
        a_meter(machine, kind=kind, ref=f"{machine.ref}:{kind}")
    client.force_login(a_user(Role.DISPATCHER, branch=a_branch()))

    with django_assert_max_num_queries(16):
        client.get(f"/machines/{machine.id}/")
