"""Who has it in the end, when some were merged into others, and which were?"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.followups.models import FollowUp
from steadyhand.business.followups.rules.standing import State


@dataclass(frozen=True, slots=True)
class Whose:
    """The follow-up that goes on, who has it, and how it stands."""

    followup_id: UUID
    owner: str
    state: State


def whose(tenant_id: UUID, followup_ids: Collection[UUID]) -> dict[UUID, Whose]:
    """Return who has each of these, or what it was merged into. One query, and one for each merge on the way."""
    ends = {followup_id: followup_id for followup_id in followup_ids}
    found: dict[UUID, FollowUp] = {}
    while missing := set(ends.values()) - set(found):
        rows = FollowUp.objects.of(tenant_id).filter(id__in=missing).select_related("owner")
        loaded = {row.id: row for row in rows}
        found |= loaded
        for asked, end in ends.items():
            row = loaded.get(end)
            if row is not None and row.merged_into_id is not None:
                ends[asked] = row.merged_into_id
        if not loaded:
            break
    return {
        asked: Whose(end, found[end].owner.name, State(found[end].state)) for asked, end in ends.items() if end in found
    }


def merged_into(tenant_id: UUID, followup_id: UUID) -> tuple[UUID, ...]:
    """Return those that were merged into one. One query."""
    rows = FollowUp.objects.of(tenant_id).filter(merged_into_id=followup_id).order_by("opened_at", "id")
    return tuple(rows.values_list("id", flat=True))
