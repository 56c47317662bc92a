"""A part request that ends says whether the part's promise was kept."""

from datetime import datetime
from uuid import UUID

import pytest
from tests.builders.kept import row_of
from tests.builders.promises import DAY, HOUR, NOW, Clinic, a_clinic, promise
from tests.builders.stock import an_item

from steadyhand.business.calls.closing import Closing
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.business.people.models import Technician
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.business.stock.actions.begin_handover import begin_handover
from steadyhand.business.stock.actions.open_place import open_shelves, open_truck
from steadyhand.flows.visit.arrive import arrive
from steadyhand.flows.visit.close_visit import close_visit
from steadyhand.flows.visit.part_is_here import end_followup_by_hand
from steadyhand.flows.visit.take_over_part import take_over_part

pytestmark = pytest.mark.django_db
DUE = NOW + 40 * DAY


def a_promised_part() -> tuple[Clinic, UUID, UUID]:
    """Return a call that waits for a part, its request, and the promise of it."""
    clinic = a_clinic()
    visit, bruno = clinic.visit(), clinic.house.by("Bruno")
    arrive(by=bruno, visit_id=visit.id, version=1, now=NOW)
    closing = Closing(outcome=VisitState.PARTS, told_customer="The fuser is worn.", next_step="We order it.")
    close_visit(by=bruno, visit_id=visit.id, version=2, closing=closing, now=NOW + HOUR)
    given = clinic.gives(kind=PromiseKind.PART, by_at=DUE, now=NOW + HOUR)
    request = FollowUp.objects.get(kind="part_request")
    record_contact(
        by=clinic.house.by("Dana"), followup_id=request.id, channel="phone", words="It is ordered", now=NOW + HOUR
    )
    return clinic, request.id, given.id


def ends(clinic: Clinic, request_id: UUID, outcome: str, *, at: datetime, words: str = "As it is") -> None:
    end_followup_by_hand(by=clinic.house.by("Dana"), followup_id=request_id, outcome=outcome, words=words, now=at)


@pytest.mark.parametrize(("at", "state"), [(DUE - DAY, "kept"), (DUE + HOUR, "missed")])
def test_a_part_that_has_arrived_was_there_in_time_or_not(at: datetime, state: str) -> None:
    clinic, request_id, promise_id = a_promised_part()

    ends(clinic, request_id, "arrived", at=at)

    assert (promise(promise_id).state, promise(promise_id).happened_at) == (state, at)
    assert row_of(request_id).state == "ended"


@pytest.mark.parametrize(("at", "state"), [(DUE - DAY, "withdrawn"), (DUE + HOUR, "missed")])
def test_a_part_that_nobody_needs_is_promised_no_more(at: datetime, state: str) -> None:
    clinic, request_id, promise_id = a_promised_part()

    ends(clinic, request_id, "not_needed", at=at)

    assert promise(promise_id).state == state


def test_a_part_that_is_refused_is_still_promised() -> None:
    clinic, request_id, promise_id = a_promised_part()

    ends(clinic, request_id, "refused", at=DUE - DAY)

    assert promise(promise_id).state == "open"


def test_what_can_t_end_changes_nothing() -> None:
    clinic, request_id, promise_id = a_promised_part()

    with pytest.raises(CannotHappen):
        ends(clinic, request_id, "arrived", at=DUE - DAY, words=" ")

    assert (promise(promise_id).state, row_of(request_id).state) == ("open", "open")


def test_a_part_that_a_colleague_hands_over_ends_the_request_it_is_said_to_answer() -> None:
    clinic, request_id, promise_id = a_promised_part()
    bruno, part = clinic.house.by("Bruno"), an_item("FU-1")
    technician = Technician.objects.get(user__name="Bruno")
    his = open_truck(by=clinic.house.by("Dana"), technician_id=technician.id, on=NOW.date(), now=NOW)
    room = open_shelves(by=clinic.house.by("Dana"), branch_id=technician.branch_id, now=NOW)
    call_id = row_of(request_id).about_id
    handover_id = begin_handover(
        by=bruno, from_id=room, to_id=his, part_id=part.id, quantity=1, call_id=call_id, now=DUE - DAY
    )

    take_over_part(by=bruno, handover_id=handover_id, quantity=1, is_what_call_waits_for=True, now=DUE - HOUR)

    assert (promise(promise_id).state, row_of(request_id).outcome) == ("kept", "borrowed")
