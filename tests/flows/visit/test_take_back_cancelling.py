"""Call and visit come back together, or not at all."""

import pytest
from tests.builders import MONDAY
from tests.builders.desk import a_planned_visit, as_it_is, dana
from tests.builders.field import fresh

from steadyhand.business.calls.actions.cancel_call import CallCancelled, cancel_call
from steadyhand.business.calls.actions.reopen_call import CannotReopen
from steadyhand.business.calls.actions.restore_visit import CannotRestoreVisit
from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.flows.visit.take_back_cancelling import take_back_cancelling

pytestmark = pytest.mark.django_db


def cancelled(visit: Visit) -> CallCancelled:
    version = as_it_is(visit.call).version
    return cancel_call(by=dana(), call_id=visit.call_id, version=version, why="The wrong one", now=MONDAY)


def take_back(visit: Visit, *, version: int, visit_version: int | None) -> None:
    take_back_cancelling(
        by=dana(), call_id=visit.call_id, version=version, visit_id=visit.id, visit_version=visit_version, now=MONDAY
    )


def test_the_call_stands_as_it_stood_and_its_visit_is_on_again() -> None:
    visit = a_planned_visit()
    done = cancelled(visit)

    take_back(visit, version=done.version, visit_version=done.visit_version)

    call = as_it_is(visit.call)
    assert (call.state, call.cancelled_because, call.closed_at) == (CallState.PLANNED, "", None)
    assert (fresh(visit).state, fresh(visit).planned_for) == (VisitState.PLANNED, visit.planned_for)


def test_with_a_stale_visit_the_call_stays_cancelled_too() -> None:
    visit = a_planned_visit()
    done = cancelled(visit)

    with pytest.raises(CannotRestoreVisit):
        take_back(visit, version=done.version, visit_version=1)
    assert (as_it_is(visit.call).state, fresh(visit).state) == (CallState.CANCELLED, VisitState.CANCELLED)


def test_the_second_of_two_who_take_it_back_is_told() -> None:
    visit = a_planned_visit()
    done = cancelled(visit)
    take_back(visit, version=done.version, visit_version=done.visit_version)

    with pytest.raises(CannotReopen, match="Somebody has just changed"):
        take_back(visit, version=done.version, visit_version=done.visit_version)
