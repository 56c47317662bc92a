"""What the desk takes on is optional work for the plan, and its end is told to whoever proposed it."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.builders import MONDAY, a_visit
from tests.builders.desk import as_it_is
from tests.builders.field import a_closing, fresh
from tests.builders.territory import TUESDAY, Mine, bruno_s_territory, its_followup, proposal

from steadyhand.business.calls.actions.arrive import arrive
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.proposals.keeping import CannotAnswer
from steadyhand.business.calls.proposals.queries import wished_visits
from steadyhand.business.calls.rules import CallState, CallType, Urgency
from steadyhand.business.followups.models import FollowUpNews
from steadyhand.flows.visit.cancel_call import cancel_call
from steadyhand.flows.visit.close_visit import close_visit
from steadyhand.flows.visit.reopen_call import reopen_call
from steadyhand.flows.visit.take_back_closing import take_back_closing
from steadyhand.flows.visit.take_on_proposed import take_on_proposed

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def taken_on(mine: Mine) -> tuple[Call, Visit]:
    """Return the call of a proposal that Dana took on, and the visit that she plans for it."""
    taken = take_on_proposed(by=mine.house.by("Dana"), proposal_id=mine.proposes(), now=MONDAY + HOUR)
    call = Call.objects.get(id=taken.id)
    return call, a_visit(call=call, technician=mine.technician, planned_for=MONDAY + DAY)


def test_a_yes_is_a_call_that_can_wait_and_the_plan_knows_the_wish() -> None:
    mine = bruno_s_territory()
    proposal_id = mine.proposes()

    taken = take_on_proposed(by=mine.house.by("Dana"), proposal_id=proposal_id, now=MONDAY + HOUR)

    call = Call.objects.get(id=taken.id)
    assert (call.call_type, call.urgency, call.state) == (CallType.PREVENTIVE, Urgency.CAN_WAIT, CallState.TO_PLAN)
    assert call.machine_id == mine.machine.id
    # The technician's own words stay inside; the call's may be read by its customer.
    assert "jams" not in call.problem
    wish = wished_visits(call.tenant_id, [call.id])[call.id]
    assert (wish.technician_id, wish.from_on, wish.until_on, wish.minutes) == (
        mine.technician.id,
        TUESDAY,
        TUESDAY + 6 * DAY,
        45,
    )


def test_the_technician_hears_the_yes_and_nobody_is_chased_while_the_wish_lasts() -> None:
    mine = bruno_s_territory()
    proposal_id = mine.proposes()

    taken = take_on_proposed(by=mine.house.by("Dana"), proposal_id=proposal_id, now=MONDAY + HOUR)

    followup = its_followup(proposal_id)
    assert (followup.state, followup.waiting_since) == ("open", None)
    assert followup.due_at is not None
    assert followup.due_at.date() > proposal(proposal_id).wished_until
    assert FollowUpNews.objects.filter(followup=followup, user_id=mine.house.id_of("Bruno")).exists()
    assert taken.number in proposal(proposal_id).answer
    with pytest.raises(CannotAnswer, match="taken on already by Dana"):
        take_on_proposed(by=mine.house.by("Ruth"), proposal_id=proposal_id, now=MONDAY + HOUR)
    assert Call.objects.count() == 1


def test_the_visit_made_ends_it_and_a_closing_taken_back_opens_it_again() -> None:
    mine = bruno_s_territory()
    call, visit = taken_on(mine)
    bruno, at = mine.house.by("Bruno"), MONDAY + DAY
    arrive(by=bruno, visit_id=visit.id, version=visit.version, now=at)

    close_visit(by=bruno, visit_id=visit.id, version=fresh(visit).version, closing=a_closing(), now=at + HOUR)

    followup = its_followup(proposal_of(call))
    assert (followup.state, followup.outcome) == ("ended", "visited")
    assert "rollers" in followup.why
    take_back_closing(by=bruno, visit_id=visit.id, version=fresh(visit).version, now=at + HOUR)
    assert its_followup(proposal_of(call)).state == "open"


def test_a_call_cancelled_is_told_with_its_reason_and_reopened_is_open_again() -> None:
    mine = bruno_s_territory()
    call, _ = taken_on(mine)
    dana = mine.house.by("Dana")

    cancel_call(
        by=dana, call_id=call.id, version=as_it_is(call).version, why="They are closed for a month.", now=MONDAY
    )

    followup = its_followup(proposal_of(call))
    assert (followup.state, followup.outcome, followup.why) == ("ended", "not_made", "They are closed for a month.")
    reopen_call(by=dana, call_id=call.id, version=as_it_is(call).version, why="They open earlier.", now=MONDAY)
    assert its_followup(proposal_of(call)).state == "open"


def proposal_of(call: Call) -> UUID:
    return wished_visits(call.tenant_id, [call.id])[call.id].proposal_id
