"""How is somebody told something? One row, in the transaction of what it tells of: both happen or neither."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from steadyhand.shared.actor import Actor
from steadyhand.shared.links import token_of
from steadyhand.shared.models import Link, OutgoingMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a message says; the subject counts only where the channel has one."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who is told, and where: a telephone number or an e-mail address."""

    name: str
    channel: str
    address: str


def queue_message(
    *,
    by: Actor,
    key: str,
    to: Recipient,
    words: Words,
    about_id: UUID,
    expires_at: datetime,
    link: tuple[str, UUID] | None = None,
    now: datetime,
) -> bool:
    """Let a message wait for its delivery; return False where the same key was queued before, which changes nothing.

    `link` is an address's name and the id of the shared.Link that opens it. Call it inside the transaction that makes
    the change it tells of.
    """
    page, link_id = link or ("", None)
    message = OutgoingMessage(
        tenant_id=by.tenant_id,
        key=key,
        channel=to.channel,
        recipient=to.address,
        recipient_name=to.name,
        subject=words.subject,
        body=words.body,
        link_id=link_id,
        link_page=page,
        about_id=about_id,
        queued_at=now,
        due_at=now,
        expires_at=expires_at,
    )
    OutgoingMessage.objects.bulk_create([message], ignore_conflicts=True)
    kept = OutgoingMessage.objects.of(by.tenant_id).filter(key=key).values_list("id", flat=True).first()
    return kept == message.id


def text_of(message: OutgoingMessage, link: Link | None) -> str:
    """Return all that a message says, with the address of its link at the end."""
    if link is None:
        return message.body
    return f"{message.body}\n{settings.ADDRESS}{reverse(message.link_page, args=[token_of(link)])}"
