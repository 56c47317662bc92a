"""How does somebody without a password get in? By a link that is signed, for one thing, expiring and revocable."""

from datetime import datetime
from uuid import UUID

from django.core import signing

from steadyhand.shared.actor import Actor
from steadyhand.shared.models import Link


class LinkRefused(Exception):
    """The link opens nothing; the message is for the person who followed it."""


def make_link(*, by: Actor, purpose: str, about_id: UUID, expires_at: datetime, now: datetime) -> str:
    """Return a new token for one thing."""
    return token_of(add_link(by=by, purpose=purpose, about_id=about_id, expires_at=expires_at, now=now))


def add_link(*, by: Actor, purpose: str, about_id: UUID, expires_at: datetime, now: datetime) -> Link:
    """Return a new link to one thing; its token is made when somebody needs it."""
    return Link.objects.create(
        tenant_id=by.tenant_id,
        purpose=purpose,
        about_id=about_id,
        made_at=now,
        made_by=by.name,
        expires_at=expires_at,
    )


def token_of(link: Link) -> str:
    """Return the link's token: its id, signed. Whoever reads the database alone cannot make one."""
    return signing.Signer(salt=f"link:{link.purpose}").sign(link.id.hex)


def follow_link(token: str, *, purpose: str, now: datetime) -> Link:
    """Return the link behind a token.

    Raises:
        LinkRefused: forged, meant for something else, expired or revoked. All four read alike, so that
            trying tokens teaches nothing.
    """
    refused = LinkRefused("This link is no longer valid. Please call us, and we'll send you a new one.")
    try:
        link_id = UUID(hex=signing.Signer(salt=f"link:{purpose}").unsign(token))
    except (signing.BadSignature, ValueError):
        raise refused from None
    # The one query without a tenant: whoever follows a link doesn't know theirs yet; the signature vouches for the id.
    link = Link.objects.filter(id=link_id, purpose=purpose).first()
    if link is None or link.revoked_at is not None or link.expires_at <= now:
        raise refused
    if link.first_seen_at is None:
        Link.objects.filter(**link.where(), first_seen_at__isnull=True).update(first_seen_at=now)
    return link


def revoke_links(*, tenant_id: UUID, about_id: UUID, now: datetime) -> int:
    """Close every open link to one thing; return how many there were."""
    return Link.objects.of(tenant_id).filter(about_id=about_id, revoked_at__isnull=True).update(revoked_at=now)


def use_up_link(link: Link, *, now: datetime) -> bool:
    """Close a link by which something is done once; return whether it was still open: of two at once, one did it."""
    return Link.objects.filter(**link.where(), revoked_at__isnull=True).update(revoked_at=now) == 1


def forget_links_without_owner(purpose: str) -> None:
    """Delete links for a purpose that comes before any dealership: nobody's rows are lost with them."""
    Link.objects.filter(purpose=purpose).delete()
