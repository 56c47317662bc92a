from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.builders import MONDAY, a_branch, a_contract, a_customer, a_machine, a_user, a_visit, an_actor

from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.history import record_change
from steadyhand.shared.rows import Row

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client) -> Client:
    client.force_login(a_user(Role.ADMINISTRATOR))
    return client


def written(about: Row, *, by: Actor, at: datetime = MONDAY, **facts: Any) -> None:
    record_change(about, by=by, at=at, **({"verb": "customer changed"} | facts))


def verbs(client: Client, address: str = "/history/") -> list[str]:
    return [row["entry"].verb for row in client.get(address).context["entries"]]


def test_what_was_and_what_became_is_said_in_words(ada: Client) -> None:
    customer = a_customer()
    was = {"name": "Chen", "is_on_credit_hold": False, "branch": str(customer.branch_id), "customer_since_on": None}
    became = {
        "name": "Wong",
        "is_on_credit_hold": True,
        "branch": str(a_branch("DAY").id),
        "customer_since_on": "2019-04-02",
        "taken_at": "2020-03-09T13:00:00Z",
    }
    written(customer, by=an_actor(Role.DISPATCHER), was=was, became=became)

    page = ada.get("/history/")

    assert page.context["entries"][0]["changes"] == [
        ("branch", "Col", "Day"),
        ("customer since", "", "2 April 2019"),
        ("on credit hold", "no", "yes"),
        ("name", "Chen", "Wong"),
        ("taken", "", "9 March 2020"),
    ]
    text = page.content.decode()
    for raw in ("None", "2019-04-02", "2020-03-09", str(customer.branch_id)):
        assert raw not in text


def test_choices_terms_hours_and_rows_that_are_gone_are_said_in_words(ada: Client) -> None:
    contract = a_contract(response_minutes=240)
    change_row(
        contract,
        {"response_minutes": 90, "response_term": "each_call", "calendar_id": a_branch().calendar_id},
        by=an_actor(Role.DISPATCHER),
        at=MONDAY,
        verb="contract changed",
    )
    gone = {"site": "0190a1b2-0000-7000-8000-000000000000", "weekly": {"mon": ["08:00-12:00"]}}
    written(contract.customer, by=an_actor(Role.DISPATCHER), became=gone, at=MONDAY - timedelta(days=1))

    newest, older = ada.get("/history/").context["entries"]

    assert newest["name"] == contract.ref
    assert newest["changes"] == [
        ("working hours", "", "Weekdays"),
        ("response term", "4 h", "1 h 30 min"),
        ("the response term counts", "on average, over a quarter", "at most, for each call"),
    ]
    assert older["changes"] == [
        ("site", "", "something no longer kept"),
        ("weekly", "", "Mon 8:00 am–12:00 pm"),
    ]


def test_a_time_says_how_it_is_known_and_a_name_stands_once(ada: Client) -> None:
    visit = a_visit()
    kept = {"arrived_at": "2020-03-09T13:00:00Z", "arrived_at_how": "observed", "technician": "Bruno Salas"}
    written(visit, by=an_actor(Role.DISPATCHER), became=kept | {"technician_id": str(visit.technician_id)})

    (entry,) = ada.get("/history/").context["entries"]

    assert entry["name"] == f"Call {visit.call.ref}, visit 1"
    assert entry["changes"] == [
        ("arrived", "", "9 March 2020 (observed)"),
        ("technician", "", "Bruno Salas"),
    ]


def test_each_entry_names_what_it_is_about(ada: Client) -> None:
    machine, dana = a_machine(serial="NV-77"), an_actor(Role.DISPATCHER)
    written(machine.customer, by=dana)
    written(machine, by=dana, verb="machine moved")

    assert {row["name"] for row in ada.get("/history/").context["entries"]} == {
        "Chen Family Clinic",
        "Norvik C450 · NV-77",
    }


def test_entries_are_filtered_by_person_kind_and_day(ada: Client) -> None:
    dana, bruno = a_user(Role.DISPATCHER), a_user(Role.TECHNICIAN, name="Bruno Salas")
    customer, machine = a_customer(), a_machine()
    written(customer, by=actor_for(dana.id), verb="one")
    written(machine, by=actor_for(dana.id), verb="two")
    written(customer, by=actor_for(bruno.id), verb="three", at=MONDAY + timedelta(days=1))

    assert verbs(ada) == ["three", "two", "one"]
    assert verbs(ada, f"/history/?person={dana.id}") == ["two", "one"]
    assert verbs(ada, "/history/?kind=machines.machine") == ["two"]
    assert verbs(ada, "/history/?day=2026-03-10") == ["three"]
    assert verbs(ada, f"/history/?person={dana.id}&kind=customers.customer&day=2026-03-09") == ["one"]


def test_a_day_is_the_dealership_s_own(ada: Client) -> None:
    # 3:30 in the morning in UTC is the evening before in Ohio.
    written(a_customer(), by=an_actor(Role.DISPATCHER), verb="late", at=MONDAY.replace(day=10, hour=3, minute=30))

    assert verbs(ada, "/history/?day=2026-03-09") == ["late"]
    assert verbs(ada, "/history/?day=2026-03-10") == []


def test_pages_go_on_and_show_each_entry_once_even_of_one_moment(ada: Client) -> None:
    customer, dana = a_customer(), an_actor(Role.DISPATCHER)
    for number in range(120):
        written(customer, by=dana, verb=f"step {number}")

    seen, address = [], "/history/?kind=customers.customer"
    while address:
        context = ada.get(address).context
        seen += [row["entry"].verb for row in context["entries"]]
        address = context["next_url"]

    assert sorted(seen) == sorted(f"step {number}" for number in range(120))


def test_the_history_costs_the_same_for_many_entries(ada: Client, django_assert_max_num_queries: Any) -> None:
    customer, dana = a_customer(), an_actor(Role.DISPATCHER)
    for _ in range(60):
        written(customer, by=dana)

    with django_assert_max_num_queries(9):
        ada.get("/history/")


def test_an_administrator_of_one_branch_sees_what_they_changed_themselves(client: Client) -> None:
    user = a_user(Role.ADMINISTRATOR, branch=a_branch())
    theirs: Customer = a_customer(branch=a_branch("DAY"))
    written(theirs, by=an_actor(Role.DISPATCHER), verb="not for them")
    written(a_customer(), by=actor_for(user.id), verb="their own")
    client.force_login(user)

    assert verbs(client) == ["their own"]
    assert verbs(client, f"/history/?person={an_actor(Role.SALES).user_id}") == ["their own"]


def test_a_person_is_found_by_part_of_their_name(ada: Client) -> None:
    customer, nora = a_customer(), a_user(Role.DISPATCHER, name="Nora Quill")
    written(customer, by=actor_for(nora.id), verb="hers")
    written(customer, by=an_actor(Role.SALES), verb="another's")

    page = ada.get("/history/", {"person": "QUI no"})

    assert [row["entry"].verb for row in page.context["entries"]] == ["hers"]
    assert 'value="Nora Quill"' in page.content.decode()


def test_of_several_who_may_be_meant_one_is_chosen(ada: Client) -> None:
    customer = a_customer()
    for name in ("Nora Quill", "Nora Reyes"):
        written(customer, by=actor_for(a_user(Role.DISPATCHER, name=name).id), verb=f"by {name}")

    page = ada.get("/history/", {"person": "nora", "kind": "customers.customer"})
    chosen = ada.get(page.context["several"][0][2])

    assert [name for name, _, _ in page.context["several"]] == ["Nora Quill", "Nora Reyes"]
    assert list(page.context["entries"]) == []
    assert [row["entry"].verb for row in chosen.context["entries"]] == ["by Nora Quill"]


def test_a_name_of_nobody_is_said_to_be_one(ada: Client) -> None:
    written(a_customer(), by=an_actor(Role.SALES))

    assert "Nobody is called so" in ada.get("/history/", {"person": "xavier"}).content.decode()
