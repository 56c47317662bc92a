"""Saying what stops one in two answers, and reading what became of it."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import a_call, a_machine, a_site, a_technician, a_visit
from tests.builders.kept import House, a_house

from steadyhand.business.calls.models import Visit
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.obstacles.models import Obstacle

pytestmark = pytest.mark.django_db
SEE_OTHER, UNPROCESSABLE = 303, 422


def signed_in(house: House, name: str) -> Client:
    client = Client()
    client.force_login(house.people[name])
    return client


def bruno_s_visit(house: House) -> Visit:
    technician = a_technician(user=house.people["Bruno"], branch=house.branch)
    return a_visit(call=a_call(machine=a_machine(site=a_site(house.customer))), technician=technician)


def stopped(client: Client, address: str = "/stopped/", **facts: str) -> Any:
    return client.post(address, {"form_key": str(uuid4()), "sort": "too_dear", "effect": "stops"} | facts)


def test_two_answers_raise_it_and_say_who_has_it() -> None:
    bruno = signed_in(a_house(), "Bruno")

    assert stopped(bruno).status_code == SEE_OTHER

    page = bruno.get("/raised/").content.decode()
    assert "Ruth has it now, and you hear what becomes of it." in page
    assert "A part was refused as too dear" in page


def test_it_is_one_tap_from_the_brief_and_from_my_day() -> None:
    house = a_house()
    visit = bruno_s_visit(house)
    bruno = signed_in(house, "Bruno")

    assert f'href="/visits/{visit.id}/stopped/"' in bruno.get(f"/visits/{visit.id}/").content.decode()
    assert 'href="/stopped/"' in bruno.get("/day/").content.decode()
    answer = stopped(bruno, f"/visits/{visit.id}/stopped/")

    assert answer["Location"] == f"/visits/{visit.id}/"
    assert Obstacle.objects.get().visit_id == visit.id


def test_a_double_click_raises_it_once() -> None:
    bruno, key = signed_in(a_house(), "Bruno"), str(uuid4())

    for _ in range(2):
        stopped(bruno, form_key=key)

    assert Obstacle.objects.count() == 1


def test_what_is_missing_is_said_and_what_was_typed_stays() -> None:
    answer = stopped(signed_in(a_house(), "Bruno"), effect="", words="The fuser, again")

    assert answer.status_code == UNPROCESSABLE
    page = answer.content.decode()
    assert "Tap what it does to your work." in page
    assert "The fuser, again" in page


def test_the_raiser_reads_how_it_ended_and_the_manager_has_it_in_the_inbox() -> None:
    house = a_house()
    bruno = signed_in(house, "Bruno")
    stopped(bruno, words="The fuser, again")
    assert "A part was refused as too dear" in signed_in(house, "Ruth").get("/followups/").content.decode()
    obstacle = Obstacle.objects.get()
    facts: dict[str, Any] = {"by": house.by("Ruth"), "followup_id": obstacle.followup_id, "now": obstacle.raised_at}
    record_contact(channel="phone", words="Rang Bruno", **facts)
    end_followup(outcome="removed", words="Fusers need no signature now", **facts)

    page = bruno.get("/raised/").content.decode()

    assert "Removed." in page
    assert "Fusers need no signature now" in page
