"""Somebody has looked: what was news to them is no more."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from steadyhand.business.followups.models import FollowUpNews
from steadyhand.shared.actor import Actor

NOBODY = UUID(int=0)


def see_news(*, by: Actor, followup_ids: Collection[UUID], now: datetime) -> int:
    """Count what somebody was told of follow-ups as seen, and return how much there was. It answers no clock."""
    unseen = FollowUpNews.objects.of(by.tenant_id).filter(
        followup_id__in=list(followup_ids), user_id=by.user_id or NOBODY, seen_at__isnull=True
    )
    return unseen.update(seen_at=now)
