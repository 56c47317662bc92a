"""Whoever waits was reached; if they have agreed to be written to, they are asked whether that is so."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.actions.keep_statement import keep_statement
from steadyhand.business.conversations.rules import Direction
from steadyhand.business.conversations.saying import RestsOn, Saying
from steadyhand.business.customers.queries.reach import reachable
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.followups.actions.confirm_contact import confirm_contact
from steadyhand.business.followups.actions.deny_contact import deny_contact
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.queries.inbox import one
from steadyhand.business.needs.kinds import KINDS
from steadyhand.business.needs.queries.noticed import contact_of_need
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.links import add_link, follow_link, use_up_link
from steadyhand.shared.outbox.queueing import Recipient, Words, queue_message

NEEDS = frozenset(kind.name for kind in KINDS)
# What the customer's link is for, and the address that it opens.
REACHED = "were you reached"
REACHED_PAGE = "reached"
# Somebody on holiday answers when they are back; later nobody remembers.
LINK_LASTS = timedelta(days=21)
GOES_WITHIN = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom the link was sent for: the dealership, and the follow-up."""

    tenant_id: UUID
    followup_id: UUID


@transaction.atomic
def reached(*, by: Actor, followup_id: UUID, channel: str, words: str, now: datetime) -> bool:
    """Keep that whoever waits was reached, and say whether they are asked to confirm it.

    Raises:
        CannotHappen: nothing is said about what was said, or it has ended.
        NoSuchFollowUp: none at the actor's branches.
    """
    record_contact(by=by, followup_id=followup_id, channel=channel, words=words, now=now)
    contact_id = contact_of_need(by.tenant_id, followup_id)
    _keep_told(by, followup_id, contact_id, channel, words, now)
    who = reachable(by.tenant_id, contact_id) if contact_id else None
    if who is None:
        return False
    firm = the_dealership(by.tenant_id)
    link = add_link(by=by, purpose=REACHED, about_id=followup_id, expires_at=now + LINK_LASTS, now=now)
    return queue_message(
        by=by,
        key=f"reached:{link.id.hex}",
        to=Recipient(name=who.name, channel=who.channel, address=who.address),
        words=Words(
            subject=f"{firm.name}: did we reach you?",
            body=f"{firm.name} here. We noted that we have spoken with you. One tap tells us whether that is so:",
        ),
        about_id=followup_id,
        expires_at=now + GOES_WITHIN,
        link=(REACHED_PAGE, link.id),
        now=now,
    )


def _keep_told(by: Actor, followup_id: UUID, contact_id: UUID | None, channel: str, words: str, now: datetime) -> None:
    line = one(by, followup_id)
    if line is None or line.customer_id is None or line.kind not in NEEDS or channel not in set(Channel):
        # Inside the house nobody is a customer.
        return
    told = Saying(
        direction=Direction.TO_THEM,
        channel=Channel(channel),
        words=words,
        customer_id=line.customer_id,
        contact_id=contact_id,
        rests_on=(RestsOn("followups.followup", followup_id, line.title),),
    )
    keep_statement(by=by, saying=told, now=now)


def follow_reached_link(token: str, *, now: datetime) -> Asked:
    """Return what a customer's link asks about.

    Raises:
        LinkRefused: forged, expired, or answered already.
    """
    link = follow_link(token, purpose=REACHED, now=now)
    return Asked(link.tenant_id, link.about_id)


@transaction.atomic
def say_whether_reached(token: str, *, was_reached: bool, now: datetime) -> None:
    """Keep the customer's answer, once; a no opens what was closed, and the first word is owed again.

    Raises:
        CannotHappen: it was merged into another one.
        LinkRefused: forged, expired, or answered already.
        NoSuchFollowUp: there is none.
    """
    link = follow_link(token, purpose=REACHED, now=now)
    by = the_system(link.tenant_id, "The customer")
    if use_up_link(link, now=now):
        if was_reached:
            confirm_contact(by=by, followup_id=link.about_id, now=now)
        else:
            deny_contact(by=by, followup_id=link.about_id, words="Nobody has reached me.", now=now)
