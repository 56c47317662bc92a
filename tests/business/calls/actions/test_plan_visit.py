"""Somebody will go: planning a visit, and who may not be planned."""

from datetime import timedelta
from typing import Any

import pytest
from tests.builders import MONDAY, a_branch, a_call, a_technician
from tests.builders.desk import TEN, a_planned_visit, as_it_is, dana

from steadyhand.business.calls.actions.cancel_call import cancel_call
from steadyhand.business.calls.actions.cancel_visit import cancel_visit
from steadyhand.business.calls.actions.plan_visit import CannotPlan, VisitPlanned, plan_visit
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.calls.standing import CallNotThere
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def plan(call: Call, **facts: Any) -> VisitPlanned:
    facts = {"by": dana(), "version": call.version, "starts_at": TEN, "now": MONDAY, **facts}
    facts.setdefault("technician_id", a_technician(name="Keisha Monroe").id)
    return plan_visit(call_id=call.id, **facts)


def test_a_planned_visit_makes_the_call_planned() -> None:
    call, bruno = a_call(ref="10077"), a_technician()

    planned = plan(call, technician_id=bruno.id, minutes=90, why="He knows it")

    visit = Visit.objects.of(call.tenant_id).get(id=planned.id)
    assert (visit.ref, visit.state, visit.planned_for, visit.planned_minutes) == ("10077-1", "planned", TEN, 90)
    assert (as_it_is(call).state, as_it_is(call).version) == (CallState.PLANNED, 2)
    entry = changes_of(call.tenant_id, [visit.id])[0]
    assert (entry.verb, entry.why, entry.became["technician"]) == ("planned a visit", "He knows it", "Bruno Salas")


def test_the_next_visit_has_the_next_number_though_one_was_cancelled() -> None:
    visit = a_planned_visit()
    cancel_visit(by=dana(), visit_id=visit.id, version=visit.version, why="Closed today", now=MONDAY)

    planned = plan(as_it_is(visit.call))

    assert planned.number == 2


def test_of_two_dispatchers_who_plan_at_once_the_second_is_told() -> None:
    call = a_call()
    plan(call)

    with pytest.raises(CannotPlan, match="Somebody has just changed call"):
        plan(call)
    assert Visit.objects.of(call.tenant_id).count() == 1


def test_a_call_with_a_planned_visit_takes_no_second_one() -> None:
    visit = a_planned_visit()

    with pytest.raises(CannotPlan, match="Move that one instead"):
        plan(as_it_is(visit.call))


def test_a_cancelled_call_is_not_planned() -> None:
    call = a_call()
    cancel_call(by=dana(), call_id=call.id, version=1, why="It prints again", now=MONDAY)

    with pytest.raises(CannotPlan, match="is cancelled"):
        plan(as_it_is(call))


def test_a_call_of_another_branch_is_not_there() -> None:
    call = a_call()

    with pytest.raises(CallNotThere):
        plan(call, by=dana(branch=a_branch("DAY")))


def test_a_technician_of_another_branch_or_who_has_left_is_refused() -> None:
    here = dana(branch=a_branch("COL"))
    elsewhere = a_technician(branch=a_branch("DAY"), name="Keisha Monroe")
    gone = a_technician(name="Al Former", left_on=MONDAY.date())

    for technician in (elsewhere, gone):
        with pytest.raises(CannotPlan, match="doesn't work at your branches on that day"):
            plan(a_call(), by=here, technician_id=technician.id)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"starts_at": MONDAY - timedelta(hours=13)}, "That time has passed"),
        ({"starts_at": MONDAY + timedelta(days=731)}, "more than two years away"),
        ({"minutes": 4}, "4 minutes can't be planned"),
        ({"minutes": 721}, "721 minutes can't be planned"),
    ],
)
def test_a_time_that_cannot_be_meant_is_refused(facts: dict[str, Any], said: str) -> None:
    call = a_call()

    with pytest.raises(CannotPlan, match=said):
        plan(call, **facts)
    assert not Visit.objects.of(call.tenant_id).filter(state=VisitState.PLANNED).exists()


def test_a_last_evening_is_worked_by_the_clock_on_the_wall() -> None:
    # 9:00 pm in Columbus on their last day, which is the next day in UTC.
    evening = MONDAY + timedelta(hours=12)
    bruno = a_technician(left_on=MONDAY.date() + timedelta(days=1))

    planned = plan(a_call(), technician_id=bruno.id, starts_at=evening)

    assert planned.number == 1
    with pytest.raises(CannotPlan, match="doesn't work at your branches on that day"):
        plan(a_call(), technician_id=bruno.id, starts_at=evening + timedelta(hours=4))
