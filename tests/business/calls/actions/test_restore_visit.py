"""A visit that was cancelled by mistake is on again, unless the call has gone on meanwhile."""

import pytest
from tests.builders import MONDAY, a_branch
from tests.builders.desk import a_planned_visit, as_it_is, dana
from tests.builders.field import a_closing, a_visit_on_site, closed, fresh

from steadyhand.business.calls.actions.cancel_call import cancel_call
from steadyhand.business.calls.actions.cancel_visit import cancel_visit
from steadyhand.business.calls.actions.restore_visit import CannotRestoreVisit, restore_visit
from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def cancelled(visit: Visit | None = None) -> Visit:
    visit = visit or a_planned_visit()
    cancel_visit(by=dana(), visit_id=visit.id, version=visit.version, why="The wrong one", now=MONDAY)
    return fresh(visit)


def restore(visit: Visit, version: int | None = None, **who: object) -> None:
    restore_visit(by=dana(**who), visit_id=visit.id, version=version or visit.version, why="Taken back", now=MONDAY)


def test_it_is_planned_again_for_the_same_technician_and_time() -> None:
    visit = cancelled()

    restore(visit)

    after = fresh(visit)
    assert (after.state, after.technician_id, after.planned_for) == (
        VisitState.PLANNED,
        visit.technician_id,
        visit.planned_for,
    )
    assert as_it_is(visit.call).state == CallState.PLANNED
    assert changes_of(visit.tenant_id, [visit.id])[0].verb == "took back that a visit was cancelled"


def test_a_technician_who_was_there_is_there() -> None:
    visit = cancelled(a_visit_on_site())

    restore(visit)

    assert (fresh(visit).state, as_it_is(visit.call).state) == (VisitState.ON_SITE, CallState.UNDER_WAY)


def test_a_stale_version_is_told() -> None:
    visit = cancelled()

    with pytest.raises(CannotRestoreVisit, match="Somebody has just changed this visit"):
        restore(visit, version=1)
    assert fresh(visit).state == VisitState.CANCELLED


def test_a_visit_that_is_on_is_not_restored() -> None:
    with pytest.raises(CannotRestoreVisit, match="This visit is planned: there is nothing to take back"):
        restore(a_planned_visit())


def test_what_a_technician_ended_on_site_stays_ended() -> None:
    visit = a_visit_on_site()
    closed(visit, a_closing(VisitState.CANCELLED))

    with pytest.raises(CannotRestoreVisit, match="ended this visit on site"):
        restore(fresh(visit))


def test_two_visits_are_never_planned_for_one_call() -> None:
    visit = cancelled()
    a_planned_visit(call=visit.call)

    with pytest.raises(CannotRestoreVisit, match="has been planned meanwhile"):
        restore(visit)


def test_a_cancelled_call_is_reopened_first() -> None:
    visit = cancelled()
    cancel_call(by=dana(), call_id=visit.call_id, version=as_it_is(visit.call).version, why="Sold", now=MONDAY)

    with pytest.raises(CannotRestoreVisit, match="Reopen it first"):
        restore(visit)


def test_a_visit_of_another_branch_is_not_there() -> None:
    with pytest.raises(CannotRestoreVisit, match="no such visit at your branches"):
        restore(cancelled(), branch=a_branch("DAY"))
