from dataclasses import replace

import pytest
from tests.builders import MONDAY, a_branch, a_customer, a_machine, a_site, an_actor

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.actions.change_machine import change_machine
from steadyhand.business.machines.record import machine_card
from steadyhand.flows.visit.find_caller import find_caller
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def test_a_mended_serial_is_found_and_stands_in_the_history() -> None:
    machine, dana = a_machine(serial="NV-78", ref="E9"), an_actor(Role.DISPATCHER)
    card = machine_card(dana, machine.id)
    assert card is not None

    change_machine(by=dana, machine_id=machine.id, facts=replace(card.described, serial="NV-87"), now=MONDAY)

    (entry,) = changes_of(machine.tenant_id, [machine.id])
    assert [found.machine_id for found in find_caller(by=dana, typed="nv87")] == [machine.id]
    assert find_caller(by=dana, typed="nv78") == []
    assert (entry.was, entry.became) == ({"serial": "NV-78"}, {"serial": "NV-87"})


def test_its_own_serial_is_no_double() -> None:
    machine, dana = a_machine(serial="NV-78"), an_actor(Role.DISPATCHER)
    card = machine_card(dana, machine.id)
    assert card is not None

    change_machine(by=dana, machine_id=machine.id, facts=replace(card.described, note="loud"), now=MONDAY)

    changed = machine_card(dana, machine.id)
    assert changed is not None
    assert changed.described.note == "loud"


def test_another_branch_s_machine_stays_as_it_is() -> None:
    machine = a_machine(site=a_site(a_customer(branch=a_branch("DAY"))))
    card = machine_card(an_actor(Role.DISPATCHER), machine.id)
    assert card is not None

    with pytest.raises(CannotKeep, match="isn't at one of your branches' customers"):
        change_machine(
            by=an_actor(Role.DISPATCHER, branch=a_branch()), machine_id=machine.id, facts=card.described, now=MONDAY
        )
