"""What was said is kept in the very words, with whose it is, what it rests on, and who says so."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.builders import a_branch, a_contact, a_customer, an_actor
from tests.builders.promises import NOW, a_clinic
from tests.builders.told import facts_of, statement, the_time_of, told

from steadyhand.business.conversations.actions.keep_statement import keep_statement
from steadyhand.business.conversations.models import Statement
from steadyhand.business.conversations.rules import CannotSay, Direction, FactKind, Verdict
from steadyhand.business.conversations.saying import FactSaid, RestsOn, Saying
from steadyhand.business.conversations.sending import Sending
from steadyhand.business.dealership.rules import Role
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db


def test_a_word_on_a_call_knows_whose_it_is() -> None:
    clinic = a_clinic()

    kept = told(clinic, rests_on=(RestsOn("calls.call", clinic.call.id, "Call"),))

    row = statement(kept)
    assert row.words == "Somebody is with you on Thursday before noon."
    assert (row.customer_id, row.site_id, row.call_id) == (
        clinic.house.customer.id,
        clinic.call.site_id,
        clinic.call.id,
    )
    assert (row.with_whom, row.by_name, row.state, row.direction) == ("Grace Chen", "Dana", "said", "to_them")
    assert row.rests_on == [{"kind": "calls.call", "id": str(clinic.call.id), "words": "Call"}]


def test_what_they_say_is_received_and_nobody_of_ours_said_it() -> None:
    clinic = a_clinic()

    row = statement(told(clinic, "That time doesn't suit me.", direction=Direction.FROM_THEM, channel=Channel.PAGE))

    assert (row.state, row.by_id) == ("received", None)


def test_a_fact_has_a_giver_and_a_source() -> None:
    clinic = a_clinic()
    passed_on = FactSaid(
        kind=FactKind.PART_STATE,
        words="the fuser ships tomorrow",
        verdict=Verdict.ASKED,
        start=4,
        end=28,
        source_words="supplier's confirmation, 10:42",
        giver_id=clinic.house.id_of("Elena"),
        giver_name="Elena",
    )

    own, given = facts_of(told(clinic, facts=(FactSaid(kind=FactKind.OTHER, words="it is loud"), passed_on)))

    assert (own.giver_name, own.source_words, own.given_at) == ("Dana", "", NOW)
    assert (given.giver_name, given.source_words, given.verdict) == ("Elena", "supplier's confirmation, 10:42", "asked")


def test_a_letter_leaves_under_a_key_that_the_statement_keeps() -> None:
    clinic = a_clinic()
    saying = Saying(
        direction=Direction.TO_THEM,
        channel=Channel.EMAIL,
        words="Somebody is with you on Thursday.",
        subject="Your Norvik",
        address="grace@chen.example",
        call_id=clinic.call.id,
    )

    kept = keep_statement(by=clinic.house.by("Dana"), saying=saying, sending=Sending(), now=NOW)

    message = OutgoingMessage.objects.get(key=kept.message_key)
    assert (message.recipient, message.body, message.subject) == ("grace@chen.example", saying.words, "Your Norvik")
    assert message.expires_at == NOW + timedelta(hours=12)
    assert statement(kept).message_key == kept.message_key


def test_nothing_is_kept_that_could_not_be_sent() -> None:
    clinic = a_clinic()
    saying = Saying(direction=Direction.TO_THEM, channel=Channel.TEXT, words="On our way.", call_id=clinic.call.id)

    with pytest.raises(CannotSay, match="No address of Grace Chen is known"):
        keep_statement(by=clinic.house.by("Dana"), saying=saying, sending=Sending(), now=NOW)
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"words": "  "}, "Write what was said"),
        ({"call_id": uuid4()}, "This call isn't at your branches"),
        ({"call_id": None, "customer_id": uuid4()}, "This customer isn't one of your branches"),
    ],
)
def test_what_nobody_said_or_sees_is_refused(facts: dict[str, object], why: str) -> None:
    clinic = a_clinic()

    with pytest.raises(CannotSay, match=why):
        told(clinic, **({"words": "Hello"} | facts))  # type: ignore[arg-type]  # any of them


def test_without_a_call_a_word_is_the_customers() -> None:
    clinic, other = a_clinic(), a_customer(name="Lakeside Dental")
    contact = a_contact(other, name="Sam Ortiz")

    row = statement(told(clinic, call_id=None, customer_id=other.id, contact_id=contact.id, with_whom="Sam Ortiz"))

    assert (row.customer_id, row.contact_id, row.call_id, row.branch_id) == (
        other.id,
        contact.id,
        None,
        other.branch_id,
    )


def test_the_same_told_anew_settles_what_was_said_before() -> None:
    clinic = a_clinic()
    given = clinic.gives()
    first = told(clinic, facts=(the_time_of(given.id),))

    again = told(clinic, "As I said: Thursday before noon.", facts=(the_time_of(given.id),), by="Bruno")

    assert [fact.state for fact in facts_of(first)] == ["told_anew"]
    assert [fact.state for fact in facts_of(again)] == ["stands"]


def test_who_works_for_another_branch_keeps_nothing_here() -> None:
    clinic = a_clinic()
    stranger = an_actor(Role.DISPATCHER, branch=a_branch("CLE"))

    with pytest.raises(CannotSay, match="isn't at your branches"):
        keep_statement(
            by=stranger,
            saying=Saying(direction=Direction.TO_THEM, channel=Channel.PHONE, words="Hi", call_id=clinic.call.id),
            now=NOW,
        )
