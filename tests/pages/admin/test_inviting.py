"""The message to whoever is invited, and how their way in stands."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings
from tests.builders import a_branch, a_dealership, a_user
from tests.builders.outbox import CHANNELS, Keeping

from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.clock import read_clock
from steadyhand.shared.models import Link, OutgoingMessage
from steadyhand.shared.outbox.channels import NotLikeThis
from steadyhand.shared.outbox.delivering import deliver_next

pytestmark = pytest.mark.django_db


@pytest.fixture
def joan(client: Client) -> Client:
    a_branch()
    client.force_login(a_user(Role.ADMINISTRATOR, name="Joan Pruitt"))
    return client


def invited(joan: Client, **facts: Any) -> str:
    """Invite Bruno and return where he stands."""
    typed = {
        "form_key": str(uuid4()),
        "name": "Bruno Salas",
        "email": "bruno@lakeside.example",
        "phone": "614 555 0141",
        "technician": "all",
    } | facts
    return joan.post("/people/invite/", typed).headers["Location"]


def test_the_text_message_is_ready_with_number_link_and_last_day(joan: Client) -> None:
    message = joan.get(invited(joan)).context["message"]

    assert message.text.startswith("Hi Bruno, Joan Pruitt invites you to Lakeside Office Machines on Steadyhand.")
    number, _, asked = message.sms_url.removeprefix("sms:").partition("?")
    assert number == "+16145550141"
    assert parse_qs(asked)["body"] == [message.text]
    assert urlsplit(message.mail_url).path == "bruno%40lakeside.example"
    assert parse_qs(urlsplit(message.mail_url).query)["body"] == [message.text]
    found = re.search(r"http://testserver(/invitation/\S+/)", message.text)
    assert found
    assert "Welcome, Bruno Salas" in Client().get(found[1]).content.decode()


def test_without_a_number_the_message_goes_to_whom_the_phone_knows(joan: Client) -> None:
    page = joan.get(invited(joan, phone=""))

    assert page.context["message"].sms_url.startswith("sms:?&body=Hi%20Bruno")
    assert "Text it to" not in page.content.decode()


def test_what_is_typed_is_only_ever_words_in_an_address(joan: Client) -> None:
    message = joan.get(invited(joan, name="Zoë & Co?body=x#y <b>")).context["message"]

    assert "&body=Hi%20Zo%C3%AB%20" not in message.mail_url.split("&body=")[0]
    assert message.sms_url.count("&") == message.mail_url.count("&") == 1
    assert "<" not in message.sms_url + message.mail_url
    assert unquote(message.sms_url).count("https://") == 0


def test_a_server_with_a_public_name_is_named_by_it(joan: Client, settings: Settings) -> None:
    settings.ADDRESS, settings.IS_REACHED_FROM_OUTSIDE = "https://service.lakeside.example", True

    message = joan.get(invited(joan)).context["message"]

    assert "https://service.lakeside.example/invitation/" in message.text
    assert not message.opens_only_here


def test_a_link_that_no_phone_can_follow_says_so(joan: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    typed = {"form_key": str(uuid4()), "name": "Bruno", "email": "b@x.example", "technician": "all"}

    where = joan.post("/people/invite/", typed, headers={"host": "localhost:8000"}).headers["Location"]
    page = joan.get(where, headers={"host": "localhost:8000"}).content.decode()

    assert "opens on this computer only" in page


@pytest.fixture
def mail(settings: Settings) -> Settings:
    settings.MESSAGE_CHANNELS = CHANNELS
    settings.ADDRESS, settings.IS_REACHED_FROM_OUTSIDE = "https://service.lakeside.example", True
    Keeping.kept.clear()
    Keeping.trouble.clear()
    return settings


def words(joan: Client, where: str) -> str:
    return " ".join(joan.get(where).content.decode().split())


def deliver() -> None:
    deliver_next(tenant_id=a_dealership().id, channel="email", now=read_clock())


@pytest.mark.usefixtures("mail")
def test_the_page_says_where_the_e_mail_went_and_still_has_the_text(joan: Client) -> None:
    where = invited(joan)
    first = words(joan, where)
    deliver()
    later = words(joan, where)

    assert "It goes out by e-mail now; you can text it, too." in first
    assert "waiting to go </span> E-mail to bruno@lakeside.example, written today at" in first
    assert "Text it to" in first
    assert "E-mail it" not in first
    assert "sent </span> E-mail to bruno@lakeside.example, today at" in later
    assert "https://service.lakeside.example/invitation/" in Keeping.kept[0].text


@pytest.mark.usefixtures("mail")
def test_an_e_mail_that_did_not_go_says_why_and_can_go_by_hand(joan: Client) -> None:
    Keeping.trouble.append(NotLikeThis("The mail server mail.example answers 550: nobody of that name"))
    where = invited(joan)
    deliver()

    page = words(joan, where)

    assert "not sent </span>" in page
    assert "nobody of that name" in page
    assert "E-mail it" in page
    assert 'href="/messages/"' in page


@pytest.mark.usefixtures("mail")
def test_a_link_taken_back_is_no_longer_said_to_be_on_its_way(joan: Client) -> None:
    where = invited(joan)
    joan.get(where)
    joan.post(f"{where}link/withdraw/")

    assert "E-mail to" not in words(joan, where)


def test_what_is_only_written_down_is_still_to_be_sent_by_hand(joan: Client, settings: Settings) -> None:
    settings.MAIL = "file"

    page = words(joan, invited(joan))

    assert "no e-mail leaves this server" in page
    assert "E-mail it" in page


def test_without_a_mail_server_the_page_says_so_and_nothing_is_written(joan: Client) -> None:
    page = words(joan, invited(joan))

    assert "no mail server is connected" in page
    assert "E-mail it" in page
    assert not OutgoingMessage.objects.exists()


def standing(joan: Client) -> str:
    rows = joan.get("/people/").context["rows"]
    return next(str(row["standing"]["word"]) for row in rows if row["person"].name == "Bruno Salas")


def test_the_list_says_how_the_invitation_stands(joan: Client) -> None:
    where = invited(joan)
    assert standing(joan).startswith("invited until ")

    path = re.search(r"/invitation/\S+/", joan.get(where).context["message"].text)
    assert path
    Client().get(path[0])
    assert standing(joan).startswith("opened the link ")

    Link.objects.update(expires_at=read_clock() - timedelta(minutes=1))
    assert standing(joan) == "link has run out"

    joan.post(f"{where}link/")
    joan.post(f"{where}link/withdraw/")
    assert standing(joan) == "link taken back"
    assert joan.get(where).context["has_open_link"] is False

    Link.objects.all().delete()
    assert standing(joan) == "has no link yet"


def test_a_link_taken_back_opens_nothing(joan: Client) -> None:
    where = invited(joan)
    path = re.search(r"/invitation/\S+/", joan.get(where).context["message"].text)
    assert path

    joan.post(f"{where}link/withdraw/")

    assert Client().get(path[0]).status_code == 404
    assert not User.objects.get(name="Bruno Salas").has_usable_password()


def test_the_list_takes_as_many_queries_for_many_as_for_one(joan: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(5):
        invited(joan, name=f"Technician {number}", email=f"t{number}@x.example")
    joan.get("/people/")  # says the last form is saved, which the session forgets by it

    with django_assert_max_num_queries(9):
        joan.get("/people/")
