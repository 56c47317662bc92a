"""How do the words of a statement leave the house? By the outbox, under a key that the statement keeps."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.conversations.models import Statement
from steadyhand.business.conversations.rules import CannotSay
from steadyhand.business.conversations.saying import WRITTEN
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor
from steadyhand.shared.outbox.mail_refs import mail_ref
from steadyhand.shared.outbox.queueing import Recipient, Words, queue_message

# What is read later than that was not said today.
GOES_WITHIN = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Until when the words are worth sending, and what they open: an address's name and the id of a shared.Link."""

    until: datetime | None = None
    link: tuple[str, UUID] | None = None


def send_statement(row: Statement, *, by: Actor, sending: Sending, now: datetime) -> None:
    """Queue a statement's words for its address, and keep the message's key.

    Raises:
        CannotSay: it isn't written to anybody, or no address is known.
    """
    channel = WRITTEN.get(Channel(row.channel))
    if channel is None:
        raise CannotSay(f"Nothing is sent {Channel(row.channel).label}: choose a text message or an e-mail.")
    if not row.address:
        raise CannotSay(f"No address of {row.with_whom or 'theirs'} is known to send it to. Ring them instead.")
    key = f"statement:{row.id.hex}"
    latest = now + GOES_WITHIN
    queue_message(
        by=by,
        key=key,
        to=Recipient(name=row.with_whom, channel=channel, address=row.address),
        words=Words(subject=row.subject, body=row.words),
        about_id=row.id,
        expires_at=min(sending.until, latest) if sending.until else latest,
        link=sending.link,
        now=now,
    )
    row.message_key = key
    # An answer names it, and so finds what it answers.
    row.mail_ref = mail_ref(key) if channel == "email" else ""
    Statement.objects.filter(**row.where()).update(message_key=key, mail_ref=row.mail_ref)
