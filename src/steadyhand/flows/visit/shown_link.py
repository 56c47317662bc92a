"""Which link has the customer of a call, if any? For whoever hands it out, reads it aloud or takes it back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.flows.visit.customer_link import PURPOSE
from steadyhand.shared.actor import Actor
from steadyhand.shared.links import token_of
from steadyhand.shared.models import Link


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A link that still opens the customer's page. The token is as good as a key."""

    token: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    first_seen_at: datetime | None


def link_of_call(*, by: Actor, call_id: UUID, now: datetime) -> ShownLink | None:
    """Return the newest open link to a call that the caller has looked up for this actor, or None."""
    links = Link.objects.of(by.tenant_id).filter(purpose=PURPOSE, about_id=call_id, revoked_at__isnull=True)
    link = links.filter(expires_at__gt=now).order_by("-made_at", "-id").first()
    if link is None:
        return None
    return ShownLink(
        token=token_of(link),
        made_by=link.made_by,
        made_at=link.made_at,
        expires_at=link.expires_at,
        first_seen_at=link.first_seen_at,
    )
