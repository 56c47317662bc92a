"""How did follow-ups end, and when?"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from steadyhand.business.followups.models import FollowUp


def ended_about(tenant_id: UUID, ids: Collection[UUID], *, outcome: str) -> dict[UUID, datetime]:
    """Return those that ended in a certain way, with the moment of the last thing that happened. One query."""
    rows = FollowUp.objects.of(tenant_id).filter(id__in=list(ids), state="ended", outcome=outcome)
    return dict(rows.values_list("id", "last_at"))
