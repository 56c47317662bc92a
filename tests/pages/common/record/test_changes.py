"""A customer's and a machine's own history, in words."""

from dataclasses import replace

import pytest
from django.test import Client
from tests.builders import MONDAY, a_branch, a_contract, a_customer, a_machine, a_reading, a_site, a_user, an_actor
from tests.builders.record import a_meter

from steadyhand.business.customers.actions.change_contract import change_contract
from steadyhand.business.customers.queries.described import described_contract
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.actions.correct_reading import Correction, correct_reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(client: Client) -> Client:
    client.force_login(a_user(Role.DISPATCHER, branch=a_branch()))
    return client


def test_a_customer_s_history_has_what_is_written_under_it(dana: Client) -> None:
    contract, marta = a_contract(response_minutes=240), an_actor(Role.SERVICE_MANAGER, name="Marta Keller")
    found = described_contract(marta, contract.id)
    assert found is not None
    change_contract(by=marta, contract_id=contract.id, facts=replace(found[2], response_minutes=120), now=MONDAY)
    a_customer("Somebody else")

    page = dana.get(f"/customers/{contract.customer_id}/history/")

    (entry,) = page.context["entries"]
    assert (entry["name"], entry["changes"]) == (contract.ref, [("response term", "4 h", "2 h")])
    assert "Marta Keller" in page.content.decode()


def test_a_machine_s_history_has_its_corrected_readings(dana: Client) -> None:
    machine = a_machine(site=a_site())
    reading = a_reading(a_meter(machine), shown=91_000)
    correct_reading(
        by=an_actor(Role.SERVICE_MANAGER),
        reading_id=reading.id,
        correction=Correction(shown=19_000, was_shown=91_000, why="Digits swapped"),
        now=MONDAY,
    )

    text = dana.get(f"/machines/{machine.id}/history/").content.decode()

    assert "corrected a reading of the mono meter" in text
    assert "Digits swapped" in text


def test_nothing_changed_says_so(dana: Client) -> None:
    assert "Nothing was changed" in dana.get(f"/customers/{a_customer().id}/history/").content.decode()
