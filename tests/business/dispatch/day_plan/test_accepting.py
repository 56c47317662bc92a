"""A plan is applied, all or none; whoever must be told has a notice; it can be taken back."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY
from tests.builders.day_plans import EARLY, HOUR, PlanDay, a_plan_day

from steadyhand.business.calls.actions.move_visit import move_visit
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dispatch.actions.accept_plan import CannotAcceptPlan, accept_plan
from steadyhand.business.dispatch.actions.set_plan_aside import CannotSetAside, set_plan_aside
from steadyhand.business.dispatch.actions.take_back_plan import CannotTakeBackPlan, take_back_plan
from steadyhand.business.dispatch.day_plan.rules import Change, PlanState
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.promises.kinds import EARLY_NOTICE
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseState

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def day() -> PlanDay:
    return a_plan_day()


def visits_of(call: Call) -> list[tuple[str | None, str]]:
    rows = Visit.objects.of(call.tenant_id).filter(call=call).order_by("number")
    return [(row.technician.name if row.technician else None, row.state) for row in rows]


def notices(day: PlanDay) -> int:
    return FollowUp.objects.of(day.dana.tenant_id).filter(kind=EARLY_NOTICE.name, outcome="").count()


def test_accepting_plans_the_visits_once_however_often_it_is_sent(day: PlanDay) -> None:
    calls = [day.call(f"Customer {number}", north=2.0 * number) for number in range(3)]
    made = day.plan()

    first = accept_plan(by=day.dana, plan_id=made.id, version=made.version, now=EARLY)
    again = accept_plan(by=day.dana, plan_id=made.id, version=made.version, now=EARLY)

    assert first == again
    assert (first.planned, first.moved, first.notices) == (3, 0, 0)
    for call in calls:
        visit = Visit.objects.of(call.tenant_id).get(call=call)
        stop = day.stop(made, call)
        assert (visit.technician_id, visit.planned_for) == (stop.technician_id, stop.begins_at)


def test_what_somebody_changed_meanwhile_is_named_and_nothing_is_applied(day: PlanDay) -> None:
    one, other = day.call("One", north=1.0), day.call("Other", north=2.0)
    made = day.plan()
    day.assign(one, "Walt Jensen", MONDAY)

    with pytest.raises(CannotAcceptPlan, match=f"call {one.ref} has been planned with Walt Jensen"):
        accept_plan(by=day.dana, plan_id=made.id, version=made.version, now=EARLY)

    assert visits_of(other) == []


def test_a_plan_of_an_hour_ago_is_made_anew(day: PlanDay) -> None:
    day.call(north=1.0)
    made = day.plan()

    with pytest.raises(CannotAcceptPlan, match="should have begun"):
        accept_plan(by=day.dana, plan_id=made.id, version=made.version, now=MONDAY + 9 * HOUR)


def test_what_is_left_as_it_is_isn_t_touched(day: PlanDay) -> None:
    one, other = day.call("One", north=1.0), day.call("Other", north=2.0)
    made = day.plan()

    done = accept_plan(by=day.dana, plan_id=made.id, version=made.version, leave=[one.id], now=EARLY)

    assert done.planned == 1
    assert visits_of(one) == []
    assert len(visits_of(other)) == 1


def test_no_promise_is_broken_without_a_notice_to_its_customer(day: PlanDay) -> None:
    call = day.call(north=150.0)
    given = day.promise(call, MONDAY - HOUR + 15 * MINUTE)
    made = day.plan()
    assert day.stop(made, call).breaks_promise

    done = accept_plan(by=day.dana, plan_id=made.id, version=made.version, now=EARLY)

    assert (done.notices, notices(day)) == (1, 1)
    promise = Promise.objects.of(day.dana.tenant_id).get(id=given.id)
    assert promise.state == PromiseState.AT_RISK
    assert "The day's plan has" in promise.at_risk_because


def test_taking_back_puts_everything_where_it_was(day: PlanDay) -> None:
    late = day.call("Late", north=150.0)
    given = day.promise(late, MONDAY - HOUR + 15 * MINUTE)
    moved, new = day.call("Moved", north=1.0), day.call("New", north=2.0)
    visit = day.assign(moved, "Walt Jensen", MONDAY + 7 * HOUR)
    made = day.plan()
    accepted = accept_plan(by=day.dana, plan_id=made.id, version=made.version, now=EARLY)

    back = take_back_plan(by=day.dana, plan_id=made.id, version=accepted.version, now=EARLY + MINUTE)

    again = Visit.objects.of(visit.tenant_id).get(id=visit.id)
    assert back == accepted.planned + accepted.moved
    assert (again.technician_id, again.planned_for) == (visit.technician_id, visit.planned_for)
    assert [state for _, state in visits_of(new)] == [VisitState.CANCELLED]
    assert notices(day) == 0
    assert Promise.objects.of(day.dana.tenant_id).get(id=given.id).state == PromiseState.OPEN
    assert day.shown(made).head.state is PlanState.SET_ASIDE
    assert take_back_plan(by=day.dana, plan_id=made.id, version=accepted.version, now=EARLY + MINUTE) == 0


def test_what_was_moved_since_keeps_a_plan_from_being_taken_back(day: PlanDay) -> None:
    call = day.call(north=1.0)
    made = day.plan()
    accepted = accept_plan(by=day.dana, plan_id=made.id, version=made.version, now=EARLY)
    visit = Visit.objects.of(call.tenant_id).get(call=call)
    move_visit(
        by=day.dana, visit_id=visit.id, version=visit.version, technician_id=day.people["Walt Jensen"].id,
        starts_at=MONDAY + 3 * HOUR, minutes=60, now=EARLY,
    )  # fmt: skip

    with pytest.raises(CannotTakeBackPlan, match=f"Call {call.ref}.*Nothing was taken back"):
        take_back_plan(by=day.dana, plan_id=made.id, version=accepted.version, now=EARLY)


def test_what_doesn_t_fit_the_day_is_taken_off_it_and_its_call_waits_again(day: PlanDay) -> None:
    far = day.call("Far", north=700.0)
    visit = day.assign(far, "Walt Jensen", MONDAY)
    made = day.plan()
    assert day.stop(made, far).change is Change.LEFT_OUT

    accept_plan(by=day.dana, plan_id=made.id, version=made.version, now=EARLY)

    assert Visit.objects.of(visit.tenant_id).get(id=visit.id).state == VisitState.CANCELLED


def test_a_plan_set_aside_isn_t_accepted_and_an_accepted_one_not_set_aside(day: PlanDay) -> None:
    day.call(north=1.0)
    aside = day.plan()
    set_plan_aside(by=day.dana, plan_id=aside.id, version=aside.version, why="Too late", now=EARLY)
    with pytest.raises(CannotAcceptPlan, match="set aside: Too late"):
        accept_plan(by=day.dana, plan_id=aside.id, version=aside.version, now=EARLY)
    made = day.plan()
    accepted = accept_plan(by=day.dana, plan_id=made.id, version=made.version, now=EARLY)

    with pytest.raises(CannotSetAside, match="take it back"):
        set_plan_aside(by=day.dana, plan_id=made.id, version=accepted.version, now=EARLY)
