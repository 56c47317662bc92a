from typing import Any

import pytest
from tests.builders import (
    MONDAY,
    a_branch,
    a_call,
    a_contact,
    a_customer,
    a_dealership,
    a_machine,
    a_model,
    a_site,
    an_actor,
)
from tests.builders.found import findable

from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.find_caller import find_caller
from steadyhand.shared.landing import open_batch
from steadyhand.shared.models import FindingKey

pytestmark = pytest.mark.django_db


def titles(typed: str, **asker: Any) -> list[str]:
    by = asker.get("by") or an_actor(Role.DISPATCHER)
    return [found.title for found in find_caller(by=by, typed=typed)]


@pytest.fixture
def clinic() -> Any:
    customer = a_customer("Chen's Family Clinic", ref="C1007", phone="(614) 555-0148")
    site = a_site(customer, name="Riverside", street="114 N. Main St.", city="Columbus")
    contact = a_contact(customer, name="Grace Müller", phone="", mobile="614-555-0177")
    machine = a_machine(site=site, serial="AB-12 O345", asset_tag="T-900", ref="EQ55", model=a_model(name="C450"))
    findable(customer, site, contact, machine)
    return customer


@pytest.mark.usefixtures("clinic")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ab120345", "Norvik C450 · AB-12 O345"),  # serial, without dashes, a zero for the O
        ("AB-12", "Norvik C450 · AB-12 O345"),  # its beginning
        ("0345", "Norvik C450 · AB-12 O345"),  # its last digits
        ("t900", "Norvik C450 · AB-12 O345"),  # the asset tag
        ("eq55", "Norvik C450 · AB-12 O345"),  # the equipment number
        ("c1007", "Chen's Family Clinic"),  # the customer number
        ("chen", "Chen's Family Clinic"),
        ("clinic fam", "Chen's Family Clinic"),  # words in any order, the last one begun
        ("+1 614 555 0148", "Chen's Family Clinic"),
        ("614.555.0148", "Chen's Family Clinic"),
        ("5550148", "Chen's Family Clinic"),
        ("mueller", "Grace Müller"),
        ("grace muller", "Grace Müller"),
        ("(614) 555 0177", "Grace Müller"),
        ("114 north main", "Riverside"),
        ("main street", "Riverside"),
        ("riverside 114", "Riverside"),  # a name and a house number
    ],
)
def test_a_row_is_found_by_whatever_people_know_of_it(typed: str, expected: str) -> None:
    assert titles(typed) == [expected]


@pytest.mark.usefixtures("clinic")
@pytest.mark.parametrize(
    "typed", ["", "   ", "?", "chem", "chen xerxes", "ZZ99999", "x" * 500, "%_'\"\\", "\U0010ffff"]
)
def test_what_nothing_is_known_by_finds_nothing(typed: str) -> None:
    assert titles(typed) == []


def test_whole_words_come_before_beginnings() -> None:
    findable(a_customer("Mainz Printing", ref="A1"), a_customer("Zeta Main", ref="A2"))

    assert titles("main") == ["Zeta Main", "Mainz Printing"]


def test_whole_words_are_not_crowded_out_by_many_beginnings() -> None:
    findable(*(a_customer(f"Maintain {number}", ref=f"B{number}") for number in range(60)))
    findable(a_customer("Zeta Main", ref="A2"))

    found = titles("main")

    assert len(found) == 12
    assert found[0] == "Zeta Main"


def test_a_call_is_found_by_its_number_the_whole_one_first() -> None:
    machine = a_machine(site=a_site(a_customer("Chen Family Clinic")))
    for ref in ("10023", "1002", "20023"):
        a_call(machine=machine, ref=ref)

    assert titles("1002") == ["Call 1002", "Call 10023"]
    assert titles("#10023") == ["Call 10023"]


def test_a_found_row_carries_what_belongs_to_it() -> None:
    machine = a_machine(
        site=a_site(a_customer("Chen Family Clinic"), name="Riverside", street="1 Elm Rd"), asset_tag="T1"
    )
    findable(machine)

    (found,) = find_caller(by=an_actor(Role.DISPATCHER), typed=machine.serial)

    assert (found.kind, found.customer_id, found.site_id, found.machine_id, found.contact_id) == (
        "machine",
        machine.customer_id,
        machine.site_id,
        machine.id,
        None,
    )
    assert found.detail == "Chen Family Clinic · Riverside · tag T1"


def test_another_branch_s_rows_are_not_found_however_many_there_are() -> None:
    ours, theirs = a_branch("COL"), a_branch("DAY")
    for number in range(80):
        findable(a_customer("Medical Center", branch=theirs, ref=f"D{number}"))
    findable(a_customer("Medical Supplies", branch=ours, ref="C1"))
    a_call(machine=a_machine(site=a_site(a_customer(branch=theirs))), ref="777")
    dana = an_actor(Role.DISPATCHER, branch=ours)

    assert titles("medical", by=dana) == ["Medical Supplies"]
    assert titles("777", by=dana) == []


def test_another_dealership_s_rows_are_not_found() -> None:
    a_dealership()
    other = a_dealership(name="Harbor Copiers")
    findable(a_customer("Chen Family Clinic", branch=a_branch("HAR", tenant_id=other.id)))

    assert titles("chen") == []


def test_rows_of_a_batch_are_found_once_it_has_landed() -> None:
    customer = a_customer("Chen Family Clinic")
    findable(customer)
    batch = open_batch(tenant_id=customer.tenant_id, source="customers.csv", now=MONDAY)
    FindingKey.objects.filter(tenant_id=customer.tenant_id).update(batch_id=batch.id)

    assert titles("chen") == []
    type(batch).objects.filter(**batch.where()).update(landed_at=MONDAY)
    assert titles("chen") == ["Chen Family Clinic"]


@pytest.mark.usefixtures("clinic")
def test_finding_takes_at_most_eight_queries(django_assert_max_num_queries: Any) -> None:
    dana = an_actor(Role.DISPATCHER, branch=a_branch())

    with django_assert_max_num_queries(8):
        find_caller(by=dana, typed="main street 114")
