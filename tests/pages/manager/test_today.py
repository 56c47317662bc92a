from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.builders import a_branch, a_call, a_customer, a_machine, a_site, a_user, a_visit

from steadyhand.business.calls.models import Call, CustomerMessage
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.clock import How, read_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def marta(client: Client) -> Client:
    client.force_login(a_user(Role.SERVICE_MANAGER, branch=a_branch()))
    return client


def numbers(client: Client) -> dict[str, list[str]]:
    context = client.get("/today/").context
    shown = {name: [row["call"].number for row in context[name]] for name in ("late", "waiting", "unknown")}
    return shown | {"messages": [row["message"].call_number for row in context["messages_waiting"]]}


def test_a_quiet_day_says_so(marta: Client) -> None:
    text = marta.get("/today/").content.decode()

    assert "Nobody waits longer than we agreed." in text
    assert "every caller is known" in text


def test_each_card_opens_its_rows(marta: Client) -> None:
    now, machine = read_clock(), a_machine()
    late = a_call(machine=machine, ref="1", respond_by=now - timedelta(minutes=50))
    waiting = a_call(machine=machine, ref="2", state="waiting", waiting_for="parts")
    CustomerMessage.objects.create(
        tenant_id=late.tenant_id, call=waiting, kind="please_call", words="When?", sent_at=now
    )
    Call.objects.create(
        tenant_id=late.tenant_id,
        branch=a_branch(),
        ref="3",
        problem="Dead",
        taken_at=now,
        taken_at_how=How.OBSERVED,
        caller_name="Mr Hollis",
    )

    assert numbers(marta) == {"late": ["1"], "waiting": ["2"], "unknown": ["3"], "messages": ["2"]}
    text = marta.get("/today/").content.decode()
    for shown in ("50 min late", "a part", "please call me", "Mr Hollis", f"/calls/{late.id}/"):
        assert shown in text


def test_a_call_is_late_only_while_nobody_has_been_there(marta: Client) -> None:
    now = read_clock()
    reached = a_call(ref="1", respond_by=now - timedelta(hours=1), state="under_way")
    a_visit(call=reached, state="on_site", arrived_at=now, arrived_at_how=How.OBSERVED)
    assumed = a_call(ref="2", respond_by=now - timedelta(hours=1), state="under_way")
    a_visit(call=assumed, state="on_site", arrived_at=now, arrived_at_how=How.DEFAULTED)
    a_call(ref="3", respond_by=now - timedelta(hours=1), state="closed")
    a_call(ref="4", respond_by=now + timedelta(hours=1))

    assert numbers(marta)["late"] == ["2"]


def test_another_branch_s_calls_do_not_need_this_manager(marta: Client) -> None:
    theirs = a_machine(site=a_site(a_customer(branch=a_branch("DAY"))))
    a_call(machine=theirs, respond_by=read_clock() - timedelta(hours=1))
    a_call(machine=theirs, state="waiting", waiting_for="it")

    assert numbers(marta) == {"late": [], "waiting": [], "unknown": [], "messages": []}


def test_the_page_costs_the_same_for_many_calls(marta: Client, django_assert_max_num_queries: Any) -> None:
    machine, now = a_machine(), read_clock()
    for _ in range(15):
        a_call(machine=machine, respond_by=now - timedelta(hours=1))
        a_visit(call=a_call(machine=machine, state="waiting", waiting_for="parts"), state="parts")

    with django_assert_max_num_queries(52):
        marta.get("/today/")
