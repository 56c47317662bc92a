"""What the program does by itself: the morning's plan, another when a day departs from it, times for a caller."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.builders import MONDAY
from tests.builders.day_plans import EARLY, HOUR, TODAY, PlanDay, a_plan_day

from steadyhand.business.calls.actions.arrive import arrive
from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.business.dealership.actions.change_setting import change_setting
from steadyhand.business.dispatch.actions.accept_plan import accept_plan
from steadyhand.business.dispatch.actions.plan_by_itself import plan_departed, plan_mornings
from steadyhand.business.dispatch.actions.set_plan_aside import set_plan_aside
from steadyhand.business.dispatch.day_plan.models import DayPlan
from steadyhand.business.dispatch.day_plan.rules import PlanState, Trigger
from steadyhand.business.dispatch.kinds import DAY_PLAN
from steadyhand.business.dispatch.queries.times_for_caller import Wanted, best_times_for
from steadyhand.business.dispatch.settings import MORNING_PLAN
from steadyhand.business.followups.models import FollowUp
from steadyhand.shared.actor import Actor, the_system

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def day() -> PlanDay:
    return a_plan_day()


def program(day: PlanDay) -> Actor:
    return the_system(day.branch.tenant_id, "the day plan")


def waiting(day: PlanDay) -> int:
    return FollowUp.objects.of(day.branch.tenant_id).filter(kind=DAY_PLAN.name, outcome="").count()


def test_the_morning_s_plan_is_proposed_once_where_it_is_wanted_and_waits_on_a_desk(day: PlanDay) -> None:
    day.call(north=1.0)
    assert plan_mornings(by=program(day), now=EARLY) == 0
    change_setting(by=day.dana, key=MORNING_PLAN.key, value=Decimal(1), now=EARLY)

    made = [plan_mornings(by=program(day), now=EARLY + ahead * MINUTE) for ahead in (-60, 0, 1)]

    assert made == [0, 1, 0]
    plan = DayPlan.objects.of(day.branch.tenant_id).get()
    assert (plan.trigger, plan.state, plan.on) == (Trigger.MORNING, PlanState.PROPOSED, TODAY)
    assert waiting(day) == 1
    set_plan_aside(by=day.dana, plan_id=plan.id, version=plan.version, now=EARLY)
    assert waiting(day) == 0


def test_on_a_closed_day_nothing_is_proposed(day: PlanDay) -> None:
    change_setting(by=day.dana, key=MORNING_PLAN.key, value=Decimal(1), now=EARLY)

    assert plan_mornings(by=program(day), now=EARLY - timedelta(days=1)) == 0


def test_a_day_that_departs_from_its_plan_is_planned_anew_with_little_moved(day: PlanDay) -> None:
    calls = [day.call(f"Customer {number}", north=2.0 * number) for number in range(1, 4)]
    made = day.plan()
    accepted = accept_plan(by=day.dana, plan_id=made.id, version=made.version, now=EARLY)
    assert accepted.planned == len(calls)
    assert plan_departed(by=program(day), now=EARLY + MINUTE) == 0

    now = MONDAY - HOUR
    urgent = day.call("Standstill", north=3.0, urgency="standstill", taken_at=now)
    assert plan_departed(by=program(day), now=now) == 1
    assert plan_departed(by=program(day), now=now + MINUTE) == 0

    plan = DayPlan.objects.of(day.branch.tenant_id).get(state=PlanState.PROPOSED)
    assert plan.trigger == Trigger.CALL
    shown = day.shown(type(made)(plan.id, plan.version))
    assert urgent.id in {stop.call_id for lane in shown.lanes for stop in lane.stops}
    assert not [stop for stop in shown.stops if stop.was_with_id and stop.technician_id != stop.was_with_id]


def test_a_visit_that_takes_longer_moves_what_comes_after(day: PlanDay) -> None:
    first, second = day.call("First", north=1.0), day.call("Second", north=2.0)
    made = day.plan()
    for call, at in ((first, MONDAY), (second, MONDAY + 75 * MINUTE)):
        day.assign(call, "Bruno Salas", at)
    made = day.plan()
    accept_plan(by=day.dana, plan_id=made.id, version=made.version, leave=[first.id, second.id], now=EARLY)
    visit = day.visit_of(first)
    arrive(by=day.dana, visit_id=visit.id, version=visit.version, why="He rang", now=MONDAY)

    assert plan_departed(by=program(day), now=MONDAY + 80 * MINUTE) == 0
    assert plan_departed(by=program(day), now=MONDAY + 95 * MINUTE) == 1

    plan = DayPlan.objects.of(day.branch.tenant_id).order_by("-made_at").first()
    assert plan is not None
    assert plan.trigger == Trigger.OVERRUN


def test_a_caller_is_offered_three_times_with_cost_and_odds(day: PlanDay) -> None:
    machine = day.call("Here", north=1.0).machine
    assert machine is not None
    day.assign(day.call("Other", north=2.0), "Walt Jensen", MONDAY)
    wanted = Wanted(
        branch_id=day.branch.id, call_type=CallType.CORRECTIVE, urgency=Urgency.NORMAL, customer_id=machine.customer_id,
        site_id=machine.site_id, machine_id=machine.id,
    )  # fmt: skip

    found = best_times_for(day.dana, wanted, now=EARLY)

    assert len(found.offers) == 3
    assert all(offer.opens_at <= offer.begins_at <= offer.closes_at for offer in found.offers)
    assert all(0 <= offer.kept_share <= 1 and offer.more_minutes >= 0 for offer in found.offers)
    assert len({offer.opens_at for offer in found.offers}) == 3
