from datetime import date
from uuid import UUID

import pytest
from tests.builders import MONDAY, a_branch, a_contract, a_customer, a_machine, a_site, an_actor

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.actions.add_machine import add_machine
from steadyhand.business.machines.described import DescribedMachine
from steadyhand.business.machines.models import Machine
from steadyhand.flows.visit.find_caller import find_caller

pytestmark = pytest.mark.django_db


def added(customer: Customer, *, site_id: UUID | None = None, **facts: object) -> UUID:
    return add_machine(
        by=an_actor(Role.DISPATCHER, branch=a_branch()),
        customer_id=customer.id,
        site_id=site_id,
        stands_where="copy room",
        facts=DescribedMachine(**facts),  # type: ignore[arg-type]  # each test gives what it needs
        now=MONDAY,
    )


def test_a_new_machine_is_found_by_serial_and_tag_and_known_by_its_serial() -> None:
    machine_id = added(a_customer(), serial="NV-77", asset_tag="T-1")

    by = an_actor(Role.DISPATCHER)
    assert Machine.objects.get(id=machine_id).ref == "NV-77"
    assert [found.machine_id for found in find_caller(by=by, typed="nv77")] == [machine_id]
    assert [found.machine_id for found in find_caller(by=by, typed="t1")] == [machine_id]


def test_a_machine_needs_a_serial_or_a_tag() -> None:
    with pytest.raises(CannotKeep, match="serial number or an asset tag"):
        added(a_customer())


def test_a_serial_that_stands_elsewhere_is_refused_with_where() -> None:
    a_machine(site=a_site(a_customer("Wong Dental")), serial="NV-77")

    with pytest.raises(CannotKeep, match="Serial number NV-77 stands at Wong Dental"):
        added(a_customer(), serial="NV-77")


def test_another_branch_s_customer_is_not_named() -> None:
    a_machine(site=a_site(a_customer("Secret Clinic", branch=a_branch("DAY"))), serial="NV-77")

    with pytest.raises(CannotKeep, match="stands at a customer of another branch"):
        added(a_customer(), serial="NV-77")


def test_a_removed_machine_s_serial_may_come_back() -> None:
    a_machine(serial="NV-77", ref="NV-77", removed_on=date(2026, 1, 1))

    machine_id = added(a_customer(), serial="NV-77")

    assert Machine.objects.get(id=machine_id).ref == "E-1"


def test_site_and_contract_are_the_customer_s_own() -> None:
    other = a_customer("Wong Dental")

    with pytest.raises(CannotKeep, match="isn't one of Chen Family Clinic's sites"):
        added(a_customer(), serial="NV-77", site_id=a_site(other).id)
    with pytest.raises(CannotKeep, match="contract belongs to another customer"):
        added(a_customer(), serial="NV-77", contract_id=a_contract(other).id)


def test_a_machine_is_not_removed_before_it_was_installed() -> None:
    with pytest.raises(CannotKeep, match="removed before it was installed"):
        added(a_customer(), serial="NV-77", installed_on=date(2026, 2, 1), removed_on=date(2026, 1, 1))
