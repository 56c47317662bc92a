from dataclasses import replace

import pytest
from tests.builders import MONDAY, a_branch, a_customer, an_actor
from tests.builders.found import findable

from steadyhand.business.customers.actions.change_customer import change_customer
from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.customers.models import Customer
from steadyhand.business.customers.queries.described import described_customer
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.find_caller import find_caller
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def test_a_renamed_customer_is_found_by_the_new_name_alone() -> None:
    customer = a_customer("Chen Family Clinic")
    findable(customer)
    dana = an_actor(Role.DISPATCHER)
    described = described_customer(dana, customer.id)
    assert described is not None

    change_customer(
        by=dana, customer_id=customer.id, facts=replace(described, name="Wong Clinic"), country="US", now=MONDAY
    )

    assert [found.title for found in find_caller(by=dana, typed="wong")] == ["Wong Clinic"]
    assert find_caller(by=dana, typed="chen") == []


def test_the_history_keeps_only_what_differs_and_why() -> None:
    customer = a_customer("Chen Family Clinic", note="")
    dana = an_actor(Role.DISPATCHER)
    described = described_customer(dana, customer.id)
    assert described is not None
    facts = replace(described, note="Closed on Wednesdays.")

    change_customer(by=dana, customer_id=customer.id, facts=facts, country="US", now=MONDAY, why="she said so")
    change_customer(by=dana, customer_id=customer.id, facts=facts, country="US", now=MONDAY)

    (entry,) = changes_of(customer.tenant_id, [customer.id])
    assert (entry.was, entry.became, entry.why) == ({"note": ""}, {"note": "Closed on Wednesdays."}, "she said so")


def test_a_customer_moves_to_a_branch_of_the_actor_only() -> None:
    customer = a_customer(branch=a_branch())
    dana = an_actor(Role.DISPATCHER, branch=a_branch())
    described = described_customer(dana, customer.id)
    assert described is not None

    with pytest.raises(CannotKeep, match="your own branches only"):
        change_customer(
            by=dana,
            customer_id=customer.id,
            facts=replace(described, branch_id=a_branch("DAY").id),
            country="US",
            now=MONDAY,
        )


def test_another_branch_s_customer_stays_as_it_is() -> None:
    customer = a_customer("Chen Family Clinic", branch=a_branch("DAY"))
    described = described_customer(an_actor(Role.DISPATCHER), customer.id)
    assert described is not None

    with pytest.raises(CannotKeep, match="isn't one of your branches' customers"):
        change_customer(
            by=an_actor(Role.DISPATCHER, branch=a_branch()),
            customer_id=customer.id,
            facts=replace(described, name="Stolen"),
            country="US",
            now=MONDAY,
        )

    assert Customer.objects.get(id=customer.id).name == "Chen Family Clinic"
