"""The company's mirror: figures with their rows, no person, and a way to remove the cause."""

import re
from html import unescape

import pytest
from django.test import Client
from tests.builders.mirrored import PUSHY, SHORT, a_team_told
from tests.builders.promises import HOUR, NOW, Clinic, a_clinic

from steadyhand.business.obstacles.models import Obstacle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("steadyhand.pages.common.saying.read_clock", lambda: NOW + HOUR)


def page(clinic: Clinic, address: str, *, name: str = "Ruth", status: int = 200) -> str:
    client = Client()
    client.force_login(clinic.house.people[name])
    response = client.get(address)
    assert response.status_code == status
    return unescape(response.content.decode()).replace("\xa0", " ")


def test_every_number_leads_to_messages_without_a_name() -> None:
    clinic = a_clinic()
    a_team_told(clinic)

    shown = page(clinic, "/told/mirror/?weeks=4")
    address = re.search(r'<a href="([^"]*label=internal_problem[^"]*)">Internal problem', shown)
    assert address
    rows = page(clinic, address[1])

    assert "2 of 5" in shown
    assert "Too few to tell" not in shown
    assert "Fewer than 3 people wrote in the 4 weeks before" in shown
    assert "Week of 9 March" in rows
    assert "short-staffed" in rows
    main = rows[rows.index("<h1>") :]
    assert not any(name in main for name in ("Dana", "Bruno", "Grace", clinic.house.customer.name))
    assert PUSHY not in rows


def test_a_problem_of_the_house_is_raised_as_an_obstacle_with_its_form_filled_in() -> None:
    clinic = a_clinic()
    a_team_told(clinic)
    address = re.search(r'href="(/stopped/[^"]*)"', page(clinic, "/told/mirror/"))
    assert address

    form = page(clinic, address[1])

    assert "Staffing: how many we are, and who leaves. In 1 of 5 messages of the last 13 weeks" in form
    assert re.search(r'value="process"[^>]*checked', form)
    assert re.search(r'value="again"[^>]*checked', form)
    assert not Obstacle.objects.exists()


def test_of_two_people_nothing_is_shown_and_it_says_so() -> None:
    clinic = a_clinic()
    a_team_told(clinic, names=("Dana", "Bruno"))

    shown, rows = page(clinic, "/told/mirror/"), page(clinic, "/told/mirror/rows/")

    assert "Too few people wrote" in shown
    assert "Too few people wrote" in rows
    assert SHORT not in rows


def test_nobody_can_ask_for_a_person() -> None:
    clinic = a_clinic()
    a_team_told(clinic)
    dana = clinic.house.id_of("Dana")

    narrowed = page(clinic, f"/told/mirror/?by={dana}&writer={dana}&giver={dana}&person={dana}")

    assert "2 of 5" in narrowed


@pytest.mark.parametrize("asked", ["weeks=-1", "weeks=%00", "branch=x", "label=x&rule=%3Cscript%3E", "page=999999999"])
def test_what_cant_be_read_means_the_usual(asked: str) -> None:
    clinic = a_clinic()
    a_team_told(clinic)

    assert "Too few" not in page(clinic, f"/told/mirror/rows/?{asked}")
    assert "13 weeks" in page(clinic, f"/told/mirror/?{asked}")


@pytest.mark.parametrize("name", ["Dana", "Bruno", "Joan", "Elena"])
def test_only_the_manager_and_the_principal_look_into_it(name: str) -> None:
    clinic = a_clinic()

    page(clinic, "/told/mirror/", name=name, status=403)
    page(clinic, "/told/mirror/rows/", name=name, status=403)


def test_an_empty_mirror_says_what_will_stand_here() -> None:
    assert "Nothing was said in this time" in page(a_clinic(), "/told/mirror/")
