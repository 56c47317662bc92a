from datetime import date

import pytest
from tests.builders import MONDAY, a_branch, a_contract, a_customer, an_actor

from steadyhand.business.customers.actions.add_contract import add_contract
from steadyhand.business.customers.described import CannotKeep, DescribedContract
from steadyhand.business.customers.models import Contract
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def test_a_contract_gets_the_next_free_number_and_an_entry() -> None:
    customer = a_customer()
    facts = DescribedContract(response_minutes=240, lessor="Midwest Leasing", covers_toner=False)

    added = add_contract(by=an_actor(Role.DISPATCHER), customer_id=customer.id, number="", facts=facts, now=MONDAY)

    contract = Contract.objects.get(id=added)
    assert (contract.ref, contract.lessor, contract.covers_toner) == ("K-1", "Midwest Leasing", False)
    assert [entry.verb for entry in changes_of(customer.tenant_id, [added])] == ["contract added"]


def test_a_number_that_is_taken_and_dates_that_cross_are_refused() -> None:
    customer = a_customer()
    a_contract(customer, ref="K7")
    crossed = DescribedContract(starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 31))
    dana = an_actor(Role.DISPATCHER)

    with pytest.raises(CannotKeep, match="Contract number K7 is taken"):
        add_contract(by=dana, customer_id=customer.id, number="K7", facts=DescribedContract(), now=MONDAY)
    with pytest.raises(CannotKeep, match="would end before it starts"):
        add_contract(by=dana, customer_id=customer.id, number="", facts=crossed, now=MONDAY)


def test_another_branch_s_customer_gets_none() -> None:
    dayton = an_actor(Role.DISPATCHER, branch=a_branch("DAY"))

    with pytest.raises(CannotKeep, match="isn't one of your branches' customers"):
        add_contract(by=dayton, customer_id=a_customer().id, number="", facts=DescribedContract(), now=MONDAY)
