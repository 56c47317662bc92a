"""STOP ends texts at once and is confirmed once, START brings them back, HELP is answered, the rest is a message."""

from typing import Any

import pytest
from tests.builders.promises import NOW, Clinic, a_clinic
from tests.builders.record import a_contact

from steadyhand.business.conversations.models import Statement
from steadyhand.business.customers.finding import CONTACT, keys_of_contact
from steadyhand.business.customers.models import Contact
from steadyhand.business.customers.queries.reach import ways_to_write
from steadyhand.business.followups.models import FollowUp
from steadyhand.flows.word.take_in_text import TextRead, TextTaken, take_in_text
from steadyhand.shared.actor import the_system
from steadyhand.shared.lookup import remember
from steadyhand.shared.models import Change, OutgoingMessage

pytestmark = pytest.mark.django_db
MOBILE = "+16145550149"


def a_clinic_with_mobile() -> Clinic:
    clinic = a_clinic()
    clinic.call.contact = a_person(clinic, "Grace Chen", "(614) 555-0149")
    clinic.call.save()
    return clinic


def a_person(clinic: Clinic, name: str, mobile: str) -> Contact:
    """Return somebody who has agreed to texts, and is found by their number."""
    made = a_contact(clinic.house.customer, name=name, mobile=mobile, has_agreed_to_sms=True)
    remember(
        tenant_id=made.tenant_id,
        target_kind=CONTACT,
        target_id=made.id,
        home_id=made.customer_id,
        keys=keys_of_contact(name=name, phone="", mobile=mobile),
    )
    return made


def text(clinic: Clinic, words: str, *, ref: str = "", sender: str = MOBILE, now: Any = NOW) -> TextTaken:
    by = the_system(clinic.call.tenant_id, "the gateway")
    return take_in_text(by=by, text=TextRead(sender=sender, words=words, ref=ref), now=now)


def texts_back() -> list[str]:
    sent = OutgoingMessage.objects.filter(channel="sms", recipient=MOBILE).order_by("id")
    return list(sent.values_list("body", flat=True))


def test_stop_holds_at_once_and_is_confirmed_once() -> None:
    clinic = a_clinic_with_mobile()

    text(clinic, "Stop")
    text(clinic, "STOP")

    assert ways_to_write(clinic.call.tenant_id, clinic.contact_id) == ()
    (answer,) = texts_back()
    assert answer.startswith("Lakeside Office Machines: you get no more texts from us. Reply START")
    assert Change.objects.get(verb="wants no more texts").why == "texted that they want no more texts"
    assert not FollowUp.objects.filter(kind="customer_wrote").exists()
    assert Statement.objects.filter(direction="from_them").count() == 2


def test_start_brings_them_back_with_the_day_on_which_they_agreed() -> None:
    clinic = a_clinic_with_mobile()
    text(clinic, "STOP")

    text(clinic, "start")

    grace = Contact.objects.get(id=clinic.contact_id)
    assert (grace.has_agreed_to_sms, str(grace.agreed_on)) == (True, "2026-03-09")
    assert "texts about your service calls again" in texts_back()[-1]


def test_stop_holds_for_everybody_with_that_number() -> None:
    clinic = a_clinic_with_mobile()
    other = a_person(clinic, "Ming Chen", "614-555-0149")

    text(clinic, "STOP")

    assert not Contact.objects.get(id=other.id).has_agreed_to_sms
    assert len(texts_back()) == 1


def test_help_says_who_we_are_and_how_to_end_it() -> None:
    text(a_clinic_with_mobile(), "HELP")

    (answer,) = texts_back()
    assert "Lakeside Office Machines" in answer
    assert "Reply STOP for no more texts." in answer


def test_help_is_answered_three_times_a_day() -> None:
    clinic = a_clinic_with_mobile()

    answered = [text(clinic, "HELP", ref=f"sms:{n}").is_answered for n in range(4)]

    assert answered == [True, True, True, False]
    assert len(texts_back()) == 3


def test_all_else_is_a_message_on_their_call_that_somebody_answers() -> None:
    clinic = a_clinic_with_mobile()

    taken = text(clinic, "Can you come at nine?", ref="sms:1")

    assert taken.call_id == clinic.call.id
    assert FollowUp.objects.get(kind="customer_wrote").title == "Grace Chen texted"
    assert text(clinic, "Can you come at nine?", ref="sms:1").is_copy
    assert Statement.objects.filter(direction="from_them").count() == 1
    assert texts_back() == []


def test_an_unknown_number_is_heard_and_changes_nobody() -> None:
    clinic = a_clinic_with_mobile()

    text(clinic, "STOP", sender="+13125550100")
    text(clinic, "Who is this?", sender="not a number 7")

    assert Contact.objects.get(id=clinic.contact_id).has_agreed_to_sms
    assert FollowUp.objects.get(kind="customer_wrote").title == "not a number 7 texted"
