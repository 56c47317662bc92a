import pytest
from tests.builders import a_machine, an_actor

from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.how_many import machines_counted

pytestmark = pytest.mark.django_db


def test_it_counts_no_further_than_one_past_the_bound() -> None:
    for _ in range(4):
        a_machine()
    joan = an_actor(Role.ADMINISTRATOR)

    assert (machines_counted(joan, most=10), machines_counted(joan, most=2)) == (4, 3)
