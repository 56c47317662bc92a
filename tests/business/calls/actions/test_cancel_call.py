"""The customer no longer needs us."""

import pytest
from tests.builders import MONDAY, a_branch, a_call
from tests.builders.desk import a_planned_visit, as_it_is, dana
from tests.builders.field import a_visit_under_way, fresh

from steadyhand.business.calls.actions.cancel_call import CannotCancelCall, cancel_call
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.calls.standing import CallNotThere, call_to_change, keep_standing
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def test_the_call_ends_and_its_planned_visit_with_it() -> None:
    visit = a_planned_visit()

    cancel_call(by=dana(), call_id=visit.call_id, version=2, why="It prints again", now=MONDAY)

    call = as_it_is(visit.call)
    assert (call.state, call.cancelled_because, call.closed_at) == (CallState.CANCELLED, "It prints again", MONDAY)
    assert fresh(visit).state == VisitState.CANCELLED
    assert [entry.verb for entry in changes_of(call.tenant_id, [call.id])] == ["cancelled the call"]


def test_a_call_with_a_technician_under_way_is_not_cancelled_over_their_head() -> None:
    visit = a_visit_under_way()
    keep_standing(call_to_change(by=dana(), call_id=visit.call_id), now=MONDAY)

    with pytest.raises(CannotCancelCall, match="Ring them, and cancel the visit before the call"):
        cancel_call(by=dana(), call_id=visit.call_id, version=as_it_is(visit.call).version, why="Oh", now=MONDAY)


def test_a_cancelled_call_is_not_cancelled_again() -> None:
    call = a_call()
    cancel_call(by=dana(), call_id=call.id, version=1, why="It prints again", now=MONDAY)

    with pytest.raises(CannotCancelCall, match="is cancelled already"):
        cancel_call(by=dana(), call_id=call.id, version=2, why="Again", now=MONDAY)


def test_a_stale_version_is_told() -> None:
    call = a_call()

    with pytest.raises(CannotCancelCall, match="what you see now is fresh"):
        cancel_call(by=dana(), call_id=call.id, version=9, why="It prints again", now=MONDAY)


def test_a_reason_is_asked_for() -> None:
    with pytest.raises(CannotCancelCall, match="Say why the call ends"):
        cancel_call(by=dana(), call_id=a_call().id, version=1, why="", now=MONDAY)


def test_a_call_of_another_branch_is_not_there() -> None:
    with pytest.raises(CallNotThere):
        cancel_call(by=dana(branch=a_branch("DAY")), call_id=a_call().id, version=1, why="Oh", now=MONDAY)
