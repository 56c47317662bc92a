"""Somebody gets a link to choose a password: by e-mail where e-mails leave, and to be passed on by hand in any case."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from steadyhand.business.dealership.actions.renew_invitation import renew_invitation
from steadyhand.business.dealership.directory import Person, person_of
from steadyhand.business.dealership.invitations import Invitation, invitations_of
from steadyhand.business.dealership.queries import Firm, firm_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.outbox.channels import Way, channel_named
from steadyhand.shared.outbox.queueing import Recipient, Words, queue_message
from steadyhand.shared.words import time_said

CHANNEL = "email"
PAGE = "invitation"


class Mailing(StrEnum):
    """Does an invitation go out by e-mail, and if not, why?"""

    GOES = "goes"
    # Into a file on the server, where nothing is to leave: the demo.
    WRITTEN = "written"
    NOT_CONNECTED = "not connected"
    # The server knows no address under which others reach it.
    OPENS_ONLY_HERE = "opens only here"

    @property
    def is_queued(self) -> bool:
        return self in (Mailing.GOES, Mailing.WRITTEN)


def mailing_of(tenant_id: UUID) -> Mailing:
    """Return what becomes of an invitation's e-mail at this dealership, as the server is set up now."""
    way = channel_named(CHANNEL).way(tenant_id)
    if way is Way.OUT:
        return Mailing.GOES if settings.IS_REACHED_FROM_OUTSIDE else Mailing.OPENS_ONLY_HERE
    return Mailing.WRITTEN if way is Way.FILE else Mailing.NOT_CONNECTED


def until_said(invitation: Invitation, firm: Firm) -> str:
    """Return `Friday 4 December at 10:32 pm`: never "tomorrow", for nobody knows when a message is read."""
    at = invitation.expires_at.astimezone(ZoneInfo(firm.zone))
    return f"{at:%A} {at.day} {at:%B} at {time_said(at, clock=12 if firm.clock == '12' else 24)}"


@transaction.atomic
def send_invitation(*, by: Actor, user_id: UUID, now: datetime) -> str:
    """Return the token of a new link, whose e-mail waits to go if e-mails leave; older links open nothing.

    Raises:
        CannotRunItSo: nobody active by this id, or somebody of branches that aren't the actor's.
    """
    token = renew_invitation(by=by, user_id=user_id, now=now)
    person = person_of(by, user_id)
    invitation = invitations_of(by, [user_id]).get(user_id)
    if person is not None and invitation is not None and person.email and mailing_of(by.tenant_id).is_queued:
        queue_message(
            by=by,
            key=f"invitation:{invitation.id}:{CHANNEL}",
            to=Recipient(name=person.name, channel=CHANNEL, address=person.email),
            words=_words(person, invitation, firm_of(by), sender=by.name),
            about_id=user_id,
            # With its last minute the link closes, and a letter without one helps nobody.
            expires_at=invitation.expires_at,
            link=(PAGE, invitation.id),
            now=now,
        )
    return token


def _words(person: Person, invitation: Invitation, firm: Firm, *, sender: str) -> Words:
    asks = (
        f"{sender} has made you a new link to choose a password for {firm.name} on Steadyhand."
        if person.has_password
        else f"{sender} invites you to {firm.name} on Steadyhand."
    )
    first_name = person.name.split(maxsplit=1)[0]
    return Words(
        subject=f"Your way in to {firm.name} on Steadyhand",
        body=f"Hi {first_name}, {asks} You sign in with this e-mail address. Choose your password by the link below: "
        f"it works once, until {until_said(invitation, firm)}.",
    )
