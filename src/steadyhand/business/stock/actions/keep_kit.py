"""What was foretold for a visit is kept when somebody arrives: afterwards nobody could say what we knew."""

from collections.abc import Mapping, Sequence
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


def keep_foretold(*, by: Actor, kits: Mapping[UUID, tuple[datetime, Sequence[str]]]) -> int:
    """Keep what was foretold for visits of the past, visit → when and the parts' ids as hex; return how many are new.

    For a record that was made up or brought along; a visit that is made keeps its own.
    """
    known = set(KitKept.objects.of(by.tenant_id).filter(visit_id__in=list(kits)).values_list("visit_id", flat=True))
    rows = [
        KitKept(tenant_id=by.tenant_id, visit_id=visit_id, kept_at=at, parts=list(parts))
        for visit_id, (at, parts) in kits.items()
        if visit_id not in known
    ]
    KitKept.objects.bulk_create(rows)
    return len(rows)
