"""What was missing on a visit that ended unfinished, said in one tap by whoever was there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.stock.models import VisitLacked
from steadyhand.business.stock.requests.rules import Lacked
from steadyhand.shared.actor import Actor


@transaction.atomic
def say_lacked(*, by: Actor, visit_id: UUID, lacked: Lacked, now: datetime) -> None:
    """Keep what was missing; said again, the last word counts. The caller has seen that the visit is theirs."""
    facts = {"lacked": lacked, "said_at": now, "said_by": by.name[:200]}
    VisitLacked.objects.bulk_create(
        [VisitLacked(tenant_id=by.tenant_id, visit_id=visit_id, **facts)], ignore_conflicts=True
    )
    VisitLacked.objects.of(by.tenant_id).filter(visit_id=visit_id).update(**facts)
