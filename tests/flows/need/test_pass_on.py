"""What a customer asks for on the phone or on their page goes to who answers it, once, with their own words."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.builders import MONDAY, a_call, a_machine, a_site
from tests.builders.kept import House, a_house, row_of, what_happened

from steadyhand.business.calls.actions.leave_message import leave_message
from steadyhand.business.calls.models import Call, CustomerMessage
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.needs.actions.note_need import CannotNote, Seen, note_need
from steadyhand.business.needs.models import Need
from steadyhand.business.needs.rules import Leave, Sort
from steadyhand.flows.need.pass_on import AskedFor, pass_on
from steadyhand.flows.visit.take_call import take_call
from steadyhand.shared.actor import the_system

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
WORDS = "Could somebody show us how scanning to folders works?"


def a_call_of(house: House) -> Call:
    return a_call(machine=a_machine(site=a_site(house.customer)), caller_name="Grace Chen", caller_phone="555-0148")


def a_message(call: Call, words: str = WORDS) -> CustomerMessage:
    by = the_system(call.tenant_id, "the customer")
    leave_message(by=by, call_id=call.id, kind="please_call", words=words, now=MONDAY)
    return CustomerMessage.objects.get(call=call)


def passed_on(
    house: House, call: Call, sort: Sort = Sort.TRAINING, *, words: str = "", message_id: UUID | None = None
) -> Need:
    asked = AskedFor(call_id=call.id, sort=sort, words=words, message_id=message_id, is_answer=message_id is not None)
    return Need.objects.get(id=pass_on(by=house.by("Dana"), asked=asked, now=MONDAY + HOUR).need_id)


def noticed(house: House, sort: Sort = Sort.TRAINING) -> Need:
    seen = Seen(customer_id=house.customer.id, sort=sort, leave=Leave.PASSED)
    return Need.objects.get(id=note_need(by=house.by("Bruno"), seen=seen, now=MONDAY))


def test_a_message_becomes_a_need_with_their_own_words_and_is_answered_by_it() -> None:
    house = a_house()
    call = a_call_of(house)
    message = a_message(call)

    need = passed_on(house, call, message_id=message.id)

    assert (need.leave, need.source, need.source_words, need.machine_id) == ("asked", "message", WORDS, call.machine_id)
    assert need.words == f"{WORDS}\nAsked by Grace Chen, 555-0148"
    message.refresh_from_db()
    assert message.answered_by == "Dana"
    assert house.name_of(row_of(need.followup_id).owner_id) == "Elena"


def test_the_same_message_is_passed_on_once_as_the_same_and_may_be_two_things() -> None:
    house = a_house()
    call = a_call_of(house)
    message = a_message(call)
    passed_on(house, call, message_id=message.id)

    with pytest.raises(CannotNote, match="has been passed on already: Elena has it"):
        passed_on(house, call, message_id=message.id)
    passed_on(house, call, Sort.SUPPLIES, message_id=message.id)

    assert Need.objects.count() == 2


def test_what_is_open_for_them_already_goes_on_for_both_and_they_wait_again() -> None:
    house = a_house()
    first = noticed(house)
    it = {"by": house.by("Elena"), "followup_id": first.followup_id, "now": MONDAY + HOUR / 2}
    record_contact(channel="phone", words="Rang Grace", **it)  # type: ignore[arg-type]

    second = passed_on(house, a_call_of(house), words="When can we learn scanning?")

    assert row_of(second.followup_id).merged_into_id == first.followup_id
    goes_on = row_of(first.followup_id)
    assert (goes_on.state, goes_on.waiting_since) == ("open", MONDAY + HOUR)
    assert goes_on.owner_id == row_of(second.followup_id).owner_id


def test_what_waited_its_turn_goes_on_when_they_ask() -> None:
    house = a_house()
    third = [noticed(house, sort) for sort in (Sort.AGING, Sort.SUPPLIES, Sort.TRAINING)][-1]
    assert what_happened(third.followup_id)[-1] == "paused"

    passed_on(house, a_call_of(house), words="When can we learn scanning?")

    assert what_happened(third.followup_id)[-1] == "resumed"


@pytest.mark.parametrize(("words", "has_customer", "said"), [("", True, "in their own words"), ("x", False, "Who is")])
def test_what_can_t_be_passed_on_is_told_why(words: str, has_customer: bool, said: str) -> None:  # noqa: FBT001
    house = a_house()
    call = a_call_of(house)
    if not has_customer:
        taken = take_call(by=house.by("Dana"), problem="Lines", caller_name="Ann", caller_phone="555-0177", now=MONDAY)
        call = Call.objects.get(id=taken.id)

    with pytest.raises(CannotNote, match=said):
        passed_on(house, call, words=words)
