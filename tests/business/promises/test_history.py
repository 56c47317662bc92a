"""What the record teaches about how long things take: known times only, open cases among them, working hours."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_call, a_visit

from steadyhand.business.calls.models import Call
from steadyhand.business.calls.rules import CallState, CallType, Urgency, VisitState
from steadyhand.business.promises.forecasting.cases import Case
from steadyhand.business.promises.history import cases_of
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.shared.clock import How

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = MONDAY + 28 * DAY


def cases(call: Call, kind: PromiseKind = PromiseKind.ARRIVAL) -> list[Case]:
    return cases_of(call.tenant_id, kind, now=NOW)


def test_a_night_isn_t_counted() -> None:
    # Taken on Monday at four in the afternoon; somebody is there on Tuesday at ten.
    call = a_call(taken_at=MONDAY + 7 * HOUR, urgency=Urgency.URGENT)
    a_visit(call=call, arrived_at=MONDAY + DAY + HOUR, arrived_at_how=How.OBSERVED)

    (case,) = cases(call)

    assert case.hours == 3.0
    assert case.closed_at is not None
    assert case.segment.endswith("urgent")
    assert case.features["urgency"] == "urgent"


def test_whoever_came_first_counts() -> None:
    call = a_call()
    a_visit(call=call, arrived_at=MONDAY + 2 * HOUR, arrived_at_how=How.OBSERVED, state=VisitState.PARTS)
    a_visit(call=call, number=2, arrived_at=MONDAY + DAY, arrived_at_how=How.OBSERVED)

    assert [case.hours for case in cases(call)] == [2.0]


def test_what_is_still_open_is_known_to_have_lasted_so_long() -> None:
    call = a_call(taken_at=NOW - 3 * HOUR)

    (case,) = cases(call)

    # At nine, an hour after opening; three hours by the wall.
    assert (case.hours, case.closed_at, case.withdrawn_at) == (1.0, None, None)


def test_a_time_that_nobody_knew_teaches_nothing() -> None:
    call = a_call()
    a_visit(call=call, arrived_at=MONDAY + HOUR, arrived_at_how=How.DEFAULTED)

    assert [case.closed_at for case in cases(call)] == [None]


def test_a_cancelled_call_is_neither_kept_nor_open() -> None:
    call = a_call(state=CallState.CANCELLED, closed_at=MONDAY + 4 * HOUR, closed_at_how=How.OBSERVED)

    (case,) = cases(call)

    assert (case.hours, case.closed_at) == (4.0, None)
    assert case.withdrawn_at is not None


def test_what_nobody_waits_for_is_left_out() -> None:
    call = a_call(call_type=CallType.PREVENTIVE)

    assert cases(call) == []


def test_it_works_again_when_the_call_is_closed() -> None:
    call = a_call(state=CallState.CLOSED, closed_at=MONDAY + 5 * HOUR, closed_at_how=How.ENTERED)
    a_visit(call=call, arrived_at=MONDAY + 2 * HOUR, arrived_at_how=How.OBSERVED)

    assert [case.hours for case in cases(call, PromiseKind.FIX)] == [5.0]


def test_a_part_has_come_when_somebody_is_back_with_it() -> None:
    call = a_call(state=CallState.PLANNED)
    # Ordered on Monday at four, after half past three: tomorrow's order.
    a_visit(call=call, state=VisitState.PARTS, finished_at=MONDAY + 7 * HOUR, finished_at_how=How.OBSERVED)
    a_visit(call=call, number=2, arrived_at=MONDAY + 2 * DAY, arrived_at_how=How.OBSERVED)

    (case,) = cases(call, PromiseKind.PART)

    assert case.hours == 11.0
    assert case.features["is_after_cut_off"] == 1.0


def test_of_another_dealership_nothing_is_known() -> None:
    call = a_call()

    assert cases_of(call.id, PromiseKind.ARRIVAL, now=NOW) == []
