"""Who follows a link in a message, to which follow-up?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.dealership.present import person_here
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.followups.models import FollowUpNews
from steadyhand.business.followups.queries.whose import whose
from steadyhand.business.followups.telling import ANSWER
from steadyhand.shared.actor import Actor
from steadyhand.shared.links import LinkRefused, follow_link


@dataclass(frozen=True, slots=True)
class Answering:
    """Whoever was told, and of what."""

    by: Actor
    followup_id: UUID


def follow_answer_link(token: str, *, now: datetime) -> Answering:
    """Return who a link was sent to and what it answers.

    Raises:
        LinkRefused: forged, expired or revoked, or whoever it was sent to works here no longer.
    """
    link = follow_link(token, purpose=ANSWER, now=now)
    news = FollowUpNews.objects.of(link.tenant_id).filter(id=link.about_id).first()
    if news is None or person_here(link.tenant_id, news.user_id, at=now) is None:
        raise LinkRefused("This link is no longer valid. Sign in to see what is open.")
    # What they were told of may have been merged into another one: that is what is to be answered now.
    goes_on = whose(link.tenant_id, [news.followup_id])[news.followup_id]
    return Answering(actor_for(news.user_id), goes_on.followup_id)
