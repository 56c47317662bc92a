"""Where will somebody be soon? For what has to be known before they are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import VisitState


@dataclass(frozen=True, slots=True)
class Coming:
    """A planned visit at a customer, and by whose clock its time is said."""

    customer_id: UUID
    site_id: UUID | None
    starts_at: datetime
    zone: str


def visits_coming(tenant_id: UUID, *, since: datetime, until: datetime) -> tuple[Coming, ...]:
    """Return the visits that are planned to begin in this time, the first one first. One query."""
    visits = Visit.objects.of(tenant_id).filter(
        planned_for__gte=since,
        planned_for__lt=until,
        state__in=(VisitState.PLANNED, VisitState.ON_THE_WAY),
        call__customer__isnull=False,
    )
    facts = ("call__customer_id", "call__site_id", "planned_for", "call__branch__zone")
    rows = visits.order_by("planned_for", "id").values_list(*facts)
    return tuple(Coming(*row) for row in rows)
