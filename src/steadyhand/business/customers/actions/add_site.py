"""A place where a customer's machines stand is written down."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep, DescribedSite
from steadyhand.business.customers.finding import SITE, keys_of_site
from steadyhand.business.customers.models import Customer, Site
from steadyhand.business.customers.refs import free_ref
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change
from steadyhand.shared.lookup import remember


@transaction.atomic
def add_site(*, by: Actor, customer_id: UUID, facts: DescribedSite, country: str, now: datetime) -> UUID:
    """Add a site to a customer and return its id. `country` is the dealership's, for reading phone numbers.

    Raises:
        CannotKeep: not a customer of theirs, or neither a name nor an address to tell the site by.
    """
    customer = Customer.objects.visible_to(by).filter(id=customer_id).first()
    if customer is None:
        raise CannotKeep("This customer isn't one of your branches' customers; look it up anew.")
    if not (facts.name or facts.street or facts.city):
        raise CannotKeep("A site needs a name, a street or a city, so that people can tell it from the others.")
    new = asdict(facts) | {"door_code": facts.door_code or ""}
    site = Site.objects.create(
        tenant_id=by.tenant_id, customer=customer, ref=free_ref(Site, by.tenant_id, prefix="S"), **new
    )
    keys = keys_of_site(
        street=site.street,
        city=site.city,
        name=site.name,
        postcode=site.postcode,
        phone=site.phone,
        country=country,
    )
    remember(tenant_id=by.tenant_id, target_kind=SITE, target_id=site.id, home_id=site.customer_id, keys=keys)
    # The history is read in the office; a door code is for the visiting technician alone.
    record_change(site, by=by, at=now, verb="site added", became=facts_of(site) | {"door_code": "kept back"})
    return site.id
