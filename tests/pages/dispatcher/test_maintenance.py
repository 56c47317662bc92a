"""The list of machines that are due, and a preventive call from it."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.builders import a_branch, a_customer, a_site
from tests.builders.desk import a_form, signed_in
from tests.builders.upkeep import a_machine_in_cycle, a_paced_meter, maintained, noon_days_ago, reckoned

from steadyhand.business.calls.models import Call
from steadyhand.business.calls.rules import CallType
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.models import Machine
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db


def due_machines(how_many: int, *, code: str = "COL") -> list[Machine]:
    site = a_site(a_customer(f"Customer at {code}", branch=a_branch(code)))
    machines = [a_machine_in_cycle(site=site) for _ in range(how_many)]
    reckoned(*machines)
    return machines


def shown(client: Client, query: str = "") -> str:
    response = client.get(f"/pm-due/{query}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_each_machine_says_why_it_is_due_and_when_it_was_last_maintained() -> None:
    by_days, by_pages = a_machine_in_cycle(), a_machine_in_cycle(every_pages=60_000, every_days=None)
    maintained(by_days, noon_days_ago(181))
    a_paced_meter(by_pages, pages_a_day=1_000, days=62, until=read_clock())
    reckoned(by_days, by_pages)

    page = shown(signed_in())

    assert "<td>Yesterday</td> <td>Due every 180 days</td>" in page
    assert "<td>62,000 pages read, due every 60,000 pages</td>" in page
    assert "None known" in page
    assert by_days.serial in page


def test_one_button_takes_the_call_once_and_names_it() -> None:
    (machine,), dana = due_machines(1), signed_in()
    form = a_form(machine=str(machine.id))

    first, second = dana.post("/pm-due/take/", form), dana.post("/pm-due/take/", form)

    assert [(each.status_code, each["Location"]) for each in (first, second)] == [(303, "/pm-due/")] * 2
    call = Call.objects.get()
    assert (call.call_type, call.machine_id) == (CallType.PREVENTIVE, machine.id)
    page = shown(dana)
    assert f"Call {call.ref} is taken; plan its visit." in page
    assert f'href="/calls/{call.id}/"' in page
    assert "Take a preventive call" not in page


def test_a_second_form_for_the_same_machine_is_told_of_the_first() -> None:
    (machine,), dana = due_machines(1), signed_in()
    dana.post("/pm-due/take/", a_form(machine=str(machine.id)))

    page = dana.post("/pm-due/take/", a_form(machine=str(machine.id)), follow=True).content.decode()

    assert "for its maintenance is open already" in page
    assert Call.objects.count() == 1


@pytest.mark.parametrize("machine", ["", "nonsense", "01890000-0000-7000-8000-00000000dead"])
def test_what_is_no_machine_of_the_list_takes_nothing(machine: str) -> None:
    response = signed_in().post("/pm-due/take/", a_form(machine=machine), follow=True)

    assert response.status_code == 200
    assert Call.objects.count() == 0


def test_one_branch_can_be_chosen_and_stays_chosen() -> None:
    due_machines(1, code="COL")
    (dayton,) = due_machines(1, code="DAYT")
    dana = signed_in()

    page = shown(dana, "?branch=DAYT")
    answer = dana.post("/pm-due/take/", a_form(machine=str(dayton.id), branch="DAYT"))

    assert "Customer at DAYT" in page
    assert "Customer at COL" not in page
    assert answer["Location"] == "/pm-due/?branch=DAYT"


def test_pages_lead_on_and_back() -> None:
    machines, dana = due_machines(51), signed_in()

    first = shown(dana)
    next_url = re.search(r'href="/pm-due/(\?after=[^"]+)" rel="next"', first)
    assert next_url is not None
    second = shown(dana, next_url[1])

    assert [sum(f"/machines/{each.id}/" in page for each in machines) for page in (first, second)] == [50, 1]
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second


def test_a_principal_reads_and_takes_no_calls() -> None:
    (machine,), principal = due_machines(1), signed_in(Role.PRINCIPAL)

    assert "Take a preventive call" not in shown(principal)
    assert principal.post("/pm-due/take/", a_form(machine=str(machine.id))).status_code == 403


def test_another_branch_s_machine_is_not_theirs_to_take() -> None:
    (machine,), dana = due_machines(1, code="DAYT"), signed_in(branch=a_branch("COL"))

    dana.post("/pm-due/take/", a_form(machine=str(machine.id)))

    assert Call.objects.count() == 0


def test_an_empty_list_says_what_will_be_there() -> None:
    page = shown(signed_in())

    assert "No machine is due" in page
    assert "when its model's cycle, by pages or by days, has run out" in page


def test_a_page_takes_as_many_queries_for_many_as_for_one(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    due_machines(20)
    dana = signed_in()

    with django_assert_max_num_queries(12):
        shown(dana)
