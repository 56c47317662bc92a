"""What did a customer ask for on a call or its page, and to whom was it passed on? Also for the customer's own page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.followups.queries.whose import whose
from steadyhand.business.needs.models import Need
from steadyhand.business.needs.rules import Sort

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Asked:
    """Something they asked to hear about, when it was passed on, and who has it now."""

    sort: Sort
    at: datetime
    owner: str
    followup_id: UUID
    is_open: bool
    message_id: UUID | None


def asked_on_call(tenant_id: UUID, call_id: UUID) -> tuple[Asked, ...]:
    """Return what was asked for on a call and its page, oldest first. One query; two or three where there is any."""
    rows = list(Need.objects.of(tenant_id).filter(source_call_id=call_id).order_by("noticed_at", "id"))
    owners = whose(tenant_id, [row.followup_id for row in rows]) if rows else {}
    return tuple(
        Asked(
            sort=Sort(row.sort),
            at=row.noticed_at,
            owner=owners[row.followup_id].owner,
            followup_id=owners[row.followup_id].followup_id,
            is_open=owners[row.followup_id].state == "open",
            message_id=row.source_message_id,
        )
        for row in rows
        if row.followup_id in owners
    )
