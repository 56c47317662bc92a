"""How does somebody's invitation stand: open, opened, run out, taken back?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.dealership.actions.renew_invitation import INVITATION
from steadyhand.shared.actor import Actor
from steadyhand.shared.models import Link


@dataclass(frozen=True, slots=True)
class Invitation:
    """The newest link by which somebody chooses a password."""

    id: UUID
    made_at: datetime
    made_by: str
    expires_at: datetime
    first_seen_at: datetime | None
    revoked_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


def invitations_of(by: Actor, user_ids: Collection[UUID]) -> dict[UUID, Invitation]:
    """Return the newest link of each of these people of the actor's dealership, if they were ever given one."""
    rows = Link.objects.of(by.tenant_id).filter(purpose=INVITATION, about_id__in=user_ids).order_by("made_at", "id")
    columns = ("id", "made_at", "made_by", "expires_at", "first_seen_at", "revoked_at")
    # Later rows replace earlier ones: few people are given more than two links.
    return {row[0]: Invitation(*row[1:]) for row in rows.values_list("about_id", *columns)}
