"""An unfinished visit leaves nothing lying: somebody has it, and the promised call has its day."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.builders import MONDAY, a_user, a_visit
from tests.builders.field import a_closing, fresh, its_technician

from steadyhand.business.calls.closing import Closing
from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dealership.models import RoleHeld
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.models import FollowUp
from steadyhand.flows.visit.close_visit import close_visit
from steadyhand.flows.visit.take_back_closing import take_back_closing

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def visit() -> Visit:
    """Return a visit on site, at a branch where everybody works who could have what it leaves."""
    it = on_site()
    for role in (Role.PARTS, Role.IT_SPECIALIST, Role.DISPATCHER, Role.SERVICE_MANAGER):
        a_user(role, branch=it.call.branch)
    return it


def on_site(**facts: Any) -> Visit:
    return a_visit(state=VisitState.ON_SITE, arrived_at=MONDAY, arrived_at_how="observed", **facts)


def closed(visit: Visit, closing: Closing, *, at: datetime = MONDAY) -> None:
    close_visit(by=its_technician(visit), visit_id=visit.id, version=fresh(visit).version, closing=closing, now=at)


def the_next(visit: Visit) -> Visit:
    return on_site(call=visit.call, technician=visit.technician, number=2)


@pytest.mark.parametrize(
    ("outcome", "kind", "role"),
    [
        (VisitState.PARTS, "part_request", Role.PARTS),
        (VisitState.IT, "it_handoff", Role.IT_SPECIALIST),
        (VisitState.HANDS, "two_handed", Role.DISPATCHER),
    ],
)
def test_whoever_s_work_it_is_has_it_with_the_day_that_was_said(
    visit: Visit, outcome: VisitState, kind: str, role: Role
) -> None:
    closed(visit, a_closing(outcome, stays_inside="The bearing is gone, too."))

    it = FollowUp.objects.get()
    assert (it.kind, it.state, it.about_id) == (kind, "open", visit.call_id)
    assert RoleHeld.objects.filter(user=it.owner, role=role).exists()
    assert visit.call.ref in it.title
    assert it.step_due_at is not None
    assert it.step_due_at > MONDAY


def test_a_second_unfinished_visit_goes_on_with_the_same_one(visit: Visit) -> None:
    closed(visit, a_closing(VisitState.PARTS))

    closed(the_next(visit), a_closing(VisitState.PARTS, next_step="The other one, too."))

    assert FollowUp.objects.count() == 1


def test_done_the_next_time_it_ends_by_itself(visit: Visit) -> None:
    closed(visit, a_closing(VisitState.PARTS))

    closed(the_next(visit), a_closing())

    it = FollowUp.objects.get()
    assert (it.state, it.outcome) == ("ended", "arrived")


def test_a_closing_that_is_taken_back_takes_it_back(visit: Visit) -> None:
    closed(visit, a_closing(VisitState.IT), at=MONDAY)

    taken_back(visit, at=MONDAY + 2 * MINUTE)

    it = FollowUp.objects.get()
    assert (it.state, it.outcome) == ("ended", "back")


def test_what_a_taken_back_closing_had_ended_is_open_again(visit: Visit) -> None:
    closed(visit, a_closing(VisitState.PARTS), at=MONDAY)
    again, later = the_next(visit), MONDAY + timedelta(days=2)
    closed(again, a_closing(), at=later)

    taken_back(again, at=later + MINUTE)

    assert FollowUp.objects.get().state == "open"


def test_a_visit_that_is_done_leaves_nothing(visit: Visit) -> None:
    closed(visit, a_closing())

    assert not FollowUp.objects.exists()


def taken_back(visit: Visit, *, at: Any) -> None:
    take_back_closing(by=its_technician(visit), visit_id=visit.id, version=fresh(visit).version, now=at)
