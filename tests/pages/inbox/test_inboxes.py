from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.builders import a_branch, a_call, a_contract, a_customer, a_machine, a_part, a_site, a_user, a_visit

from steadyhand.business.calls.models import PartUsed
from steadyhand.business.customers.models import Goal
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.clock import How, read_clock

pytestmark = pytest.mark.django_db


def signed_in(client: Client, role: Role) -> Client:
    client.force_login(a_user(role, branch=a_branch()))
    return client


def numbers(client: Client, address: str) -> list[str]:
    return [row["call"].number for row in client.get(address).context["rows"]]


def test_each_inbox_has_what_waits_for_it_longest_first(client: Client) -> None:
    machine, now = a_machine(), read_clock()
    a_call(machine=machine, ref="1", state="waiting", waiting_for="it", taken_at=now)
    a_call(machine=machine, ref="2", state="waiting", waiting_for="it", taken_at=now - timedelta(days=1))
    a_call(machine=machine, ref="3", state="waiting", waiting_for="parts")
    a_call(machine=machine, ref="4", state="waiting", waiting_for="hands")
    a_call(machine=machine, ref="5")
    a_call(machine=a_machine(site=a_site(a_customer(branch=a_branch("DAY")))), state="waiting", waiting_for="it")

    assert numbers(signed_in(client, Role.IT_SPECIALIST), "/for-it/") == ["2", "1"]
    assert numbers(signed_in(client, Role.PARTS), "/parts-wanted/") == ["3"]


def test_the_parts_inbox_shows_what_was_used_and_written(client: Client) -> None:
    call = a_call(state="waiting", waiting_for="parts")
    visit = a_visit(
        call=call,
        state="parts",
        finished_at=read_clock() - timedelta(hours=3),
        finished_at_how=How.OBSERVED,
        next_step="Fuser is ordered",
        stays_inside="Rollers are worn",
    )
    PartUsed.objects.create(tenant_id=call.tenant_id, visit=visit, part=a_part(ref="FU-1"), quantity=2, ref="U1")

    text = signed_in(client, Role.PARTS).get("/parts-wanted/").content.decode()

    for shown in ("2 × Fuser unit (FU-1)", "Fuser is ordered", "Rollers are worn", "waiting since"):
        assert shown in text


def test_a_defaulted_end_of_a_visit_is_not_shown_as_known(client: Client) -> None:
    call = a_call(state="waiting", waiting_for="it")
    a_visit(call=call, state="it", finished_at=read_clock(), finished_at_how=How.DEFAULTED)

    assert "waiting since" not in signed_in(client, Role.IT_SPECIALIST).get("/for-it/").content.decode()


def test_an_inbox_costs_the_same_for_many_calls(client: Client, django_assert_max_num_queries: Any) -> None:
    machine = a_machine()
    for _ in range(10):
        a_visit(call=a_call(machine=machine, state="waiting", waiting_for="it"), state="it")
    signed_in(client, Role.IT_SPECIALIST)

    with django_assert_max_num_queries(10):
        client.get("/for-it/")


def test_sales_sees_what_ends_within_half_a_year_with_what_the_customer_wants(client: Client) -> None:
    today = read_clock().date()
    chen, wong = a_customer("Chen Family Clinic"), a_customer("Wong Dental")
    a_contract(chen, ref="K1", ends_on=today + timedelta(days=90))
    a_contract(wong, ref="K2", lease_ends_on=today + timedelta(days=30), lessor="Midwest Leasing")
    a_contract(wong, ref="K3", ends_on=today + timedelta(days=200))
    a_contract(wong, ref="K4", ends_on=today - timedelta(days=9))
    a_contract(a_customer("Theirs", branch=a_branch("DAY")), ends_on=today + timedelta(days=9))
    Goal.objects.create(
        tenant_id=chen.tenant_id, customer=chen, ref="G1", words="Fewer trips", said_by="Grace", said_on=today
    )

    page = signed_in(client, Role.SALES).get("/ending/")

    assert [row["ending"].contract for row in page.context["rows"]] == ["K2", "K1"]
    for shown in ("with Midwest Leasing", "Fewer trips", "Nobody has asked them yet"):
        assert shown in page.content.decode()
