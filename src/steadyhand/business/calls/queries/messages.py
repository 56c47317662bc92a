"""What have customers asked of us on their pages, and who waits for an answer?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.models import CustomerMessage
from steadyhand.shared.actor import Actor

MOST = 50


@dataclass(frozen=True, slots=True)
class Message:
    """What a customer asked."""

    id: UUID
    call_id: UUID
    call_number: str
    customer: str
    kind: str
    asked: str
    words: str
    sent_at: datetime
    answered_at: datetime | None
    answered_by: str


def messages_about(actor: Actor, call_id: UUID) -> tuple[Message, ...]:
    """Return what was asked about one call, newest first."""
    rows = CustomerMessage.objects.visible_to(actor).filter(call_id=call_id).select_related("call__customer")
    return tuple(_message(row) for row in rows.order_by("-sent_at", "-id")[:MOST])


def message_about(actor: Actor, call_id: UUID, message_id: UUID) -> Message | None:
    """Return one that was asked about a call; None where there is none at the actor's branches."""
    rows = CustomerMessage.objects.visible_to(actor).filter(call_id=call_id, id=message_id)
    row = rows.select_related("call__customer").first()
    return _message(row) if row else None


def messages_waiting(actor: Actor) -> tuple[Message, ...]:
    """Return what nobody has answered yet, whoever waits longest first."""
    rows = CustomerMessage.objects.visible_to(actor).filter(answered_at__isnull=True).select_related("call__customer")
    return tuple(_message(row) for row in rows.order_by("sent_at", "id")[:MOST])


def _message(row: CustomerMessage) -> Message:
    return Message(
        id=row.id,
        call_id=row.call_id,
        call_number=row.call.ref,
        customer=row.call.customer.name if row.call.customer else row.call.caller_name,
        kind=row.kind,
        asked=row.get_kind_display(),
        words=row.words,
        sent_at=row.sent_at,
        answered_at=row.answered_at,
        answered_by=row.answered_by,
    )
