"""On my way, I'm here, and back again: who may tap, what is kept, and where the call then stands."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_machine, a_site, a_technician, a_visit, an_actor
from tests.builders.field import a_visit_on_site, a_visit_under_way, closed, fresh, its_technician
from tests.builders.record import a_call, a_customer

from steadyhand.business.calls.actions.arrive import arrive
from steadyhand.business.calls.actions.start_travel import start_travel
from steadyhand.business.calls.actions.step_back import step_back
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.calls.visit_in_hand import NoSuchVisit, NotFromHere, NotYourVisit, VisitHasMoved
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(minutes=20)


def test_setting_out_is_observed_and_the_call_is_under_way() -> None:
    visit = a_visit_under_way(at=LATER)

    assert (visit.state, visit.on_the_way_at, visit.on_the_way_at_how) == (VisitState.ON_THE_WAY, LATER, "observed")
    assert visit.call.state == CallState.UNDER_WAY


def test_the_history_says_who_set_out_and_what_changed() -> None:
    visit = a_visit_under_way(at=LATER)

    entry = changes_of(visit.tenant_id, [visit.id])[0]
    assert (entry.by_name, entry.verb, entry.at) == ("Bruno Salas", "set out", LATER)
    assert (entry.was["state"], entry.became["state"]) == ("planned", "on_the_way")


def test_who_forgot_to_tap_on_my_way_may_still_arrive_and_no_time_is_made_up() -> None:
    visit = a_visit()

    arrive(by=its_technician(visit), visit_id=visit.id, version=1, now=LATER)

    after = fresh(visit)
    assert (after.state, after.arrived_at, after.arrived_at_how) == (VisitState.ON_SITE, LATER, "observed")
    assert (after.on_the_way_at, after.on_the_way_at_how) == (None, "")


def test_arriving_twice_is_refused() -> None:
    visit = a_visit_on_site()

    with pytest.raises(NotFromHere, match="This visit is on site; it can't become on site from there"):
        arrive(by=its_technician(visit), visit_id=visit.id, version=visit.version, now=LATER)


def test_a_step_back_from_site_is_on_the_way_again() -> None:
    visit = a_visit_on_site()

    step_back(by=its_technician(visit), visit_id=visit.id, version=visit.version, now=MONDAY + timedelta(minutes=31))

    after = fresh(visit)
    assert (after.state, after.arrived_at, after.arrived_at_how) == (VisitState.ON_THE_WAY, None, "")
    assert after.on_the_way_at == MONDAY


def test_a_step_back_on_the_way_is_planned_again_and_so_is_the_call() -> None:
    visit = a_visit_under_way()

    step_back(by=its_technician(visit), visit_id=visit.id, version=visit.version, now=LATER)

    after = fresh(visit)
    assert (after.state, after.on_the_way_at, after.call.state) == (VisitState.PLANNED, None, CallState.PLANNED)


def test_after_half_an_hour_the_technician_can_no_longer_step_back_and_the_desk_can() -> None:
    visit = a_visit_under_way()
    much_later = MONDAY + timedelta(minutes=31)
    dana = an_actor(Role.DISPATCHER)

    with pytest.raises(NotFromHere, match="correct the times instead, or call the desk"):
        step_back(by=its_technician(visit), visit_id=visit.id, version=visit.version, now=much_later)
    step_back(by=dana, visit_id=visit.id, version=visit.version, now=much_later, why="Bruno turned round")

    assert fresh(visit).state == VisitState.PLANNED


def test_there_is_nothing_to_take_back_before_the_first_tap_or_after_closing() -> None:
    planned, over = a_visit(), a_visit_on_site()
    closed(over)

    for visit in (planned, over):
        with pytest.raises(NotFromHere, match="there is no tap to take back"):
            step_back(by=its_technician(visit), visit_id=visit.id, version=fresh(visit).version, now=LATER)


def test_another_technician_may_not_move_it() -> None:
    visit = a_visit()
    carla = a_technician(name="Carla Reyes", branch=visit.call.branch)
    by = its_technician(a_visit(technician=carla))

    with pytest.raises(NotYourVisit, match="This visit is Bruno Salas's; ask the desk to move it to you"):
        start_travel(by=by, visit_id=visit.id, version=1, now=LATER, why="I was near")


def test_the_desk_may_move_it_with_a_reason_and_not_without() -> None:
    visit, dana = a_visit(), an_actor(Role.DISPATCHER, branch=a_branch())

    with pytest.raises(NotYourVisit, match="to act for them, write why"):
        start_travel(by=dana, visit_id=visit.id, version=1, now=LATER, why="  ")
    start_travel(by=dana, visit_id=visit.id, version=1, now=LATER, why="His phone is dead, he rang")

    entry = changes_of(visit.tenant_id, [visit.id])[0]
    assert (entry.by_name, entry.why) == ("Dana Whitfield", "His phone is dead, he rang")


def test_a_visit_of_another_branch_is_not_there() -> None:
    theirs = a_visit(call=a_call(machine=a_machine(site=a_site(a_customer(branch=a_branch("CLE"))))))
    bruno = an_actor(Role.TECHNICIAN, branch=a_branch("COL"))

    with pytest.raises(NoSuchVisit):
        start_travel(by=bruno, visit_id=theirs.id, version=1, now=LATER)


def test_a_visit_that_changed_meanwhile_is_not_moved_on_top() -> None:
    visit = a_visit_under_way()

    with pytest.raises(VisitHasMoved, match="it is on the way"):
        arrive(by=its_technician(visit), visit_id=visit.id, version=visit.version - 1, now=LATER)

    assert fresh(visit).state == VisitState.ON_THE_WAY
