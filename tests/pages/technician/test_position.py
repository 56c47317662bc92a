"""The switch on a technician's day, what their phone may send, and where the desk sees it."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_branch, a_technician, a_user
from tests.builders.desk import signed_in

from steadyhand.business.dealership.rules import Role
from steadyhand.business.dispatch.positions.models import LivePosition

pytestmark = pytest.mark.django_db
HERE = {"latitude": "39.9612", "longitude": "-82.9988", "metres": "18.4"}


@pytest.fixture
def bruno() -> Client:
    branch = a_branch()
    user = a_user(Role.TECHNICIAN, branch=branch, name="Bruno Salas")
    a_technician(branch=branch, name="Bruno Salas", user=user)
    client = Client()
    client.force_login(user)
    return client


def switch(client: Client, shares: str, **headers: str) -> str:
    answer = client.post(reverse("position-switch"), {"shares": shares}, follow=True, headers=headers)
    return answer.content.decode()


def test_only_my_day_may_ask_the_browser_for_a_place(bruno: Client) -> None:
    policies = [bruno.get(page)["Permissions-Policy"] for page in ("/day/", reverse("my-territory"))]

    assert ["geolocation=(self)" in each for each in policies] == [True, False]


def test_it_is_off_says_who_sees_it_and_goes_on_and_off(bruno: Client) -> None:
    before = bruno.get("/day/").content.decode()
    on = switch(bruno, "yes")
    off = switch(bruno, "no")

    assert "data-position=" not in before
    assert "dispatchers and managers of your branch see it on the board" in before
    assert "data-position=" in on
    assert "position.js" in on
    assert "is deleted, and the desk sees it no more" in off
    assert not LivePosition.objects.exists()


def test_what_was_tapped_without_a_signal_switches_nothing_on_later(bruno: Client) -> None:
    bruno.post(
        reverse("position-switch"),
        {"shares": "yes"},
        headers={"X-Kept-By": bruno.session["_auth_user_id"], "X-Kept-Late": "1"},
    )

    assert not LivePosition.objects.exists()


def test_the_desk_sees_it_with_its_age_in_lanes_list_and_map(bruno: Client) -> None:
    off = bruno.post(reverse("position-tell"), HERE).json()
    switch(bruno, "yes")
    on = bruno.post(reverse("position-tell"), HERE).json()
    desk = signed_in()

    boards = [desk.get(reverse("board"), {"view": view}).content.decode() for view in ("lanes", "list", "map")]

    assert (off["is"], on["is"]) == ("off", "on")
    assert ["Seen just now, within 18 m" in board for board in boards] == [True, True, True]
    assert "Bruno Salas is here, just now" in boards[2]
    tomorrow = desk.get(reverse("board"), {"view": "map", "on": "2030-01-07"}).content.decode()
    assert "Seen just now" not in tomorrow


def test_a_place_that_says_only_the_town_is_refused_in_words(bruno: Client) -> None:
    switch(bruno, "yes")

    answers = [
        bruno.post(reverse("position-tell"), HERE | more) for more in ({"metres": "90000"}, {"latitude": "north"})
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert "doesn't know well enough" in answers[0].json()["said"]
