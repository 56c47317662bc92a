"""Somebody wants no more messages of a kind: by the link in an e-mail, or by a word in a text. It holds at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.actions.change_consent import change_consent
from steadyhand.business.customers.queries.by_address import Person, person_called
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.links import LinkRefused, add_link, follow_link, revoke_links, token_of
from steadyhand.shared.models import Link

PURPOSE = "no-more-email"
# An e-mail is found again long after it was sent; the law of the United States asks for thirty days at least
# (15 U.S.C. § 7704(a)(3)(A)(ii)).
OPEN_FOR = timedelta(days=365)
OPEN_YET = timedelta(days=60)
WHO = "the customer, by a link in an e-mail"


@dataclass(frozen=True, slots=True)
class OptOut:
    """Whose e-mails a link ends. Nobody is told more than the address that they have anyway."""

    tenant_id: UUID
    person: Person


def keep_opt_out_link(*, by: Actor, contact_id: UUID, now: datetime) -> UUID:
    """Return the id of a link by which this person ends e-mails: an open one, or a new one."""
    links = Link.objects.of(by.tenant_id).filter(purpose=PURPOSE, about_id=contact_id, revoked_at__isnull=True)
    link = links.filter(expires_at__gt=now + OPEN_YET).order_by("-made_at", "-id").first()
    if link is None:
        link = add_link(by=by, purpose=PURPOSE, about_id=contact_id, expires_at=now + OPEN_FOR, now=now)
    return link.id


def opt_out_token(tenant_id: UUID, contact_id: UUID, *, now: datetime) -> str:
    """Return the token of this person's open link, made when their e-mail was queued; empty where there is none."""
    links = Link.objects.of(tenant_id).filter(purpose=PURPOSE, about_id=contact_id, revoked_at__isnull=True)
    link = links.filter(expires_at__gt=now).order_by("-made_at", "-id").first()
    return token_of(link) if link else ""


def follow_opt_out(token: str, *, now: datetime) -> OptOut:
    """Return whose e-mails a token ends.

    Raises:
        LinkRefused: forged, meant for something else, run out or taken back. All read alike.
    """
    link = follow_link(token, purpose=PURPOSE, now=now)
    person = person_called(link.tenant_id, link.about_id)
    if person is None:
        raise LinkRefused("This link is no longer valid. Please call us, and we'll see to it.")
    return OptOut(link.tenant_id, person)


@transaction.atomic
def no_more_email(token: str, *, now: datetime) -> OptOut:
    """End e-mails to whoever holds the link; doing it twice changes nothing.

    Raises:
        LinkRefused: as above.
    """
    out = follow_opt_out(token, now=now)
    change_consent(
        by=the_system(out.tenant_id, WHO),
        contact_ids=[out.person.id],
        channel="email",
        agrees=False,
        why="asked for no more e-mails, by the link in one",
        now=now,
    )
    return out


def revoke_opt_out_links(*, by: Actor, contact_id: UUID, now: datetime) -> int:
    """Close every such link of a person; return how many there were."""
    return revoke_links(tenant_id=by.tenant_id, about_id=contact_id, now=now)
