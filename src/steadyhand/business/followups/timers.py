"""When must somebody look at a follow-up again? At its next step up the ladder, or on the day it comes back."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.followups import models
from steadyhand.shared.queue.putting import drop_job, put_job

CLIMB = "followups.climb"
COME_BACK = "followups.come_back"
PRESENCE = "followups.presence"
RECOUNT = "followups.recount"
DIGEST = "followups.digest"


def timer_key(followup_id: UUID) -> str:
    return f"followup:{followup_id.hex}"


def set_timer(row: models.FollowUp, *, at: datetime) -> None:
    """Write when to look again, in the transaction of the change; nothing where there is nothing to wait for."""
    key = timer_key(row.id)
    due_at, kind = (row.climbs_at, CLIMB) if row.climbs_at else (row.comes_back_at, COME_BACK)
    if due_at is None:
        drop_job(tenant_id=row.tenant_id, key=key)
        return
    put_job(tenant_id=row.tenant_id, kind=kind, args={"followup": row.id.hex}, key=key, due_at=due_at, now=at)
