import pytest
from tests.builders import a_branch, a_contract, a_customer, an_actor

from steadyhand.business.customers.queries.how_many import CustomersCounted, customers_counted
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db


def test_it_counts_what_the_actor_sees_and_no_further_than_one_past_the_bound() -> None:
    a_customer(branch=a_branch("DAY"))
    for _ in range(4):
        a_contract(a_customer(branch=a_branch("COL")))
    nora = an_actor(Role.ADMINISTRATOR, branch=a_branch("COL"))

    assert customers_counted(nora, most=10) == CustomersCounted(customers=4, contracts=4)
    assert customers_counted(nora, most=2) == CustomersCounted(customers=3, contracts=3)
