"""Who handed over a need lately that they had seen themselves? For whoever thanks them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.needs.models import Need
from steadyhand.business.needs.rules import Sort, Source
from steadyhand.shared.actor import Actor

MOST = 40


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A need that somebody noticed at a customer."""

    id: UUID
    branch_id: UUID
    user_id: UUID
    name: str
    customer: str
    sort: Sort
    words: str
    at: datetime


def handed_over_since(by: Actor, *, since: datetime) -> tuple[HandedOver, ...]:
    """Return what was noticed at the actor's branches since a moment, newest first. One query."""
    rows = Need.objects.visible_to(by).filter(noticed_at__gte=since, source=Source.SEEN)
    return tuple(
        HandedOver(
            id=row.id,
            branch_id=row.customer.branch_id,
            user_id=row.noticed_by_id,
            name=row.noticed_by.name,
            customer=row.customer.name,
            sort=Sort(row.sort),
            words=row.words,
            at=row.noticed_at,
        )
        for row in rows.select_related("customer", "noticed_by").order_by("-noticed_at", "-id")[:MOST]
    )
