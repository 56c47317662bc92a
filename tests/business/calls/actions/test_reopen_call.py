"""It wasn't over: opening a call again."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_call
from tests.builders.desk import a_planned_visit, as_it_is, dana
from tests.builders.field import a_visit_on_site, closed, fresh

from steadyhand.business.calls.actions.cancel_call import cancel_call
from steadyhand.business.calls.actions.reopen_call import CannotReopen, reopen_call
from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import CallState, VisitState, WaitingFor
from steadyhand.business.calls.standing import CallNotThere
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


def a_closed_visit() -> Visit:
    visit = a_visit_on_site()
    closed(visit)
    return fresh(visit)


def test_a_cancelled_call_is_to_plan_again() -> None:
    visit = a_planned_visit()
    cancel_call(by=dana(), call_id=visit.call_id, version=2, why="It prints again", now=MONDAY)

    reopen_call(by=dana(), call_id=visit.call_id, version=3, why="It doesn't", now=TUESDAY)

    call = as_it_is(visit.call)
    assert (call.state, call.closed_at, call.closed_at_how, call.cancelled_because) == (CallState.TO_PLAN, None, "", "")


def test_a_call_closed_by_mistake_says_what_it_waits_for() -> None:
    visit = a_closed_visit()
    version = visit.call.version

    reopen_call(
        by=dana(), call_id=visit.call_id, version=version, why="The fuser is on order", waiting_for="parts", now=TUESDAY
    )

    call = as_it_is(visit.call)
    assert (call.state, call.waiting_for, call.closed_at) == (CallState.WAITING, WaitingFor.PARTS, None)
    assert fresh(visit).state == VisitState.PARTS
    assert changes_of(visit.tenant_id, [visit.id])[0].was == {"state": "done"}


def test_a_call_closed_by_mistake_is_asked_what_it_waits_for() -> None:
    visit = a_closed_visit()

    with pytest.raises(CannotReopen, match="a part, the IT team, or a second pair of hands"):
        reopen_call(by=dana(), call_id=visit.call_id, version=visit.call.version, why="It isn't done", now=TUESDAY)
    assert as_it_is(visit.call).state == CallState.CLOSED


def test_after_a_week_a_new_call_is_taken_instead() -> None:
    visit = a_closed_visit()

    with pytest.raises(CannotReopen, match="Take a new call"):
        reopen_call(
            by=dana(),
            call_id=visit.call_id,
            version=visit.call.version,
            why="Again",
            waiting_for="parts",
            now=MONDAY + timedelta(days=8),
        )


@pytest.mark.parametrize(
    ("version", "why", "said"), [(1, "It is", "is open already"), (2, "It is", "Somebody has just changed")]
)
def test_an_open_call_or_a_stale_look_is_refused(version: int, why: str, said: str) -> None:
    with pytest.raises(CannotReopen, match=said):
        reopen_call(by=dana(), call_id=a_call().id, version=version, why=why, now=MONDAY)


def test_a_reason_is_asked_for() -> None:
    call = a_call()
    cancel_call(by=dana(), call_id=call.id, version=1, why="It prints again", now=MONDAY)

    with pytest.raises(CannotReopen, match="Say why it is open again"):
        reopen_call(by=dana(), call_id=call.id, version=2, why="", now=MONDAY)


def test_a_call_of_another_branch_is_not_there() -> None:
    with pytest.raises(CallNotThere):
        reopen_call(by=dana(branch=a_branch("DAY")), call_id=a_call().id, version=1, why="Oh", now=MONDAY)
