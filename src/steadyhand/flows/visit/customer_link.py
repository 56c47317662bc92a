"""A customer's way to their own call without a password: a link that runs out and can be taken back."""

from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.queries.customers_view import CallSeen, call_seen
from steadyhand.shared.actor import Actor
from steadyhand.shared.links import LinkRefused, follow_link, make_link, revoke_links

PURPOSE = "customer-call"
# A call that waits for a part can take weeks; a quarter covers nearly all of them.
OPEN_FOR = timedelta(days=90)
# Long enough to show the report to a colleague, and to say that it came back.
AFTER_CLOSING = timedelta(days=30)


def make_customer_link(*, by: Actor, call_id: UUID, now: datetime) -> str:
    """Return a new token for the page of one call. Whoever holds it sees the page: hand it to the customer only."""
    return make_link(by=by, purpose=PURPOSE, about_id=call_id, expires_at=now + OPEN_FOR, now=now)


def revoke_customer_links(*, by: Actor, call_id: UUID, now: datetime) -> int:
    """Close every link to the call's page; return how many there were."""
    return revoke_links(tenant_id=by.tenant_id, about_id=call_id, now=now)


def follow_customer_link(token: str, *, now: datetime) -> CallSeen:
    """Return the call behind a token, as its customer may see it.

    Raises:
        LinkRefused: forged, revoked, run out, or the call was closed long ago. All read alike.
    """
    link = follow_link(token, purpose=PURPOSE, now=now)
    seen = call_seen(link.tenant_id, link.about_id)
    if seen is None or (seen.closed_at is not None and seen.closed_at + AFTER_CLOSING <= now):
        raise LinkRefused("This link is no longer valid. Please call us, and we'll send you a new one.")
    return seen
