"""Which arrivals were kept lately though they were in danger? Whoever came is worth a thank-you."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseKind, PromiseState
from steadyhand.shared.actor import Actor

MOST = 40


@dataclass(frozen=True, slots=True)
class KeptLately:
    """A promise that was met in spite of what stood against it."""

    id: UUID
    branch_id: UUID
    call_id: UUID
    customer: str
    said: str
    at: datetime


def kept_in_danger(by: Actor, *, since: datetime) -> tuple[KeptLately, ...]:
    """Return arrivals kept since a moment though at risk, or promised sooner than the odds; newest first. One query."""
    rows = Promise.objects.visible_to(by).filter(
        state=PromiseState.KEPT, kind=PromiseKind.ARRIVAL, happened_at__gte=since, call__isnull=False
    )
    hard = rows.filter(at_risk_at__isnull=False) | rows.filter(is_sooner=True)
    return tuple(
        KeptLately(
            id=row.id,
            branch_id=row.branch_id,
            call_id=row.call_id,
            customer=row.customer.name if row.customer else row.to_whom,
            said=row.said,
            at=row.happened_at,
        )
        for row in hard.select_related("customer").order_by("-happened_at", "-id")[:MOST]
        if row.call_id and row.happened_at
    )
