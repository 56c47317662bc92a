"""Who has agreed hears where their call stands: once, in the words of the record, and never at night."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.builders.promises import DAY, HOUR, NOW, Clinic, a_clinic

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, VisitState, WaitingFor
from steadyhand.business.conversations.models import CallMoment, FactTold, Statement
from steadyhand.business.conversations.queries.moments import moments_on
from steadyhand.business.conversations.settings import TELLS_CUSTOMERS
from steadyhand.business.customers.models import Contact
from steadyhand.business.dealership.models import SettingValue
from steadyhand.flows.visit.customer_link import link_to_send
from steadyhand.flows.word.opt_out import PURPOSE
from steadyhand.flows.word.watch_moments import Told, watch_moments
from steadyhand.shared.actor import the_system
from steadyhand.shared.clock import How
from steadyhand.shared.models import Link, OutgoingMessage

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=3)
MOBILE = "+16145550149"


def a_clinic_that_agreed(**facts: Any) -> Clinic:
    clinic = a_clinic()
    agreed = {"has_agreed_to_sms": True, "mobile": MOBILE} | facts
    Contact.objects.filter(id=clinic.contact_id).update(**agreed)
    return clinic


def look(clinic: Clinic, *, now: Any = SOON) -> Told:
    by = the_system(clinic.call.tenant_id, "Steadyhand")

    def link_for(call_id: UUID) -> UUID:
        return link_to_send(by=by, call_id=call_id, now=now)

    return watch_moments(by=by, link_for=link_for, now=now)


def ended(clinic: Clinic, state: VisitState, call_state: CallState, waiting_for: str = "") -> Visit:
    """Return a visit that ended an hour ago, its words for the customer written."""
    visit = clinic.visit(
        state=state,
        planned_for=NOW,
        finished_at=NOW,
        finished_at_how=How.OBSERVED,
        told_customer="We put in a new fuser unit",
        next_step="We call you by Wednesday with the day",
    )
    Call.objects.filter(id=clinic.call.id).update(
        state=call_state, waiting_for=waiting_for, closed_at=NOW if call_state is CallState.CLOSED else None
    )
    return visit


def test_the_time_they_were_given_goes_in_writing_once_with_what_it_rests_on() -> None:
    clinic = a_clinic_that_agreed()
    given = clinic.gives()

    assert look(clinic).told == 1
    assert look(clinic, now=SOON + HOUR).changed == 0

    # The promise itself was said on the phone, and is kept beside it.
    said = Statement.objects.exclude(moment="").get()
    message = OutgoingMessage.objects.get(key=said.message_key)
    assert said.words.startswith("Hello Grace, this is Lakeside Office Machines. Somebody is with you about ")
    assert "on Thursday before noon" in said.words
    assert (message.body, message.recipient, message.channel) == (said.words, MOBILE, "sms")
    assert (said.moment, said.address, said.channel, said.with_whom) == ("planned", MOBILE, "text", "Grace Chen")
    assert [each["kind"] for each in said.rests_on] == ["calls.call", "promises.promise"]
    fact = FactTold.objects.get(statement=said)
    assert (fact.source_id, said.words[fact.start : fact.end]) == (given.id, "on Thursday before noon")
    assert message.link_page == "customer-call"


def test_whoever_has_not_agreed_finds_it_on_their_page_and_the_desk_reads_why() -> None:
    clinic = a_clinic()
    clinic.gives()

    look(clinic)

    reasons = {each.moment: each.because for each in moments_on(clinic.house.by("Dana"), clinic.call.id)}
    assert reasons == {
        "taken": "“we have your call” stands on their page only; the settings can give it a message.",
        "planned": "Grace Chen hasn't agreed to be written to.",
    }
    assert not Statement.objects.exclude(moment="").exists()
    assert not OutgoingMessage.objects.filter(recipient_name="Grace Chen").exists()


def test_a_tap_that_may_still_be_taken_back_is_told_to_nobody() -> None:
    clinic = a_clinic_that_agreed()
    ended(clinic, VisitState.DONE, CallState.CLOSED)

    assert look(clinic, now=NOW + timedelta(minutes=9)).told == 0
    assert look(clinic, now=NOW + timedelta(minutes=10)).told == 1
    assert Statement.objects.get().moment == "fixed"


@pytest.mark.parametrize(
    ("state", "waiting_for", "name", "words"),
    [
        (VisitState.PARTS, WaitingFor.PARTS, "part_ordered", "needs a part"),
        (VisitState.IT, WaitingFor.IT, "handed_to_it", "network people"),
        (VisitState.HANDS, WaitingFor.HANDS, "second_hands", "takes two of us"),
    ],
)
def test_what_a_visit_left_open_is_said_with_the_next_step(
    state: VisitState, waiting_for: str, name: str, words: str
) -> None:
    clinic = a_clinic_that_agreed()
    ended(clinic, state, CallState.WAITING, waiting_for)

    look(clinic, now=NOW + timedelta(minutes=11))

    said = Statement.objects.get()
    assert said.moment == name
    assert words in said.words
    assert "We call you by Wednesday with the day." in said.words


def test_by_e_mail_with_a_subject_and_a_way_to_get_no_more() -> None:
    clinic = a_clinic_that_agreed(has_agreed_to_sms=False, has_agreed_to_email=True, email="grace@chen.example")
    ended(clinic, VisitState.DONE, CallState.CLOSED)

    look(clinic, now=NOW + timedelta(minutes=11))

    said = Statement.objects.get()
    assert (said.channel, said.address) == ("email", "grace@chen.example")
    assert said.subject.endswith("works again")
    assert "We put in a new fuser unit." in said.words
    assert len(said.mail_ref) == 40
    assert Link.objects.get(purpose=PURPOSE).about_id == clinic.contact_id


def test_what_came_at_night_goes_in_the_morning_if_it_is_still_so() -> None:
    night = NOW + 12 * HOUR
    clinic, other = a_clinic_that_agreed(), a_clinic_that_agreed()
    clinic.gives(now=night)
    visit_of_other = other.gives(now=night)
    minutes = timedelta(minutes=3)

    assert look(clinic, now=night + minutes).waiting == 2
    Call.objects.filter(id=other.call.id).update(state=CallState.CANCELLED, closed_at=night + HOUR)
    look(clinic, now=NOW + 22 * HOUR + minutes)

    assert [each.call_id for each in Statement.objects.exclude(moment__in=("", "cancelled"))] == [clinic.call.id]
    assert CallMoment.objects.get(key=f"planned:{visit_of_other.id}").state == "over"
    assert CallMoment.objects.get(call=clinic.call, moment="planned").state == "told"


def test_what_was_long_ago_is_no_news() -> None:
    clinic = a_clinic_that_agreed()
    clinic.gives()

    assert look(clinic, now=NOW + DAY).changed == 0


def test_switched_off_nobody_hears() -> None:
    clinic = a_clinic_that_agreed()
    clinic.gives()
    SettingValue.objects.create(tenant_id=clinic.call.tenant_id, key=TELLS_CUSTOMERS.key, value=0)

    assert look(clinic).changed == 0


def test_words_that_wait_for_a_manager_are_said_in_no_other_way() -> None:
    clinic = a_clinic_that_agreed()
    visit = ended(clinic, VisitState.PARTS, CallState.WAITING, WaitingFor.PARTS)
    Statement.objects.create(
        tenant_id=clinic.call.tenant_id,
        branch=clinic.house.branch,
        call=clinic.call,
        visit=visit,
        direction="to_them",
        state="held",
        channel="page",
        at=NOW,
        by_name="Bruno",
        words="We call you by Wednesday with the day",
    )

    look(clinic, now=NOW + timedelta(minutes=11))

    assert "Wednesday" not in Statement.objects.get(moment="part_ordered").words
