"""They'd like to hear about something: one step at the desk, seen by who answers and by the customer."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import a_call, a_dealership, a_machine, a_site
from tests.builders.kept import House, a_house

from steadyhand.business.calls.actions.leave_message import leave_message
from steadyhand.business.calls.models import Call, CustomerMessage
from steadyhand.business.needs.models import Need
from steadyhand.flows.visit.customer_link import make_customer_link
from steadyhand.shared.actor import the_system
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
WORDS = "Could somebody show us how scanning works?"


def signed_in(house: House, name: str) -> Client:
    client = Client()
    client.force_login(house.people[name])
    return client


def a_call_of(house: House) -> Call:
    a_dealership(phone="(614) 555-0100")
    return a_call(machine=a_machine(site=a_site(house.customer)))


def pass_on(client: Client, call: Call, **facts: str) -> Any:
    return client.post(
        f"/calls/{call.id}/asked-for/", {"form_key": str(uuid4()), "sort": "training"} | facts, follow=True
    )


def test_what_was_said_on_the_phone_goes_on_and_the_customer_reads_to_whom() -> None:
    house = a_house()
    call = a_call_of(house)
    dana = signed_in(house, "Dana")
    assert "like to hear about something…" in dana.get(f"/calls/{call.id}/").content.decode()

    page = pass_on(dana, call, words=WORDS).content.decode()

    assert "Elena has it now." in page
    assert "People need showing" in page
    inbox = signed_in(house, "Elena").get("/followups/").content.decode()
    assert ["asked for it themselves" in inbox, "a call they made" in inbox, WORDS in inbox] == [True] * 3
    token = make_customer_link(by=house.by("Dana"), call_id=call.id, now=read_clock())
    theirs = Client().get(f"/c/{token}/").content.decode()
    assert "You asked to hear about showing people how things work. We passed it on to Elena," in theirs
    assert "People need showing" not in theirs


def test_a_message_goes_on_in_one_step_and_counts_as_answered() -> None:
    house = a_house()
    call = a_call_of(house)
    by = the_system(call.tenant_id, "the customer")
    leave_message(by=by, call_id=call.id, kind="please_call", words=WORDS, now=read_clock())
    message = CustomerMessage.objects.get()

    pass_on(signed_in(house, "Dana"), call, message=str(message.id), is_answer="on")

    assert Need.objects.get().source_words == WORDS
    message.refresh_from_db()
    assert message.answered_at is not None


def test_a_double_click_passes_it_on_once_and_whoever_answers_the_same_hears_of_it() -> None:
    house = a_house()
    call = a_call_of(house)
    dana, key = signed_in(house, "Dana"), str(uuid4())
    for _ in range(2):
        pass_on(dana, call, words=WORDS, form_key=key)
    assert Need.objects.count() == 1

    assert "Elena had the same already" in pass_on(dana, call, words="Again, please").content.decode()

    assert dana.get("/noticed/").content.decode().count("Nobody has spoken to them yet") == 2
    page = signed_in(house, "Elena").get(f"/followups/{Need.objects.order_by('id')[0].followup_id}/").content.decode()
    assert "“Again, please”" in page


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"sort": ""}, "Choose what they would like to hear about."),
        ({"words": " "}, "Write what they said, in their own words"),
        ({"message": str(uuid4())}, "This message isn"),
    ],
)
def test_what_is_missing_is_said(facts: dict[str, str], said: str) -> None:
    house = a_house()

    answer = pass_on(signed_in(house, "Dana"), a_call_of(house), **facts)

    assert said in answer.content.decode()
    assert not Need.objects.exists()
