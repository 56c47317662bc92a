"""A typed time is entered, in order, and never in the future."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_visit, an_actor
from tests.builders.desk import dana
from tests.builders.field import a_closing, a_visit_on_site, closed, fresh, its_technician

from steadyhand.business.calls.actions.cancel_call import cancel_call
from steadyhand.business.calls.actions.correct_times import StatedTimes, TimesOutOfOrder, correct_times
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.calls.visit_in_hand import CannotMoveVisit, NotYourVisit
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import Actor

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
NOW = MONDAY + 120 * MINUTE


def correct(visit: Visit, times: StatedTimes, *, by: Actor | None = None, why: str = "") -> None:
    by = by or its_technician(visit)
    correct_times(by=by, visit_id=visit.id, version=fresh(visit).version, times=times, now=NOW, why=why)


def test_a_typed_time_is_entered_and_the_others_stay_observed() -> None:
    visit = a_visit_on_site()

    correct(visit, StatedTimes(arrived_at=MONDAY + 20 * MINUTE))

    after = fresh(visit)
    assert (after.arrived_at, after.arrived_at_how) == (MONDAY + 20 * MINUTE, "entered")
    assert (after.on_the_way_at, after.on_the_way_at_how) == (MONDAY, "observed")


def test_the_same_time_again_changes_nothing() -> None:
    visit = a_visit_on_site()

    with pytest.raises(CannotMoveVisit, match="Nothing is different"):
        correct(visit, StatedTimes(arrived_at=MONDAY + 30 * MINUTE))

    assert fresh(visit).arrived_at_how == "observed"


def test_times_stay_in_order() -> None:
    visit = a_visit_on_site()
    closed(visit, at=MONDAY + 60 * MINUTE)

    with pytest.raises(TimesOutOfOrder, match="The time of finishing is before that of arriving"):
        correct(visit, StatedTimes(finished_at=MONDAY + 10 * MINUTE))


def test_no_time_is_in_the_future() -> None:
    visit = a_visit_on_site()

    with pytest.raises(TimesOutOfOrder, match="The time of arriving is in the future"):
        correct(visit, StatedTimes(arrived_at=NOW + MINUTE))


def test_what_has_not_happened_has_no_time() -> None:
    with pytest.raises(TimesOutOfOrder, match="This visit is planned: there is no time of setting out to correct yet"):
        correct(a_visit(), StatedTimes(on_the_way_at=MONDAY))
    with pytest.raises(TimesOutOfOrder, match="This visit is on site: there is no time of finishing to correct yet"):
        correct(a_visit_on_site(), StatedTimes(finished_at=MONDAY + 40 * MINUTE))


def test_the_desk_says_why() -> None:
    visit, dana = a_visit_on_site(), an_actor(Role.DISPATCHER)

    with pytest.raises(NotYourVisit, match="write why"):
        correct(visit, StatedTimes(arrived_at=MONDAY + 20 * MINUTE), by=dana)
    correct(visit, StatedTimes(arrived_at=MONDAY + 20 * MINUTE), by=dana, why="He told me on the phone")

    assert fresh(visit).arrived_at == MONDAY + 20 * MINUTE


def test_times_put_right_do_not_open_a_call_that_was_cancelled() -> None:
    visit = a_visit_on_site()
    closed(visit, a_closing(VisitState.PARTS))
    call = fresh(visit).call
    cancel_call(by=dana(), call_id=call.id, version=call.version, why="They bought a new one", now=NOW)

    correct(visit, StatedTimes(arrived_at=MONDAY + 20 * MINUTE))

    after = fresh(visit).call
    assert (after.state, after.cancelled_because, after.closed_at) == (
        CallState.CANCELLED,
        "They bought a new one",
        NOW,
    )


def test_times_put_right_do_not_open_a_call_that_a_file_closed() -> None:
    visit = a_visit_on_site()
    closed(visit, a_closing(VisitState.IT))
    # As files have it: somebody solved it by phone after the visit.
    Call.objects.of(visit.tenant_id).filter(id=visit.call_id).update(
        state=CallState.CLOSED, waiting_for="", closed_at=NOW, closed_at_how="entered"
    )

    correct(visit, StatedTimes(arrived_at=MONDAY + 20 * MINUTE))

    assert fresh(visit).call.state == CallState.CLOSED
