"""What was foretold for a visit is kept when somebody arrives: afterwards nobody could say what we knew."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.stock.models import KitForecast, KitKept
from steadyhand.shared.actor import Actor


def keep_kit(*, by: Actor, visit_id: UUID, call_id: UUID | None, now: datetime) -> None:
    """Keep the kit of a visit's call as it is now, once; where nothing was foretold there is nothing to keep."""
    parts = KitForecast.objects.of(by.tenant_id).filter(call_id=call_id).values_list("parts", flat=True).first()
    if parts is None:
        return
    packed = [each["id"] for each in parts if each["is_packed"] and each["id"]]
    KitKept.objects.bulk_create(
        [KitKept(tenant_id=by.tenant_id, visit_id=visit_id, kept_at=now, parts=packed)], ignore_conflicts=True
    )
