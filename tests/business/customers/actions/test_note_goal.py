from datetime import date

import pytest
from tests.builders import MONDAY, a_branch, a_customer, an_actor

from steadyhand.business.customers.actions.note_goal import note_goal
from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.customers.queries.goals import goals_of
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db


def test_a_goal_is_kept_in_the_customer_s_own_words() -> None:
    customer, dana = a_customer(), an_actor(Role.DISPATCHER)

    note_goal(
        by=dana,
        customer_id=customer.id,
        words="Print from the treatment rooms",
        said_by="Grace Chen",
        said_on=date(2026, 3, 2),
        now=MONDAY,
    )

    (goal,) = goals_of(dana, customer.id)
    assert (goal.words, goal.said_by, goal.said_on) == (
        "Print from the treatment rooms",
        "Grace Chen",
        date(2026, 3, 2),
    )


def test_another_branch_s_customer_gets_no_goal() -> None:
    customer = a_customer(branch=a_branch("DAY"))

    with pytest.raises(CannotKeep, match="isn't one of your branches' customers"):
        note_goal(
            by=an_actor(Role.DISPATCHER, branch=a_branch()),
            customer_id=customer.id,
            words="x",
            said_by="y",
            said_on=date(2026, 3, 2),
            now=MONDAY,
        )
