"""How have these follow-ups ended, if they have?"""

from collections.abc import Collection
from uuid import UUID

from steadyhand.business.followups.models import FollowUp


def outcomes_of(tenant_id: UUID, followup_ids: Collection[UUID]) -> dict[UUID, tuple[bool, str]]:
    """Return for each whether it is open, and its outcome (empty while it is). One query."""
    rows = FollowUp.objects.of(tenant_id).filter(id__in=followup_ids).values_list("id", "state", "outcome")
    return {row_id: (state == "open", outcome or "") for row_id, state, outcome in rows}
