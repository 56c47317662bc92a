"""No sequence of steps, by desk or technician, leaves a call standing elsewhere than its visits say."""

import contextlib
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.builders import MONDAY, a_call, a_technician
from tests.builders.desk import as_it_is, dana
from tests.builders.field import a_closing, its_technician

from steadyhand.business.calls.actions.arrive import arrive
from steadyhand.business.calls.actions.cancel_call import CannotCancelCall, cancel_call
from steadyhand.business.calls.actions.cancel_visit import CannotCancelVisit, cancel_visit
from steadyhand.business.calls.actions.close_visit import close_visit
from steadyhand.business.calls.actions.correct_times import StatedTimes, correct_times
from steadyhand.business.calls.actions.move_visit import CannotMove, move_visit
from steadyhand.business.calls.actions.plan_visit import CannotPlan, plan_visit
from steadyhand.business.calls.actions.reopen_call import CannotReopen, reopen_call
from steadyhand.business.calls.actions.reopen_visit import reopen_visit
from steadyhand.business.calls.actions.start_travel import start_travel
from steadyhand.business.calls.actions.step_back import step_back
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import OUTCOMES, CallState, VisitState, WaitingFor, standing_of
from steadyhand.business.calls.visit_in_hand import CannotMoveVisit
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import Actor

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
REFUSALS = (CannotPlan, CannotMove, CannotCancelVisit, CannotCancelCall, CannotReopen, CannotMoveVisit)
# A visit's own way twice, so that many sequences get to its end.
STEPS = (
    *(("plan", "set off", "arrive", "close") * 2),
    *("move", "cancel visit", "cancel call", "reopen", "reopen visit", "step back", "correct times"),
)
ENDS = (*OUTCOMES, VisitState.CANCELLED)


def step(name: str, call: Call, visit: Visit | None, outcome: VisitState, by: Actor, bruno: Technician) -> None:
    """Try one step on the call or on its newest visit."""
    if name == "plan":
        plan_visit(by=by, call_id=call.id, version=call.version, technician_id=bruno.id, starts_at=MONDAY, now=MONDAY)
    elif name == "cancel call":
        cancel_call(by=by, call_id=call.id, version=call.version, why="It prints again", now=MONDAY)
    elif name == "reopen":
        waiting_for = outcome if outcome.value in list(WaitingFor) else ""
        reopen_call(by=by, call_id=call.id, version=call.version, why="Oh", waiting_for=waiting_for, now=MONDAY)
    elif visit is not None:
        step_of_visit(name, visit, outcome, by)


def step_of_visit(name: str, visit: Visit, outcome: VisitState, by: Actor) -> None:
    keyed: dict[str, Any] = {"visit_id": visit.id, "version": visit.version, "now": MONDAY}
    if name == "move":
        at = MONDAY + timedelta(hours=1)
        move_visit(by=by, technician_id=visit.technician_id, starts_at=at, minutes=30, **keyed)  # type: ignore[arg-type]
    elif name == "cancel visit":
        cancel_visit(by=by, why="Closed today", **keyed)
    elif name == "set off":
        start_travel(by=its_technician(visit), **keyed)
    elif name == "arrive":
        arrive(by=its_technician(visit), **keyed)
    elif name == "reopen visit":
        reopen_visit(by=its_technician(visit), **keyed)
    elif name == "step back":
        step_back(by=its_technician(visit), **keyed)
    elif name == "correct times":
        correct_times(by=its_technician(visit), times=StatedTimes(on_the_way_at=MONDAY - HOUR), **keyed)
    else:
        close_visit(by=its_technician(visit), closing=a_closing(outcome), **keyed)


def told(*names: str, ends: VisitState = VisitState.DONE) -> list[tuple[str, VisitState]]:
    """Return steps that all end, or wait for, the same."""
    return [(name, ends) for name in names]


MADE = ("plan", "set off", "arrive", "close")


@example(told(*MADE, "reopen", ends=VisitState.PARTS) + told(*MADE))
@example(told(*MADE) + told("reopen", ends=VisitState.IT) + told("cancel call", "reopen", *MADE))
@example(told(*MADE, "plan", "cancel visit", "cancel call", "reopen", ends=VisitState.HANDS))
@example(told(*MADE, "cancel call", "correct times", "reopen visit", ends=VisitState.PARTS))
@example(told(*MADE, "cancel call", "reopen", ends=VisitState.CANCELLED))
@example(told(*MADE, "correct times", "reopen visit", "step back", "step back"))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(ENDS)), max_size=16))
def test_a_call_always_stands_where_its_visits_say(steps: list[tuple[str, VisitState]]) -> None:
    with transaction.atomic():
        call, by, bruno = a_call(), dana(), a_technician()
        for name, outcome in steps:
            before = as_it_is(call)
            visit = Visit.objects.of(call.tenant_id).filter(call=call).select_related("technician").order_by("number")
            with contextlib.suppress(*REFUSALS):
                step(name, before, visit.last(), outcome, by, bruno)
            check(as_it_is(call))
            check_step(before, as_it_is(call), name)
        transaction.set_rollback(True)


def check(call: Call) -> None:
    rows = Visit.objects.of(call.tenant_id).filter(call=call).order_by("number")
    states = [VisitState(state) for state in rows.values_list("state", flat=True)]
    if call.state == CallState.CANCELLED:
        # Cancelled is said by a person, not by visits; but nobody may still be on the way to it.
        assert all(state.is_over for state in states)
    else:
        standing = standing_of(states)
        assert (call.state, call.waiting_for) == (standing.state, standing.waiting_for or "")
    assert (call.closed_at is None) is CallState(call.state).is_open
    assert (call.closed_at_how == "") is (call.closed_at is None)
    assert (call.cancelled_because != "") is (call.state == CallState.CANCELLED)
    assert (call.waiting_for != "") is (call.state == CallState.WAITING)


def check_step(before: Call, after: Call, name: str) -> None:
    """Only whoever reopens a cancelled call opens it, and a call that reads otherwise has another version."""
    if before.state == CallState.CANCELLED and after.state != CallState.CANCELLED:
        assert name == "reopen"
    assert after.version in (before.version, before.version + 1)
    if (before.state, before.waiting_for) != (after.state, after.waiting_for):
        assert after.version == before.version + 1
