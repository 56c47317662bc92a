"""Nobody goes after all."""

import pytest
from tests.builders import MONDAY, a_branch
from tests.builders.desk import a_planned_visit, as_it_is, dana
from tests.builders.field import a_visit_on_site, closed, fresh

from steadyhand.business.calls.actions.cancel_visit import CannotCancelVisit, cancel_visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def test_the_call_is_to_plan_again() -> None:
    visit = a_planned_visit()

    cancel_visit(by=dana(), visit_id=visit.id, version=1, why="They are closed today", now=MONDAY)

    assert (fresh(visit).state, as_it_is(visit.call).state) == (VisitState.CANCELLED, CallState.TO_PLAN)
    assert changes_of(visit.tenant_id, [visit.id])[0].why == "They are closed today"


def test_a_visit_on_site_can_be_cancelled_too() -> None:
    visit = a_visit_on_site()

    cancel_visit(by=dana(), visit_id=visit.id, version=visit.version, why="Nobody opens", now=MONDAY)

    assert as_it_is(visit.call).state == CallState.TO_PLAN


def test_what_has_happened_is_not_cancelled() -> None:
    visit = a_visit_on_site()
    closed(visit)

    with pytest.raises(CannotCancelVisit, match="is already done"):
        cancel_visit(by=dana(), visit_id=visit.id, version=fresh(visit).version, why="Oh", now=MONDAY)


def test_a_stale_version_is_told() -> None:
    visit = a_planned_visit()

    with pytest.raises(CannotCancelVisit, match="Somebody has just changed this visit"):
        cancel_visit(by=dana(), visit_id=visit.id, version=7, why="Closed", now=MONDAY)
    assert fresh(visit).state == VisitState.PLANNED


def test_a_reason_is_asked_for() -> None:
    visit = a_planned_visit()

    with pytest.raises(CannotCancelVisit, match="Say why nobody goes"):
        cancel_visit(by=dana(), visit_id=visit.id, version=1, why=" ", now=MONDAY)


def test_a_visit_of_another_branch_is_not_there() -> None:
    visit = a_planned_visit()

    with pytest.raises(CannotCancelVisit, match="no such visit at your branches"):
        cancel_visit(by=dana(branch=a_branch("DAY")), visit_id=visit.id, version=1, why="Closed", now=MONDAY)
