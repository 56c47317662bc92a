"""An invitation goes out by e-mail where e-mails leave, with the same link that is texted by hand."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.builders import MONDAY, a_branch, a_dealership, a_user, an_actor
from tests.builders.outbox import CHANNELS, Keeping

from steadyhand.business.dealership.actions.withdraw_invitation import withdraw_invitation
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.person.send_invitation import Mailing, mailing_of, send_invitation
from steadyhand.shared.actor import Actor
from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.delivering import deliver_next

pytestmark = pytest.mark.django_db


@pytest.fixture
def joan() -> Actor:
    return an_actor(Role.ADMINISTRATOR)


@pytest.fixture(autouse=True)
def _reached(settings: Any) -> None:
    settings.MESSAGE_CHANNELS = CHANNELS
    settings.ADDRESS, settings.IS_REACHED_FROM_OUTSIDE = "https://service.lakeside.example", True
    Keeping.kept.clear()
    Keeping.trouble.clear()


def invited(**facts: Any) -> User:
    nora = a_user(Role.SALES, name="Nora Reyes", email="nora@lakeside.example", **facts)
    nora.set_unusable_password()
    nora.save()
    return nora


def deliver(tenant_id: UUID) -> OutgoingMessage.State | None:
    return deliver_next(tenant_id=tenant_id, channel="email", now=MONDAY)


def test_the_link_that_is_texted_is_e_mailed_too(joan: Actor) -> None:
    nora = invited()

    token = send_invitation(by=joan, user_id=nora.id, now=MONDAY)
    deliver(joan.tenant_id)

    (letter,) = Keeping.kept
    assert (letter.recipient, letter.subject) == (
        "nora@lakeside.example",
        "Your way in to Lakeside Office Machines on Steadyhand",
    )
    assert letter.text == (
        f"Hi Nora, {joan.name} invites you to Lakeside Office Machines on Steadyhand. You sign in with this e-mail "
        "address. Choose your password by the link below: it works once, until Monday 16 March at 9:00 am.\n"
        f"https://service.lakeside.example/invitation/{token}/"
    )


def test_whoever_signs_in_already_is_not_invited_but_helped(joan: Actor) -> None:
    nora = a_user(Role.SALES)

    send_invitation(by=joan, user_id=nora.id, now=MONDAY)
    deliver(joan.tenant_id)

    assert "has made you a new link to choose a password" in Keeping.kept[0].text


def test_a_link_taken_back_before_it_could_go_stays_here(joan: Actor) -> None:
    nora = invited()
    send_invitation(by=joan, user_id=nora.id, now=MONDAY)
    withdraw_invitation(by=joan, user_id=nora.id, now=MONDAY)

    assert deliver(joan.tenant_id) is OutgoingMessage.State.FAILED
    assert Keeping.kept == []


def test_of_two_links_the_newer_one_goes(joan: Actor) -> None:
    nora = invited()
    send_invitation(by=joan, user_id=nora.id, now=MONDAY)
    newer = send_invitation(by=joan, user_id=nora.id, now=MONDAY + timedelta(seconds=1))

    while deliver_next(tenant_id=joan.tenant_id, channel="email", now=MONDAY + timedelta(seconds=2)):
        pass

    assert [newer in letter.text for letter in Keeping.kept] == [True]


def test_whoever_may_not_change_somebody_sends_them_nothing() -> None:
    nora = invited()

    with pytest.raises(CannotRunItSo):
        send_invitation(by=an_actor(Role.ADMINISTRATOR, branch=a_branch()), user_id=nora.id, now=MONDAY)

    assert not OutgoingMessage.objects.exists()


@pytest.mark.parametrize(
    ("mail", "is_reached", "is_demo", "mailing"),
    [
        ("smtp://mail.example:587", True, False, Mailing.GOES),
        ("smtp://mail.example:587", False, False, Mailing.OPENS_ONLY_HERE),
        ("file", False, False, Mailing.WRITTEN),
        ("", True, True, Mailing.WRITTEN),
        ("", True, False, Mailing.NOT_CONNECTED),
    ],
)
def test_an_e_mail_is_written_only_where_it_can_help(  # four facts and their answer
    settings: Any, joan: Actor, mail: str, *, is_reached: bool, is_demo: bool, mailing: Mailing
) -> None:
    settings.MESSAGE_CHANNELS = {"email": "steadyhand.integrations.mail.channel.Mail"}
    settings.MAIL, settings.MAIL_FROM, settings.IS_REACHED_FROM_OUTSIDE = mail, "service@lakeside.example", is_reached
    firm = a_dealership()
    firm.is_demo = is_demo
    firm.save()

    send_invitation(by=joan, user_id=invited().id, now=MONDAY)

    assert mailing_of(joan.tenant_id) is mailing
    assert OutgoingMessage.objects.exists() is mailing.is_queued
