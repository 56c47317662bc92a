"""By which address does the gateway hand over texts from customers? A signed one, of one dealership, revocable."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.shared.actor import Actor
from steadyhand.shared.links import follow_link, make_link, token_of
from steadyhand.shared.models import Link

PURPOSE = "texts-in"
# It is written into the gateway's settings by hand, and nobody is there to renew it.
OPEN_FOR = timedelta(days=3_650)


@transaction.atomic
def texts_token(*, by: Actor, is_new: bool = False, now: datetime) -> str:
    """Return the token of the dealership's address for texts; a new one closes those before it."""
    rows = Link.objects.of(by.tenant_id).filter(purpose=PURPOSE, revoked_at__isnull=True)
    if is_new:
        rows.update(revoked_at=now)
    link = rows.filter(expires_at__gt=now).order_by("-made_at", "-id").first()
    if link is not None:
        return token_of(link)
    return make_link(by=by, purpose=PURPOSE, about_id=by.tenant_id, expires_at=now + OPEN_FOR, now=now)


def tenant_of_texts(token: str, *, now: datetime) -> UUID:
    """Return whose texts come by this token.

    Raises:
        LinkRefused: forged, meant for something else, run out or taken back.
    """
    return follow_link(token, purpose=PURPOSE, now=now).tenant_id
