"""What customers ask is kept, waits, and is answered once."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_call, a_machine, a_site, an_actor
from tests.builders.record import a_customer

from steadyhand.business.calls.actions.answer_message import CannotAnswer, answer_message
from steadyhand.business.calls.actions.leave_message import CannotLeaveMessage, leave_message
from steadyhand.business.calls.models import Call
from steadyhand.business.calls.queries.messages import messages_about, messages_waiting
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import the_system
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def asked(call: Call, *, words: str = "After four, please") -> None:
    by = the_system(call.tenant_id, "Grace")
    leave_message(by=by, call_id=call.id, kind="please_call", words=words, now=MONDAY)


def test_a_message_waits_and_stands_in_the_history() -> None:
    call, dana = a_call(), an_actor(Role.DISPATCHER)

    asked(call)

    (message,) = messages_waiting(dana)
    assert (message.asked, message.words, message.call_number) == ("please call me", "After four, please", call.ref)
    entry = changes_of(call.tenant_id, [call.id])[0]
    assert (entry.by_name, entry.verb, entry.why) == ("Grace", "asked: please call me", "After four, please")


def test_whoever_waits_longest_comes_first_and_other_branches_wait_elsewhere() -> None:
    dana = an_actor(Role.DISPATCHER, branch=a_branch("COL"))
    call = a_call()
    asked(a_call(machine=a_machine(site=a_site(a_customer(branch=a_branch("CLE"))))))
    leave_message(by=the_system(call.tenant_id, "G"), call_id=call.id, kind="other_time", words="", now=MONDAY)
    leave_message(
        by=the_system(call.tenant_id, "G"), call_id=call.id, kind="please_call", words="", now=MONDAY - timedelta(1)
    )

    assert [message.kind for message in messages_waiting(dana)] == ["please_call", "other_time"]


def test_an_answer_ends_the_waiting_and_says_how() -> None:
    call, dana = a_call(), an_actor(Role.DISPATCHER)
    asked(call)
    (message,) = messages_about(dana, call.id)

    answer_message(by=dana, message_id=message.id, how="Rang her: Thursday suits", now=MONDAY)

    assert messages_waiting(dana) == ()
    assert messages_about(dana, call.id)[0].answered_by == "Dana Whitfield"
    with pytest.raises(CannotAnswer, match="answered this already"):
        answer_message(by=dana, message_id=message.id, how="Again", now=MONDAY)


def test_an_answer_says_what_was_told() -> None:
    call, dana = a_call(), an_actor(Role.DISPATCHER)
    asked(call)

    with pytest.raises(CannotAnswer, match="Write what you told the customer"):
        answer_message(by=dana, message_id=messages_about(dana, call.id)[0].id, how=" ", now=MONDAY)


def test_nobody_fills_our_pages() -> None:
    call = a_call()
    for _ in range(5):
        asked(call)

    with pytest.raises(CannotLeaveMessage, match="Please call us"):
        asked(call)
    with pytest.raises(CannotLeaveMessage, match="under 1,000 characters"):
        asked(a_call(), words="x" * 1001)
