"""Which job sends a message? One of its channel's kind, written with it, under a key made of its id."""

from datetime import datetime
from uuid import UUID

from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.queue.putting import NewJob

PREFIX = "outbox."


def kind_of(channel: str) -> str:
    return f"{PREFIX}{channel}"


def job_for(message: OutgoingMessage, *, now: datetime) -> NewJob:
    """Return what is to be put so that a message goes now."""
    args = {"message": message.id.hex}
    return NewJob(kind=kind_of(message.channel), args=args, key=key_of(message.id), due_at=now)


def key_of(message_id: UUID) -> str:
    return f"message:{message_id.hex}"
