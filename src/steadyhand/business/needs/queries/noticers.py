"""Who noticed something at these customers lately, and which follow-up says what became of it?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.followups.queries.whose import whose
from steadyhand.business.needs.models import Need


@dataclass(frozen=True, slots=True)
class NoticedThere:
    """Somebody noticed something; `followup_id` is what it became part of, if it was merged."""

    customer_id: UUID
    site_id: UUID | None
    noticed_by_id: UUID
    followup_id: UUID


def ended_needs_at(tenant_id: UUID, customer_ids: Collection[UUID], *, since: datetime) -> tuple[NoticedThere, ...]:
    """Return what has ended of all that was noticed at customers since a moment. Two or three queries."""
    rows = Need.objects.of(tenant_id).filter(customer_id__in=customer_ids, noticed_at__gte=since).order_by("id")
    needs = list(rows.values_list("customer_id", "site_id", "noticed_by_id", "followup_id"))
    stands = whose(tenant_id, [followup_id for *_, followup_id in needs]) if needs else {}
    return tuple(
        NoticedThere(customer_id, site_id, noticed_by_id, stands[followup_id].followup_id)
        for customer_id, site_id, noticed_by_id, followup_id in needs
        if followup_id in stands and stands[followup_id].state == "ended"
    )
