"""A technician proposes a visit to a customer they answer for; the desk says no with a reason, or they take it back."""

from datetime import timedelta
from typing import Any

import pytest
from tests.builders import MONDAY, a_customer, a_machine, a_site, a_technician
from tests.builders.kept import what_happened
from tests.builders.territory import TUESDAY, answers_for, bruno_s_territory, its_followup, proposal

from steadyhand.business.calls.actions.decline_proposed import decline_proposed
from steadyhand.business.calls.actions.propose_visit import CannotPropose
from steadyhand.business.calls.actions.withdraw_proposed import withdraw_proposed
from steadyhand.business.calls.models import VisitProposal
from steadyhand.business.calls.proposals.keeping import CannotAnswer
from steadyhand.business.calls.proposals.rules import ProposalState
from steadyhand.business.calls.rules import CallType
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.followups.models import FollowUpListener

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_wish_is_the_desk_s_to_answer_and_its_technician_hears() -> None:
    mine = bruno_s_territory()

    proposal_id = mine.proposes()

    kept, followup = proposal(proposal_id), its_followup(proposal_id)
    assert (kept.state, kept.machine_id, kept.minutes, kept.wished_from) == ("proposed", mine.machine.id, 45, TUESDAY)
    assert mine.house.name_of(followup.owner_id) == "Dana"
    assert FollowUpListener.objects.filter(followup=followup, user_id=mine.house.id_of("Bruno")).exists()


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"why": " "}, "Why?"),
        ({"from_on": MONDAY.date() - DAY, "until_on": MONDAY.date() - DAY}, "has passed"),
        ({"from_on": TUESDAY, "until_on": MONDAY.date()}, "before it begins"),
        ({"from_on": MONDAY.date() + 43 * DAY, "until_on": MONDAY.date() + 43 * DAY}, "six weeks"),
        ({"minutes": 5}, "5 minutes"),
        ({"call_type": CallType.CORRECTIVE}, "starts with the customer's call"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_in_a_sentence(wish: dict[str, Any], said: str) -> None:
    mine = bruno_s_territory()

    with pytest.raises(CannotPropose, match=said):
        mine.proposes(**wish)
    assert not VisitProposal.objects.exists()


def test_only_whoever_answers_for_the_customer_proposes_and_only_for_its_machines() -> None:
    mine = bruno_s_territory()
    keisha = a_technician(branch=mine.house.branch, name="Keisha Monroe")
    assert keisha.user_id is not None
    others = a_machine(site=a_site(a_customer("Others", branch=mine.house.branch)))

    with pytest.raises(CannotPropose, match="don't answer for"):
        mine.proposes(by=actor_for(keisha.user_id))
    with pytest.raises(CannotPropose, match="Only a technician"):
        mine.proposes(by=mine.house.by("Dana"))
    with pytest.raises(CannotPropose, match="isn't this customer's"):
        mine.proposes(machine_id=others.id)


def test_from_the_day_on_which_somebody_else_answers_for_the_customer_it_is_theirs() -> None:
    mine = bruno_s_territory()
    keisha = a_technician(branch=mine.house.branch, name="Keisha Monroe")
    answers_for(keisha, mine.house.customer.id, since_on=TUESDAY)

    mine.proposes()
    with pytest.raises(CannotPropose, match="don't answer for"):
        mine.proposes(now=MONDAY + DAY, machine_id=None)


def test_what_waits_is_not_proposed_again_but_what_was_declined_may_be() -> None:
    mine = bruno_s_territory()
    first = mine.proposes()

    with pytest.raises(CannotPropose, match="already"):
        mine.proposes()
    mine.proposes(machine_id=None)
    decline_proposed(by=mine.house.by("Dana"), proposal_id=first, why="They move next week.", now=MONDAY)
    mine.proposes()


def test_a_no_takes_a_reason_which_goes_back_to_the_technician() -> None:
    mine = bruno_s_territory()
    proposal_id = mine.proposes()

    with pytest.raises(CannotAnswer, match="Why not"):
        decline_proposed(by=mine.house.by("Dana"), proposal_id=proposal_id, why=" ", now=MONDAY)
    decline_proposed(by=mine.house.by("Dana"), proposal_id=proposal_id, why="They move next week.", now=MONDAY)

    followup = its_followup(proposal_id)
    assert (followup.state, followup.outcome, followup.why) == ("ended", "declined", "They move next week.")
    assert (proposal(proposal_id).answer, proposal(proposal_id).answered_by) == ("They move next week.", "Dana")
    with pytest.raises(CannotAnswer, match="declined already by Dana"):
        decline_proposed(by=mine.house.by("Ruth"), proposal_id=proposal_id, why="Too far.", now=MONDAY)


def test_only_who_proposed_it_takes_it_back() -> None:
    mine = bruno_s_territory()
    proposal_id = mine.proposes()
    keisha = a_technician(branch=mine.house.branch, name="Keisha Monroe")
    assert keisha.user_id is not None

    with pytest.raises(CannotAnswer, match="Somebody else"):
        withdraw_proposed(by=actor_for(keisha.user_id), proposal_id=proposal_id, now=MONDAY)
    withdraw_proposed(by=mine.house.by("Bruno"), proposal_id=proposal_id, now=MONDAY)

    assert proposal(proposal_id).state == ProposalState.WITHDRAWN
    assert what_happened(its_followup(proposal_id).id)[-1] == "ended"
