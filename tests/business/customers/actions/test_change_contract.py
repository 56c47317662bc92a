from dataclasses import replace
from datetime import date

import pytest
from tests.builders import MONDAY, a_branch, a_contract, a_customer, an_actor

from steadyhand.business.customers.actions.change_contract import change_contract
from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.customers.models import Contract
from steadyhand.business.customers.queries.described import described_contract
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def test_a_changed_term_counts_and_stands_in_the_history() -> None:
    contract, marta = a_contract(response_minutes=240), an_actor(Role.SERVICE_MANAGER)
    found = described_contract(marta, contract.id)
    assert found is not None

    change_contract(by=marta, contract_id=contract.id, facts=replace(found[2], response_minutes=120), now=MONDAY)

    (entry,) = changes_of(contract.tenant_id, [contract.id])
    assert Contract.objects.get(id=contract.id).response_minutes == 120
    assert (entry.was, entry.became) == ({"response_minutes": 240}, {"response_minutes": 120})


def test_a_contract_does_not_end_before_it_starts() -> None:
    contract, marta = a_contract(), an_actor(Role.SERVICE_MANAGER)
    found = described_contract(marta, contract.id)
    assert found is not None
    facts = replace(found[2], starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 31))

    with pytest.raises(CannotKeep, match="would end before it starts"):
        change_contract(by=marta, contract_id=contract.id, facts=facts, now=MONDAY)


def test_another_branch_s_contract_stays_as_it_is() -> None:
    contract = a_contract(a_customer(branch=a_branch("DAY")))
    found = described_contract(an_actor(Role.SERVICE_MANAGER), contract.id)
    assert found is not None

    with pytest.raises(CannotKeep, match="isn't one of your branches' customers' contracts"):
        change_contract(
            by=an_actor(Role.SERVICE_MANAGER, branch=a_branch()), contract_id=contract.id, facts=found[2], now=MONDAY
        )
