"""How is somebody told something? One row and its job, in the transaction of what it tells of: all happen or none."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from steadyhand.shared.actor import Actor
from steadyhand.shared.links import token_of
from steadyhand.shared.models import Link, OutgoingMessage
from steadyhand.shared.outbox.channels import AttachedFile
from steadyhand.shared.outbox.jobs import job_for
from steadyhand.shared.queue.putting import put_jobs


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message to be queued. `link` is an address's name and the id of the shared.Link that opens it."""

    key: str
    to: Recipient
    words: Words
    about_id: UUID
    expires_at: datetime
    link: tuple[str, UUID] | None = None
    attached: tuple[AttachedFile, ...] = ()


def queue_message(
    *,
    by: Actor,
    key: str,
    to: Recipient,
    words: Words,
    about_id: UUID,
    expires_at: datetime,
    link: tuple[str, UUID] | None = None,
    attached: tuple[AttachedFile, ...] = (),
    now: datetime,
) -> bool:
    """Let a message wait for its delivery; return False where the same key was queued before, which changes nothing.

    `link` is an address's name and the id of the shared.Link that opens it. Call it inside the transaction that makes
    the change it tells of.
    """
    draft = Draft(key=key, to=to, words=words, about_id=about_id, expires_at=expires_at, link=link, attached=attached)
    return bool(queue_messages(by=by, drafts=[draft], now=now))


@transaction.atomic(savepoint=False)
def queue_messages(*, by: Actor, drafts: Sequence[Draft], now: datetime) -> set[str]:
    """Let several messages wait, in three statements however many; return the keys that weren't queued before."""
    if not drafts:
        return set()
    messages = {draft.key: _written(by, draft, now) for draft in drafts}
    OutgoingMessage.objects.bulk_create(messages.values(), ignore_conflicts=True)
    there = OutgoingMessage.objects.of(by.tenant_id).filter(key__in=messages).values_list("key", "id")
    new = {key for key, kept in there if kept == messages[key].id}
    # With the message or not at all: what waits without a job would wait for ever.
    put_jobs(tenant_id=by.tenant_id, jobs=[job_for(messages[key], now=now) for key in sorted(new)], now=now)
    return new


def _written(by: Actor, draft: Draft, now: datetime) -> OutgoingMessage:
    page, link_id = draft.link or ("", None)
    return OutgoingMessage(
        tenant_id=by.tenant_id,
        key=draft.key,
        channel=draft.to.channel,
        recipient=draft.to.address,
        recipient_name=draft.to.name,
        subject=draft.words.subject,
        body=draft.words.body,
        link_id=link_id,
        link_page=page,
        about_id=draft.about_id,
        queued_at=now,
        due_at=now,
        expires_at=draft.expires_at,
        attached=[asdict(each) for each in draft.attached],
    )


def address_of(message: OutgoingMessage, link: Link | None) -> str:
    """Return the address that a message's link opens, or nothing."""
    return f"{settings.ADDRESS}{reverse(message.link_page, args=[token_of(link)])}" if link else ""
