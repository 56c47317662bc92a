"""What is known about a person at a customer changes."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep, DescribedContact
from steadyhand.business.customers.finding import CONTACT, keys_of_contact
from steadyhand.business.customers.models import Contact, Site
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.lookup import remember


@transaction.atomic
def change_contact(
    *,
    by: Actor,
    contact_id: UUID,
    facts: DescribedContact,
    country: str,
    now: datetime,
    why: str = "",
    opened: Mapping[str, Any] | None = None,
) -> None:
    """Write what is different. `country` is the dealership's.

    Raises:
        ChangedMeanwhile: it isn't any more what it was when its form was opened.
        CannotKeep: not a contact of theirs, or a site of another customer.
    """
    contact = Contact.objects.visible_to(by).select_for_update(of=("self",)).filter(id=contact_id).first()
    if contact is None:
        raise CannotKeep("This person isn't a contact of your branches' customers; look them up anew.")
    sites = Site.objects.of(by.tenant_id).filter(customer_id=contact.customer_id)
    if facts.site_id and not sites.filter(id=facts.site_id).exists():
        raise CannotKeep("The site belongs to another customer; choose one of this customer's sites or none.")
    if change_row(contact, asdict(facts), by=by, at=now, verb="contact changed", why=why, opened=opened):
        keys = keys_of_contact(name=contact.name, phone=contact.phone, mobile=contact.mobile, country=country)
        remember(
            tenant_id=by.tenant_id, target_kind=CONTACT, target_id=contact.id, home_id=contact.customer_id, keys=keys
        )
