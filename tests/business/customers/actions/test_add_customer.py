import pytest
from tests.builders import MONDAY, a_branch, a_customer, an_actor

from steadyhand.business.customers.actions.add_customer import add_customer
from steadyhand.business.customers.described import CannotKeep, DescribedCustomer
from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.find_caller import find_caller
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def test_a_new_customer_gets_the_next_free_number_and_can_be_found_at_once() -> None:
    branch = a_branch()
    a_customer(ref="C-1", branch=branch)
    dana = an_actor(Role.DISPATCHER, branch=branch)

    added = add_customer(
        by=dana, facts=DescribedCustomer(branch_id=branch.id, name="Wong Dental"), country="US", now=MONDAY
    )

    assert Customer.objects.get(id=added).ref == "C-2"
    assert [found.id for found in find_caller(by=dana, typed="wong")] == [added]


def test_the_history_says_who_added_it_and_what() -> None:
    branch = a_branch()
    facts = DescribedCustomer(branch_id=branch.id, name="Wong Dental", ref="W1", is_on_credit_hold=True)

    added = add_customer(by=an_actor(Role.DISPATCHER), facts=facts, country="US", now=MONDAY)

    (entry,) = changes_of(branch.tenant_id, [added])
    assert (entry.by_name, entry.verb, entry.at) == ("Dana Whitfield", "customer added", MONDAY)
    assert (entry.became["name"], entry.became["is_on_credit_hold"]) == ("Wong Dental", True)


def test_a_number_that_is_taken_is_refused_with_whose_it_is() -> None:
    branch = a_branch()
    a_customer("Chen Family Clinic", ref="C9", branch=branch)
    facts = DescribedCustomer(branch_id=branch.id, name="Wong Dental", ref="C9")

    with pytest.raises(CannotKeep, match="Customer number C9 is taken by Chen Family Clinic"):
        add_customer(by=an_actor(Role.DISPATCHER), facts=facts, country="US", now=MONDAY)


def test_nobody_adds_customers_to_a_branch_they_do_not_see() -> None:
    facts = DescribedCustomer(branch_id=a_branch("DAY").id, name="Wong Dental")

    with pytest.raises(CannotKeep, match="your own branches only"):
        add_customer(by=an_actor(Role.DISPATCHER, branch=a_branch()), facts=facts, country="US", now=MONDAY)

    assert not Customer.objects.exists()
