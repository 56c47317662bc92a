"""A customer's way to their own call without a password: a link that runs out and can be taken back."""

from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.queries.customers_view import CallSeen, call_seen
from steadyhand.business.calls.settings import LINK_AFTER_CLOSING_DAYS, LINK_OPEN_DAYS
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.links import LinkRefused, add_link, follow_link, make_link, revoke_links
from steadyhand.shared.models import Link

PURPOSE = "customer-call"
# What is sent is opened days later, too.
OPEN_YET = timedelta(days=14)


def make_customer_link(*, by: Actor, call_id: UUID, now: datetime) -> str:
    """Return a new token for the page of one call. Whoever holds it sees the page: hand it to the customer only."""
    open_for = timedelta(days=value_of(by.tenant_id, LINK_OPEN_DAYS))
    return make_link(by=by, purpose=PURPOSE, about_id=call_id, expires_at=now + open_for, now=now)


def link_to_send(*, by: Actor, call_id: UUID, now: datetime) -> UUID:
    """Return the id of a link to the page of one call: the newest that is open for some days yet, or a new one."""
    links = Link.objects.of(by.tenant_id).filter(purpose=PURPOSE, about_id=call_id, revoked_at__isnull=True)
    link = links.filter(expires_at__gt=now + OPEN_YET).order_by("-made_at", "-id").first()
    if link is not None:
        return link.id
    open_for = timedelta(days=value_of(by.tenant_id, LINK_OPEN_DAYS))
    return add_link(by=by, purpose=PURPOSE, about_id=call_id, expires_at=now + open_for, now=now).id


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
    if seen is None or _is_over(link.tenant_id, seen.closed_at, now):
        raise LinkRefused("This link is no longer valid. Please call us, and we'll send you a new one.")
    return seen


def _is_over(tenant_id: UUID, closed_at: datetime | None, now: datetime) -> bool:
    if closed_at is None:
        return False
    return closed_at + timedelta(days=value_of(tenant_id, LINK_AFTER_CLOSING_DAYS)) <= now
