"""What became of each message? A page at a time, and the ones about one thing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from steadyhand.shared.actor import Actor
from steadyhand.shared.models import OutgoingMessage

PAGE = 50


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message and where it stands. Its link is not shown: whoever has it could answer in another's name."""

    id: UUID
    about_id: UUID
    channel: str
    recipient: str
    recipient_name: str
    subject: str
    body: str
    state: OutgoingMessage.State
    attempts: int
    queued_at: datetime
    due_at: datetime
    expires_at: datetime
    sent_at: datetime | None
    problem: str


@dataclass(frozen=True, slots=True)
class MessagesPage:
    """Messages newest first; `next_before` is where the next page begins, None on the last."""

    lines: tuple[MessageLine, ...]
    next_before: UUID | None


# To other programs go many more than to people; each has a list of its own.
TO_PROGRAMS = ("webhook",)


def messages_page(
    by: Actor, *, state: str = "", recipient: str = "", before: UUID | None = None, most: int = PAGE
) -> MessagesPage:
    """Return the dealership's messages to people, or all to one recipient; of one state only if given."""
    rows = OutgoingMessage.objects.of(by.tenant_id)
    rows = rows.filter(recipient=recipient) if recipient else rows.exclude(channel__in=TO_PROGRAMS)
    last = rows.filter(id=before).first() if before else None
    if state:
        rows = rows.filter(state=state)
    if last is not None:
        rows = rows.filter(queued_at__lte=last.queued_at).filter(Q(queued_at__lt=last.queued_at) | Q(id__lt=last.id))
    found = list(rows.order_by("-queued_at", "-id")[: most + 1])
    lines = tuple(_line(row) for row in found[:most])
    return MessagesPage(lines, lines[-1].id if len(found) > most else None)


def messages_about(tenant_id: UUID, about_ids: Collection[UUID]) -> list[MessageLine]:
    """Return the messages about any of these things, oldest first."""
    rows = OutgoingMessage.objects.of(tenant_id).filter(about_id__in=about_ids).order_by("queued_at", "id")
    return [_line(row) for row in rows]


def message_called(by: Actor, message_id: UUID) -> MessageLine | None:
    row = OutgoingMessage.objects.of(by.tenant_id).filter(id=message_id).first()
    return _line(row) if row else None


def _line(row: OutgoingMessage) -> MessageLine:
    return MessageLine(
        id=row.id,
        about_id=row.about_id,
        channel=row.channel,
        recipient=row.recipient,
        recipient_name=row.recipient_name,
        subject=row.subject,
        body=row.body,
        state=OutgoingMessage.State(row.state),
        attempts=row.attempts,
        queued_at=row.queued_at,
        due_at=row.due_at,
        expires_at=row.expires_at,
        sent_at=row.sent_at,
        problem=row.problem,
    )
