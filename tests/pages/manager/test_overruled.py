"""A month's overrules are shown back by weight, with the question that follows and each reason."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.builders import MONDAY, a_user
from tests.builders.day_plans import EARLY, TODAY, PlanDay, a_plan_day

from steadyhand.business.dealership.rules import Role
from steadyhand.business.dispatch.actions.keep_overrule import CannotOverrule, keep_overrule
from steadyhand.business.dispatch.queries.moving import what_would_it_cost
from steadyhand.business.dispatch.queries.overruled import overruled_in_month
from steadyhand.business.people.actions.make_answerable import make_answerable

pytestmark = pytest.mark.django_db
ASKED_FROM = 5


def overrule(day: PlanDay, times: int) -> None:
    call = day.call(north=2.0)
    assert call.customer_id is not None
    make_answerable(
        by=day.dana, customer_id=call.customer_id, technician_id=day.people["Walt Jensen"].id, since_on=TODAY, now=EARLY
    )  # fmt: skip
    made = day.plan()
    cost = what_would_it_cost(
        day.dana, branch_id=day.branch.id, on=TODAY, call_id=call.id, technician_id=day.people["Bruno Salas"].id,
        plan_id=made.id, now=EARLY,
    )  # fmt: skip
    assert cost is not None
    with pytest.raises(CannotOverrule, match="Say why"):
        keep_overrule(by=day.dana, branch_id=day.branch.id, on=TODAY, cost=cost, why=" ", plan_id=made.id, now=EARLY)
    for _ in range(times):
        keep_overrule(
            by=day.dana, branch_id=day.branch.id, on=TODAY, cost=cost, why="Walt is in court", plan_id=made.id,
            now=EARLY,
        )  # fmt: skip


def test_a_weight_that_is_overruled_often_is_asked_about(client: Client) -> None:
    day = a_plan_day()
    overrule(day, ASKED_FROM)
    client.force_login(a_user(Role.SERVICE_MANAGER, branch=day.branch))

    text = client.get(f"/plans/overruled/?month={MONDAY:%Y-%m}").content.decode()

    assert "Dispatchers overruled continuity 5 times: it weighs 45 min. Change its weight?" in text
    assert "Walt is in court" in text
    assert "Walt Jensen" in text


def test_another_month_and_another_branch_have_their_own() -> None:
    day = a_plan_day()
    overrule(day, 1)

    found = overruled_in_month(day.dana, month=TODAY)
    before = overruled_in_month(day.dana, month=TODAY - timedelta(days=28))

    assert [(line.weight, line.times, line.question) for line in found.weights] == [("not_the_usual_technician", 1, "")]
    assert before.overrules == ()
