"""Signing in: the right password opens the door, a wrong one says so, and guessing ends."""

import pytest
from django.core.cache import cache
from django.test import Client
from tests.builders import a_branch, a_user
from tests.builders.record import PASSWORD

from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


def test_the_right_password_opens_the_door(client: Client) -> None:
    dana = a_user(Role.DISPATCHER, branch=a_branch(), email="dana@lakeside.example")

    answer = client.post("/sign-in/", {"email": " Dana@Lakeside.example ", "password": PASSWORD})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(dana.id)


def test_it_goes_on_to_where_one_wanted_to_go(client: Client) -> None:
    a_user(Role.DISPATCHER, email="dana@lakeside.example")

    answer = client.post("/sign-in/", {"email": "dana@lakeside.example", "password": PASSWORD, "next": "/board/"})

    assert answer.headers["Location"] == "/board/"


def test_a_line_break_in_where_one_wants_to_go_makes_no_header(client: Client) -> None:
    a_user(Role.DISPATCHER, email="dana@lakeside.example")
    wanted = "/board/\r\nSet-Cookie: a=b"

    answer = client.post("/sign-in/", {"email": "dana@lakeside.example", "password": PASSWORD, "next": wanted})

    assert answer.headers["Location"] == "/board/%0D%0ASet-Cookie:%20a=b"
    assert "a" not in answer.cookies


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "nowhere"],
)
def test_it_never_goes_on_to_another_server(client: Client, elsewhere: str) -> None:
    a_user(Role.DISPATCHER, email="dana@lakeside.example")

    answer = client.post("/sign-in/", {"email": "dana@lakeside.example", "password": PASSWORD, "next": elsewhere})

    assert answer.headers["Location"] == "/"


def test_a_wrong_password_says_the_same_as_an_unknown_address(client: Client) -> None:
    a_user(Role.DISPATCHER, email="dana@lakeside.example")

    wrong = client.post("/sign-in/", {"email": "dana@lakeside.example", "password": "wrong"})
    unknown = client.post("/sign-in/", {"email": "nobody@lakeside.example", "password": "wrong"})

    assert wrong.status_code == unknown.status_code == 422
    assert "E-mail and password don&#x27;t match" in wrong.content.decode()
    assert "E-mail and password don&#x27;t match" in unknown.content.decode()


def test_guessing_ends(client: Client) -> None:
    a_user(Role.DISPATCHER, email="dana@lakeside.example")

    for _ in range(10):
        client.post("/sign-in/", {"email": "dana@lakeside.example", "password": "wrong"})
    answer = client.post("/sign-in/", {"email": "dana@lakeside.example", "password": PASSWORD})

    assert answer.status_code == 422
    assert "Too many wrong passwords" in answer.content.decode()


def test_somebody_who_left_cannot_sign_in(client: Client) -> None:
    a_user(Role.DISPATCHER, email="dana@lakeside.example", is_active=False)

    answer = client.post("/sign-in/", {"email": "dana@lakeside.example", "password": PASSWORD})

    assert answer.status_code == 422


def test_signing_out_closes_the_door(client: Client) -> None:
    client.force_login(a_user(Role.DISPATCHER))

    client.post("/sign-out/")

    assert client.get("/").headers["Location"] == "/sign-in/?next=/"


def test_somebody_without_any_role_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(a_user())

    answer = client.get("/")

    assert answer.status_code == 403
    assert "ask your administrator" in answer.content.decode()
