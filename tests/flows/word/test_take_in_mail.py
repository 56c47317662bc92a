"""What customers write arrives where it belongs; what a program writes goes nowhere; what came back is known."""

from datetime import timedelta
from typing import Any

import pytest
from tests.builders.mail import a_mail, a_return
from tests.builders.promises import NOW, Clinic, a_clinic

from steadyhand.business.conversations.actions.keep_statement import keep_statement
from steadyhand.business.conversations.incoming.mail import read_mail
from steadyhand.business.conversations.models import Statement
from steadyhand.business.conversations.rules import Direction
from steadyhand.business.conversations.saying import Saying
from steadyhand.business.conversations.sending import Sending
from steadyhand.business.conversations.threads import reply_address, reply_token, statement_of_token
from steadyhand.business.customers.models import Contact
from steadyhand.business.customers.queries.reach import ways_to_write
from steadyhand.business.followups.models import FollowUp, FollowUpEvent
from steadyhand.business.promises.rules import Channel
from steadyhand.flows.word.take_in_mail import Became, MailTaken, take_in_mail
from steadyhand.shared.actor import the_system
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db
GRACE = "grace@chen.example"
LATER = NOW + timedelta(hours=1)


def a_clinic_with_email() -> Clinic:
    clinic = a_clinic()
    Contact.objects.filter(id=clinic.contact_id).update(email=GRACE, has_agreed_to_email=True)
    return clinic


def written_to(clinic: Clinic) -> Statement:
    """Return an e-mail that Grace has had about her call."""
    saying = Saying(
        direction=Direction.TO_THEM,
        channel=Channel.EMAIL,
        words="Somebody is with you on Thursday.",
        subject="A time for you",
        call_id=clinic.call.id,
        address=GRACE,
        with_whom="Grace Chen",
    )
    kept = keep_statement(by=clinic.house.by("Dana"), saying=saying, sending=Sending(), now=NOW)
    return Statement.objects.get(id=kept.id)


def take(clinic: Clinic, raw: bytes, now: Any = LATER) -> MailTaken:
    return take_in_mail(by=the_system(clinic.call.tenant_id, "e-mail"), mail=read_mail(raw), now=now)


def received() -> Statement:
    return Statement.objects.get(direction="from_them")


def the_followup(kind: str = "customer_wrote") -> FollowUp:
    return FollowUp.objects.get(kind=kind)


@pytest.mark.parametrize("how", ["address", "in_reply_to", "sender"])
def test_an_answer_finds_its_call(how: str) -> None:
    clinic = a_clinic_with_email()
    said = written_to(clinic)
    headers = {
        "address": {"To": reply_address("service@lakeside.example", said.id).upper()},
        "in_reply_to": {"In-Reply-To": f"<{said.mail_ref}@lakeside.example>"},
        "sender": {},
    }[how]

    taken = take(clinic, a_mail(headers=headers))

    assert (taken.became, taken.call_id) == (Became.KEPT, clinic.call.id)
    heard = received()
    assert (heard.call_id, heard.contact_id, heard.words) == (
        clinic.call.id,
        clinic.contact_id,
        "Thursday suits us.",
    )
    assert (heard.reply_to_id == said.id) is (how != "sender")
    followup = the_followup()
    assert (followup.title, followup.about_id) == ("Grace Chen wrote: Re: a time for you", clinic.call.id)
    assert followup.owner_id == clinic.house.id_of("Dana")


def test_the_same_letter_again_changes_nothing_and_a_second_one_joins_the_first() -> None:
    clinic = a_clinic_with_email()
    take(clinic, a_mail())

    assert take(clinic, a_mail()).became is Became.COPY
    take(clinic, a_mail(words="And bring toner.", headers={"Message-ID": "<2@chen.example>"}))

    assert Statement.objects.filter(direction="from_them").count() == 2
    assert "And bring toner." in FollowUpEvent.objects.filter(followup=the_followup(), kind="noted").get().words


def test_a_stranger_s_answer_is_kept_as_a_stranger_s() -> None:
    clinic = a_clinic_with_email()
    said = written_to(clinic)
    headers = {"From": "Mallory <m@evil.example>", "To": reply_address("service@lakeside.example", said.id)}

    take(clinic, a_mail(words="STOP", headers=headers))

    assert (received().contact_id, received().with_whom) == (None, "Mallory")
    assert "It came from m@evil.example; we had written to grace@chen.example." in _opening(the_followup())
    assert Contact.objects.get(id=clinic.contact_id).has_agreed_to_email


def test_nobody_s_letter_is_kept_at_the_branch_and_said_to_be_nobody_s() -> None:
    clinic = a_clinic_with_email()

    taken = take(clinic, a_mail(headers={"From": "nobody@else.example"}))

    assert (taken.call_id, received().customer_id) == (None, None)
    assert "No customer has this address." in _opening(the_followup())


def test_a_forged_word_in_the_address_opens_nothing() -> None:
    clinic = a_clinic_with_email()
    said = written_to(clinic)
    token = reply_token(said.id)
    other = "a" if token[-1] != "a" else "b"

    assert statement_of_token(token.upper()) == said.id
    assert statement_of_token(token[:-1] + other) is None
    assert statement_of_token("a" * 42) is None
    assert statement_of_token("") is None
    headers = {"From": "x@y.example", "To": f"service+{token[:-1]}{other}@lakeside.example"}
    assert take(clinic, a_mail(headers=headers)).call_id is None


def test_a_program_s_letter_is_left_alone() -> None:
    clinic = a_clinic_with_email()

    assert take(clinic, a_mail(headers={"Auto-Submitted": "auto-replied"})).became is Became.IGNORED
    assert not Statement.objects.exists()


def test_a_letter_that_came_back_ends_the_address_until_it_is_changed() -> None:
    clinic = a_clinic_with_email()
    said = written_to(clinic)

    taken = take(clinic, a_return(GRACE, ref=f"{said.mail_ref}@lakeside.example"))

    assert taken.became is Became.RETURNED
    assert the_followup("email_returned").title == "Grace Chen did not get our e-mail"
    assert ways_to_write(clinic.call.tenant_id, clinic.contact_id) == ()
    take(clinic, a_return(GRACE, ref=f"{said.mail_ref}@lakeside.example"))
    assert FollowUp.objects.filter(kind="email_returned").count() == 1
    Contact.objects.update(email="g.chen@chen.example")
    (way,) = ways_to_write(clinic.call.tenant_id, clinic.contact_id)
    assert way.address == "g.chen@chen.example"


@pytest.mark.parametrize("address", ["somebody@else.example", GRACE])
def test_a_made_up_return_ends_nobody_s_address(address: str) -> None:
    clinic = a_clinic_with_email()
    said = written_to(clinic)
    ref = said.mail_ref if address != GRACE else "never-sent"

    assert take(clinic, a_return(address, ref=f"{ref}@lakeside.example")).became is Became.IGNORED
    assert Contact.objects.get(id=clinic.contact_id).email_returned == ""


def test_what_is_only_late_is_not_lost() -> None:
    clinic = a_clinic_with_email()
    said = written_to(clinic)
    raw = a_return(GRACE, ref=f"{said.mail_ref}@lakeside.example", status="4.4.1", action="delayed")

    assert take(clinic, raw).because.startswith("It is late, not lost")


def test_an_answer_of_nothing_but_unsubscribe_ends_e_mails() -> None:
    clinic = a_clinic_with_email()
    said = written_to(clinic)

    take(clinic, a_mail(words="Unsubscribe", headers={"In-Reply-To": f"<{said.mail_ref}@lakeside.example>"}))

    assert not Contact.objects.get(id=clinic.contact_id).has_agreed_to_email


def test_what_hangs_on_it_is_refused_kindly_and_once() -> None:
    clinic = a_clinic_with_email()
    said = written_to(clinic)
    content = 'multipart/mixed; boundary="b"'
    body = (
        "--b\nContent-Type: text/plain\n\nSee the photo.\n--b\nContent-Type: image/jpeg\n"
        'Content-Disposition: attachment; filename="jam.jpg"\n\nx\n--b--\n'
    )
    headers = {"In-Reply-To": f"<{said.mail_ref}@lakeside.example>", "Content-Type": content}

    take(clinic, a_mail(words=body, headers=headers))
    take(clinic, a_mail(words=body, headers=headers))

    answer = OutgoingMessage.objects.exclude(key=said.message_key).get(channel="email", recipient=GRACE)
    assert "can't take in this way" in answer.body
    assert "jam.jpg" in _opening(the_followup())


def _opening(followup: FollowUp) -> str:
    return FollowUpEvent.objects.filter(followup=followup, kind="opened").get().words
