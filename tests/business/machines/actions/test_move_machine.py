import pytest
from tests.builders import MONDAY, a_branch, a_contract, a_customer, a_machine, a_site, an_actor

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.actions.move_machine import move_machine
from steadyhand.business.machines.models import Machine
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def test_a_machine_moves_to_another_room_and_says_why() -> None:
    machine = a_machine()
    site = a_site(machine.customer, name="Annex")

    move_machine(
        by=an_actor(Role.DISPATCHER),
        machine_id=machine.id,
        customer_id=machine.customer_id,
        site_id=site.id,
        stands_where="Room 4",
        now=MONDAY,
        why="They rebuilt.",
    )

    moved = Machine.objects.get(id=machine.id)
    (entry,) = changes_of(machine.tenant_id, [machine.id])
    assert (moved.site_id, moved.stands_where) == (site.id, "Room 4")
    assert (entry.verb, entry.why) == ("machine moved", "They rebuilt.")


def test_a_machine_that_goes_to_another_customer_leaves_its_contract() -> None:
    customer, other = a_customer(), a_customer("Wong Dental")
    machine = a_machine(site=a_site(customer), contract=a_contract(customer))

    move_machine(
        by=an_actor(Role.DISPATCHER),
        machine_id=machine.id,
        customer_id=other.id,
        site_id=None,
        stands_where="",
        now=MONDAY,
    )

    moved = Machine.objects.get(id=machine.id)
    assert (moved.customer_id, moved.site_id, moved.contract_id) == (other.id, None, None)


def test_a_machine_goes_to_sites_of_its_customer_and_to_customers_of_the_actor_only() -> None:
    machine = a_machine()
    dana = an_actor(Role.DISPATCHER, branch=a_branch())
    theirs = a_site(a_customer("Wong Dental", branch=a_branch("DAY")))

    with pytest.raises(CannotKeep, match="isn't one of Chen Family Clinic's sites"):
        move_machine(
            by=dana,
            machine_id=machine.id,
            customer_id=machine.customer_id,
            site_id=theirs.id,
            stands_where="",
            now=MONDAY,
        )
    with pytest.raises(CannotKeep, match="new customer isn't one of your branches' customers"):
        move_machine(
            by=dana,
            machine_id=machine.id,
            customer_id=theirs.customer_id,
            site_id=theirs.id,
            stands_where="",
            now=MONDAY,
        )
