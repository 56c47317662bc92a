"""Whoever couldn't be reached can be again: what waits for them needn't sit out its pause."""

from datetime import datetime
from uuid import UUID

from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.jobs import key_of
from steadyhand.shared.queue.putting import hasten_jobs

# More go as these arrive; one transaction stays short.
AT_ONCE = 500


def hasten_messages(tenant_id: UUID, recipient: str, *, now: datetime) -> int:
    """Let what waits for one recipient be tried now; return how many. What is being sent just now is left alone."""
    waiting = OutgoingMessage.objects.of(tenant_id).filter(recipient=recipient, state=OutgoingMessage.State.QUEUED)
    ids = waiting.filter(due_at__gt=now).order_by("queued_at", "id").values_list("id", flat=True)[:AT_ONCE]
    return hasten_jobs(tenant_id=tenant_id, keys=[key_of(message_id) for message_id in ids], now=now)
