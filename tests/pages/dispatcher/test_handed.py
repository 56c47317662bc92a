"""Something to pass on: anybody in the office hands it over on the call's page, with how they know it."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.builders import a_branch, a_technician
from tests.builders.desk import a_form, signed_in
from tests.builders.promises import Clinic, a_clinic
from tests.builders.told import a_handed_fact

from steadyhand.business.conversations.actions.mark_untrue import mark_untrue
from steadyhand.business.conversations.actions.pass_on_fact import pass_on_fact
from steadyhand.business.conversations.models import HandedFact
from steadyhand.business.dealership.rules import OFFICE, Role
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
WORDS, SOURCE = "The fuser ships tomorrow.", "supplier's confirmation, 10:42"


def client_of(clinic: Clinic, name: str) -> Client:
    client = Client()
    client.force_login(clinic.house.people[name])
    return client


def page_of(clinic: Clinic, name: str = "Elena") -> str:
    return client_of(clinic, name).get(f"/calls/{clinic.call.id}/").content.decode()


def hand_over(clinic: Clinic, name: str = "Elena", **facts: str) -> Any:
    clinic.visit(planned_for=read_clock())
    filled = {"technician": str(clinic.house.id_of("Bruno")), "words": WORDS, "source": SOURCE} | facts
    return client_of(clinic, name).post(f"/calls/{clinic.call.id}/to-pass-on/", a_form(**filled), follow=True)


def handed(clinic: Clinic) -> UUID:
    return a_handed_fact(clinic.call.id, by=clinic.house.by("Elena"), to=clinic.house.id_of("Bruno"), now=read_clock())


@pytest.mark.parametrize("role", sorted(OFFICE))
def test_everybody_in_the_office_sees_the_panel_and_hands_over(role: Role) -> None:
    clinic = a_clinic()
    client = signed_in(role)
    clinic.visit()
    filled = a_form(technician=str(clinic.house.id_of("Bruno")), words=WORDS, source=SOURCE)

    assert "To pass on" in client.get(f"/calls/{clinic.call.id}/").content.decode()
    client.post(f"/calls/{clinic.call.id}/to-pass-on/", filled)

    assert HandedFact.objects.get().department == role


def test_it_stands_with_giver_source_and_who_passes_it_on() -> None:
    clinic = a_clinic()

    page = hand_over(clinic).content.decode()

    for said in ("Bruno Salas has it to pass on.", f"“{WORDS}”", "Elena, sales: supplier&#x27;s confirmation, 10:42"):
        assert said in page
    assert "Handed to Bruno today at" in page
    assert "not passed on yet" in page


def test_whoever_goes_there_is_suggested() -> None:
    clinic = a_clinic()
    a_technician(name="Ana Reyes", branch=clinic.house.branch)
    assert "selected>" not in page_of(clinic).split('name="technician"')[1].split("</select>")[0].replace(
        '<option value="" selected>', ""
    )

    clinic.visit(planned_for=read_clock())

    choice = page_of(clinic).split('name="technician"')[1].split("</select>")[0]
    assert f'<option value="{clinic.house.id_of("Bruno")}" selected>' in choice
    assert "goes there today at" in choice


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"source": " "}, "Write how you know"),
        ({"words": ""}, "Write what the customer is to be told."),
        ({"technician": ""}, "Choose who passes it on."),
        ({"words": "W" * 301}, "at most 300 characters"),
    ],
)
def test_what_was_typed_comes_back_with_what_is_missing(missing: dict[str, str], said: str) -> None:
    answer = hand_over(a_clinic(), **missing)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    typed = {"words": WORDS, "source": "supplier&#x27;s confirmation, 10:42"}
    assert all(words in page for name, words in typed.items() if name not in missing)
    assert not HandedFact.objects.exists()


def test_sent_twice_it_is_handed_over_once() -> None:
    clinic = a_clinic()
    clinic.visit()
    filled = a_form(technician=str(clinic.house.id_of("Bruno")), words=WORDS, source=SOURCE)

    for _ in range(2):
        client_of(clinic, "Elena").post(f"/calls/{clinic.call.id}/to-pass-on/", filled)

    assert HandedFact.objects.count() == 1


def test_nobody_of_another_branch_is_handed_anything() -> None:
    clinic = a_clinic()
    mei = a_technician(name="Mei Tanaka", branch=a_branch("DAY"))

    answer = hand_over(clinic, technician=str(mei.user_id))

    assert answer.status_code == 422
    assert "Choose somebody who drives for this branch." in answer.content.decode()
    assert "Mei Tanaka" not in answer.content.decode()
    assert not HandedFact.objects.exists()


def test_of_a_call_that_is_over_only_what_was_handed_stands_there() -> None:
    clinic = a_clinic()
    handed(clinic)
    type(clinic.call).objects.filter(id=clinic.call.id).update(state="closed")

    page = page_of(clinic)
    refused = hand_over(clinic)

    assert WORDS in page
    assert "Hand something over" not in page
    assert "This call is over" in refused.content.decode()


def test_the_panel_says_what_became_of_it_and_who_puts_it_right() -> None:
    clinic = a_clinic()
    it, bruno, now = handed(clinic), clinic.house.by("Bruno"), read_clock()
    assert f"/told/handed/{it}/not-so/" in page_of(clinic)
    pass_on_fact(by=bruno, handed_id=it, now=now)
    assert "told the customer today at" in page_of(clinic)

    mark_untrue(by=bruno, handed_id=it, because="It is on backorder", now=now)

    for name in ("Elena", "Ruth"):
        assert f'href="/told/handed/{it}/">Put it right' in page_of(clinic, name)
    assert "Elena says how it is." in page_of(clinic, "Dana")
    assert "Not so: It is on backorder" in page_of(clinic, "Dana")


def test_a_call_where_nothing_was_handed_says_so() -> None:
    assert "What a technician is to tell them goes along with your name" in page_of(a_clinic())


def test_where_nobody_could_pass_it_on_the_panel_says_so() -> None:
    assert "No technician of this branch signs in" in page_of(a_clinic())
