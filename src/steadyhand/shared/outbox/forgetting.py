"""What about messages of somebody whose data goes? They go along: what waits is not sent, and nothing of it stays."""

from collections.abc import Collection
from uuid import UUID

from steadyhand.shared.models import OutgoingMessage


def forget_messages(tenant_id: UUID, about_ids: Collection[UUID]) -> int:
    """Delete all messages about any of these, sent or waiting; return how many. A job without its message does nothing.

    Call it where what they are about is erased: of nothing else may the record of what left the house be deleted.
    """
    return OutgoingMessage.objects.of(tenant_id).filter(about_id__in=about_ids).delete()[0]
