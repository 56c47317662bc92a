import pytest
from tests.builders import MONDAY, a_branch, a_call, a_customer, a_machine, a_site, an_actor

from steadyhand.business.calls.actions.open_call import open_call
from steadyhand.business.calls.queries.how_many import calls_counted, has_taken_a_call
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db


def test_it_counts_what_the_actor_sees_and_no_further_than_one_past_the_bound() -> None:
    a_call(machine=a_machine(site=a_site(a_customer(branch=a_branch("DAY")))))
    for _ in range(3):
        a_call()
    nora = an_actor(Role.ADMINISTRATOR, branch=a_branch())

    assert calls_counted(nora, most=10) == 3
    assert calls_counted(nora, most=1) == 2


def test_a_call_that_came_in_a_file_was_not_taken_here() -> None:
    dana = an_actor(Role.DISPATCHER)
    a_call()
    assert not has_taken_a_call(dana.tenant_id)

    open_call(by=dana, branch_id=a_branch().id, problem="Jams", caller_name="Grace Chen", now=MONDAY)

    assert has_taken_a_call(dana.tenant_id)
