"""Technicians, skills and certificates from a page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.builders import a_branch, a_certificate, a_skill, a_technician, a_user

from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.models import Certification, Skill, Technician
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def marta(client: Client) -> Client:
    client.force_login(a_user(Role.SERVICE_MANAGER, branch=a_branch()))
    return client


def sent(client: Client, address: str, **changed: Any) -> Any:
    form = client.get(address).context["form"]
    filled = {name: form[name].value() for name in form.fields} | changed
    return client.post(
        address, {name: value for name, value in filled.items() if value is not False and value not in (None, "")}
    )


def test_everything_about_a_technician_is_changed_from_pages(marta: Client) -> None:
    bruno = a_technician()
    skill, certificate = a_skill(bruno), a_certificate(bruno)

    sent(marta, f"/technicians/{bruno.id}/change/", languages="en, es", network_level="2")
    sent(marta, f"/technicians/{bruno.id}/skills/add/", name="Soldering", level="1")
    sent(marta, f"/skills/{skill.id}/change/", level="4", why="Teaches the class")
    sent(marta, f"/technicians/{bruno.id}/certificates/add/", vendor="Orlo", line="Wide")
    sent(marta, f"/certificates/{certificate.id}/change/", line="C4 series")

    kept = Technician.objects.get()
    assert (kept.languages, kept.network_level) == ("en, es", 2)
    assert dict(Skill.objects.values_list("name", "level")) == {"Norvik C4": 4, "Soldering": 1}
    assert set(Certification.objects.values_list("line", flat=True)) == {"Wide", "C4 series"}
    page = marta.get(f"/technicians/{bruno.id}/").content.decode()
    assert "teaches" in page
    assert "Orlo Wide" in page


def test_what_expires_is_said_in_the_list(marta: Client) -> None:
    today = read_clock().date()
    a_certificate(a_technician(), expires_on=today - timedelta(days=400))
    a_certificate(a_technician(name="Ada Moreno"), expires_on=today + timedelta(days=10))

    page = marta.get("/technicians/").content.decode()

    assert "certificate expired on" in page
    assert "certificate expires on" in page


def test_a_renewed_certificate_warns_nobody(marta: Client) -> None:
    today = read_clock().date()
    bruno = a_technician()
    a_certificate(bruno, expires_on=today - timedelta(days=400))
    a_certificate(bruno, expires_on=today + timedelta(days=400))

    assert "certificate expired" not in marta.get("/technicians/").content.decode()
    page = marta.get(f"/technicians/{bruno.id}/").content.decode()
    assert "renewed since" in page
    assert "certificate expired" not in page


def test_a_date_that_can_t_be_is_refused_in_words(marta: Client) -> None:
    bruno = a_technician()

    answer = sent(marta, f"/technicians/{bruno.id}/change/", started_on="2026-02-01", left_on="2026-01-01")

    assert answer.status_code == 422
    assert "Bruno Salas would have left before starting" in answer.content.decode()


def test_a_dispatcher_looks_and_changes_nothing(client: Client) -> None:
    bruno = a_technician()
    client.force_login(a_user(Role.DISPATCHER, branch=a_branch()))

    page = client.get(f"/technicians/{bruno.id}/").content.decode()

    assert "/change/" not in page
    assert client.get(f"/technicians/{bruno.id}/change/").status_code == 403


def test_a_list_costs_the_same_for_many(marta: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(8):
        a_skill(a_technician(name=f"Technician {number}"))

    with django_assert_max_num_queries(10):
        marta.get("/technicians/")
