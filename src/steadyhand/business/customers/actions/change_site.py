"""What is known about a site changes."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep, DescribedSite
from steadyhand.business.customers.finding import SITE, keys_of_site
from steadyhand.business.customers.models import Site
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.history import record_change
from steadyhand.shared.lookup import remember


@transaction.atomic
def change_site(
    *,
    by: Actor,
    site_id: UUID,
    facts: DescribedSite,
    country: str,
    now: datetime,
    why: str = "",
    opened: Mapping[str, Any] | None = None,
) -> None:
    """Write what is different; a door code of None stays as it was. `country` is the dealership's.

    Raises:
        ChangedMeanwhile: it isn't any more what it was when its form was opened.
        CannotKeep: not a site of theirs, or nothing left to tell it by.
    """
    site = Site.objects.visible_to(by).select_for_update(of=("self",)).filter(id=site_id).first()
    if site is None:
        raise CannotKeep("This site isn't one of your branches' sites; look it up anew.")
    if not (facts.name or facts.street or facts.city):
        raise CannotKeep("A site needs a name, a street or a city, so that people can tell it from the others.")
    new = asdict(facts)
    door_code = new.pop("door_code")
    if change_row(site, new, by=by, at=now, verb="site changed", why=why, opened=opened):
        keys = keys_of_site(
            street=site.street,
            city=site.city,
            name=site.name,
            postcode=site.postcode,
            phone=site.phone,
            country=country,
        )
        remember(tenant_id=by.tenant_id, target_kind=SITE, target_id=site.id, home_id=site.customer_id, keys=keys)
    if door_code is not None and door_code != site.door_code:
        # That it changed is history; what it is stays between the site and its visiting technician.
        Site.objects.filter(**site.where()).update(door_code=door_code)
        record_change(site, by=by, at=now, verb="door code changed", why=why)
