import pytest
from django.test import Client
from tests.builders import an_actor

from steadyhand.business.dealership.actions.invite_user import invite_user
from steadyhand.business.dealership.actions.renew_invitation import renew_invitation
from steadyhand.business.dealership.described import RoleAt
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db

NEW = "violet tractor lamp"


@pytest.fixture
def address() -> str:
    ada, now = an_actor(Role.ADMINISTRATOR), read_clock()
    user_id = invite_user(
        by=ada, name="Nora Reyes", email="nora@x.example", phone="", roles=[RoleAt(Role.SALES)], now=now
    )
    return f"/invitation/{renew_invitation(by=ada, user_id=user_id, now=now)}/"


def test_whoever_follows_the_link_chooses_a_password_and_is_signed_in(client: Client, address: str) -> None:
    assert "Welcome, Nora Reyes" in client.get(address).content.decode()

    answer = client.post(address, {"password": NEW, "again": NEW})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert client.get("/account/").context["actor"].name == "Nora Reyes"
    assert Client().login(username="nora@x.example", password=NEW)


def test_the_link_works_once(client: Client, address: str) -> None:
    client.post(address, {"password": NEW, "again": NEW})

    again = Client().post(address, {"password": "another lamp here", "again": "another lamp here"})

    assert again.status_code == 404
    assert "opens nothing any more" in again.content.decode()
    assert Client().login(username="nora@x.example", password=NEW)


def test_an_easy_password_is_refused_and_the_link_stays_good(client: Client, address: str) -> None:
    answer = client.post(address, {"password": "short", "again": "short"})

    assert answer.status_code == 422
    assert client.get(address).status_code == 200


def test_a_forged_link_opens_nothing(client: Client) -> None:
    assert client.get("/invitation/forged/").status_code == 404
