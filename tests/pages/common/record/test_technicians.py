"""Technicians, skills and certificates from a page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.builders import a_branch, a_certificate, a_customer, a_skill, a_technician, a_user

from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.models import Certification, Skill, Technician, Wish
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
    sent(marta, f"/skills/{skill.id}/change/", level="4", evidence="Teaches the class")
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


def test_a_technician_s_day_is_filled_in_and_a_time_that_is_none_is_refused(marta: Client) -> None:
    bruno = a_technician()
    address = f"/technicians/{bruno.id}/change/"

    refused = sent(marta, address, break_earliest="half past")
    sent(marta, address, day_starts_at="home", break_minutes="45", break_latest="13:00", clearances="Court badge")

    assert refused.status_code == 422
    assert Technician.objects.get().break_latest == "13:00"
    page = marta.get(f"/technicians/{bruno.id}/").content.decode()
    for said in ("at home", "45 min, not after 1:00 pm", "Court badge"):
        assert said in page, said


def test_only_its_technician_and_planners_open_a_home(client: Client) -> None:
    bruno, ada = a_technician(), a_technician(name="Ada Moreno")
    address = f"/technicians/{bruno.id}/home/"
    assert bruno.user is not None
    assert ada.user is not None

    client.force_login(bruno.user)
    half = sent(client, address, latitude="40.1234")
    kept = sent(client, address, latitude="40.1234", longitude="-83.1")
    client.force_login(ada.user)
    others = client.get(address)
    client.force_login(a_user(Role.ADMINISTRATOR, branch=a_branch()))
    steward = client.get(address)
    page = client.get(f"/technicians/{bruno.id}/").content.decode()
    client.force_login(a_user(Role.DISPATCHER, branch=a_branch()))

    assert half.status_code == 422
    assert kept.headers["Location"] == "/account/"
    assert (others.status_code, steward.status_code) == (404, 403)
    assert "Where they live" not in page
    assert "40.1234" not in page
    assert "40.1234" in client.get(address).content.decode()


def test_a_customer_s_page_says_who_answers_for_them_and_whom_to_send(marta: Client) -> None:
    bruno, chen = a_technician(), a_customer()

    sent(marta, f"/customers/{chen.id}/answerable/", technician_id=str(bruno.id))
    sent(marta, f"/customers/{chen.id}/wishes/add/", technician_id=str(bruno.id), kind="only", why="They want him.")
    page = marta.get(f"/customers/{chen.id}/").content.decode()
    history = marta.get(f"/customers/{chen.id}/history/").content.decode()
    wish = Wish.objects.get()
    for _ in range(2):
        assert marta.post(f"/wishes/{wish.id}/end/").status_code == 303

    assert f"{bruno.name} since" in page
    assert "They want him." in page
    assert "They want him." in history
    assert chen.name in marta.get(f"/technicians/{bruno.id}/").content.decode()
    assert "They want him." not in marta.get(f"/customers/{chen.id}/").content.decode()
    assert bruno.user is not None
    marta.force_login(bruno.user)
    assert "Whom to send" not in marta.get(f"/customers/{chen.id}/").content.decode()
