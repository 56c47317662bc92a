"""A person at a customer is written down."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep, DescribedContact
from steadyhand.business.customers.finding import CONTACT, keys_of_contact
from steadyhand.business.customers.models import Contact, Customer, Site
from steadyhand.business.customers.refs import free_ref
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change
from steadyhand.shared.lookup import remember


@transaction.atomic
def add_contact(*, by: Actor, customer_id: UUID, facts: DescribedContact, country: str, now: datetime) -> UUID:
    """Add a person to a customer and return their id. `country` is the dealership's, for reading phone numbers.

    Raises:
        CannotKeep: not a customer of theirs, or a site of another customer.
    """
    customer = Customer.objects.visible_to(by).filter(id=customer_id).first()
    if customer is None:
        raise CannotKeep("This customer isn't one of your branches' customers; look it up anew.")
    sites = Site.objects.of(by.tenant_id).filter(customer=customer)
    if facts.site_id and not sites.filter(id=facts.site_id).exists():
        raise CannotKeep(f"The site isn't one of {customer.name}'s sites; choose one of them or none.")
    contact = Contact.objects.create(
        tenant_id=by.tenant_id, customer=customer, ref=free_ref(Contact, by.tenant_id, prefix="P"), **asdict(facts)
    )
    keys = keys_of_contact(name=contact.name, phone=contact.phone, mobile=contact.mobile, country=country)
    remember(tenant_id=by.tenant_id, target_kind=CONTACT, target_id=contact.id, home_id=contact.customer_id, keys=keys)
    record_change(contact, by=by, at=now, verb="contact added", became=facts_of(contact))
    return contact.id
