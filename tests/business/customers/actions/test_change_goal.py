from dataclasses import replace

import pytest
from tests.builders import MONDAY, a_branch, a_goal, an_actor

from steadyhand.business.customers.actions.change_goal import change_goal
from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.customers.queries.described import described_goal
from steadyhand.business.customers.queries.goals import goals_of
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def test_a_goal_that_is_reached_guides_nobody_and_stays_in_the_history() -> None:
    goal, dana = a_goal(), an_actor(Role.DISPATCHER)
    found = described_goal(dana, goal.id)
    assert found is not None
    assert goals_of(dana, goal.customer_id)

    change_goal(by=dana, goal_id=goal.id, facts=replace(found[1], is_reached=True), now=MONDAY)

    assert goals_of(dana, goal.customer_id) == ()
    assert changes_of(goal.tenant_id, [goal.id])[0].became == {"is_reached": True}


def test_another_branch_s_goal_is_not_there() -> None:
    goal = a_goal()
    found = described_goal(an_actor(Role.DISPATCHER), goal.id)
    assert found is not None

    with pytest.raises(CannotKeep, match="isn't one of your branches' customers' goals"):
        change_goal(by=an_actor(Role.DISPATCHER, branch=a_branch("DAY")), goal_id=goal.id, facts=found[1], now=MONDAY)
