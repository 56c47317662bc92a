"""Who was there first on a call? For whoever thanks them."""

from collections.abc import Collection
from uuid import UUID

from steadyhand.business.calls.models import Visit


def who_came(tenant_id: UUID, call_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return by call the user who arrived first, where somebody who signs in did. One query."""
    rows = Visit.objects.of(tenant_id).filter(
        call_id__in=call_ids, arrived_at__isnull=False, technician__user__isnull=False
    )
    found: dict[UUID, UUID] = {}
    for call_id, user_id in rows.order_by("arrived_at", "id").values_list("call_id", "technician__user_id"):
        if user_id is not None:
            found.setdefault(call_id, user_id)
    return found
