"""A closing is taken back within ten minutes, by the technician, if nothing was built on it."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_part, a_visit, an_actor
from tests.builders.desk import dana
from tests.builders.field import a_closing, a_visit_on_site, closed, fresh, its_technician

from steadyhand.business.calls.actions.cancel_call import cancel_call
from steadyhand.business.calls.actions.reopen_visit import reopen_visit
from steadyhand.business.calls.queries.closing import parts_used_on
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.calls.visit_in_hand import NotFromHere, NotYourVisit
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db
AT = MONDAY + timedelta(hours=1)


def test_a_visit_is_on_site_again_and_keeps_what_was_written() -> None:
    visit, fuser = a_visit_on_site(), a_part()
    closed(visit, a_closing(told_customer="All fine", parts=((fuser.id, 1),)), at=AT)

    reopen_visit(
        by=its_technician(visit), visit_id=visit.id, version=fresh(visit).version, now=AT + timedelta(minutes=10)
    )

    after = fresh(visit)
    assert (after.state, after.finished_at, after.told_customer) == (VisitState.ON_SITE, None, "All fine")
    assert (after.call.state, after.call.closed_at) == (CallState.UNDER_WAY, None)
    assert len(parts_used_on(its_technician(visit), visit.id)) == 1


def test_a_call_that_the_desk_has_cancelled_stays_cancelled() -> None:
    visit = a_visit_on_site()
    closed(visit, a_closing(VisitState.PARTS), at=AT)
    call = fresh(visit).call
    cancel_call(by=dana(), call_id=call.id, version=call.version, why="They bought a new one", now=AT)

    with pytest.raises(NotFromHere, match=f"The desk has cancelled call {call.ref} meanwhile"):
        reopen_visit(by=its_technician(visit), visit_id=visit.id, version=fresh(visit).version, now=AT)

    after = fresh(visit)
    assert (after.state, after.call.state) == (VisitState.PARTS, CallState.CANCELLED)
    assert after.call.cancelled_because == "They bought a new one"


def test_closing_again_replaces_the_parts_and_adds_none() -> None:
    visit, fuser = a_visit_on_site(), a_part(ref="FU-450")
    by = its_technician(visit)
    closed(visit, a_closing(parts=((fuser.id, 1),)), at=AT)
    reopen_visit(by=by, visit_id=visit.id, version=fresh(visit).version, now=AT)

    closed(visit, a_closing(VisitState.PARTS, parts=((fuser.id, 2),)), at=AT)

    assert [line.quantity for line in parts_used_on(by, visit.id)] == [2]
    assert fresh(visit).call.state == CallState.WAITING


def test_after_ten_minutes_it_is_the_desk_s() -> None:
    visit = a_visit_on_site()
    closed(visit, at=AT)

    with pytest.raises(NotFromHere, match="more than 10 min ago; call the desk"):
        reopen_visit(
            by=its_technician(visit),
            visit_id=visit.id,
            version=fresh(visit).version,
            now=AT + timedelta(minutes=10, seconds=1),
        )


def test_a_visit_that_isn_t_over_has_no_closing_to_take_back() -> None:
    visit = a_visit_on_site()

    with pytest.raises(NotFromHere, match="there is no closing to take back"):
        reopen_visit(by=its_technician(visit), visit_id=visit.id, version=visit.version, now=AT)


def test_once_the_next_visit_is_planned_the_desk_decides() -> None:
    visit = a_visit_on_site()
    closed(visit, a_closing(VisitState.PARTS), at=AT)
    a_visit(call=visit.call, technician=visit.technician, number=2)

    with pytest.raises(NotFromHere, match="The next visit for this call is planned already"):
        reopen_visit(by=its_technician(visit), visit_id=visit.id, version=fresh(visit).version, now=AT)


def test_the_desk_reopens_calls_and_not_visits() -> None:
    visit = a_visit_on_site()
    closed(visit, at=AT)

    with pytest.raises(NotYourVisit, match="the desk reopens the call"):
        reopen_visit(by=an_actor(Role.DISPATCHER), visit_id=visit.id, version=fresh(visit).version, now=AT)
