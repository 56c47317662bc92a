"""An e-mail goes to the mail server as letters are written, and its answers mean what they mean in SMTP."""

from email import message_from_string, policy
from typing import Any

import pytest
from tests.builders import a_dealership
from tests.builders.letters import a_letter, a_mail_server

from steadyhand.integrations.mail.channel import Mail
from steadyhand.shared.outbox.channels import NotLikeThis, NotNow

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lakeside(settings: Any) -> None:
    a_dealership()
    settings.MAIL_FROM = "service@lakeside.example"


def test_a_letter_arrives_whole_and_the_same_one_has_the_same_id(settings: Any) -> None:
    letter = a_letter(recipient="bruno@lakeside.example", subject="Call 10023\nBcc: everybody@x.example")
    with a_mail_server() as server:
        settings.MAIL = f"smtp://127.0.0.1:{server.port}"

        ids = [Mail().send(letter), Mail().send(letter)]

    mail = message_from_string(server.requests[0]["mail"], policy=policy.default)
    assert (mail["From"], mail["To"]) == (
        "Lakeside Office Machines <service@lakeside.example>",
        "Bruno Salas <bruno@lakeside.example>",
    )
    assert (mail["Subject"], mail["Bcc"]) == ("Call 10023 Bcc: everybody@x.example", None)
    assert mail.get_content().strip() == "Grüße: a call came in.\nhttp://localhost/a/1/"
    assert ids[0] == ids[1] == mail["Message-ID"]
    assert ids[0].endswith("@lakeside.example>")


@pytest.mark.parametrize(
    ("replies", "kind"),
    [
        ({"rcpt": "550 Nobody of that name"}, NotLikeThis),
        ({"rcpt": "450 Try later"}, NotNow),
        ({"mail": "553 Not from you"}, NotLikeThis),
        ({"accepts": "452 The disk is full"}, NotNow),
        ({"accepts": "554 We don't like it"}, NotLikeThis),
    ],
)
def test_5xx_is_final_and_4xx_is_not(settings: Any, replies: dict[str, str], kind: type[Exception]) -> None:
    (answer,) = replies.values()
    with a_mail_server(**replies) as server:
        settings.MAIL = f"smtp://127.0.0.1:{server.port}"

        with pytest.raises(kind, match=f"answers {answer[:3]}: {answer[4:]}"):
            Mail().send(a_letter(recipient="bruno@lakeside.example"))


def test_a_server_that_is_not_there_is_tried_again(settings: Any) -> None:
    with a_mail_server() as server:
        settings.MAIL = f"smtp://127.0.0.1:{server.port}"

    with pytest.raises(NotNow, match="can't be reached"):
        Mail().send(a_letter())


def test_what_is_no_server_is_said(settings: Any) -> None:
    settings.MAIL = "mail.example"

    with pytest.raises(NotLikeThis, match="write smtp://"):
        Mail().send(a_letter())


def test_a_letter_needs_a_sender(settings: Any) -> None:
    settings.MAIL, settings.MAIL_FROM = "smtp://127.0.0.1", ""

    with pytest.raises(NotLikeThis, match="STEADYHAND_MAIL_FROM"):
        Mail().send(a_letter())
