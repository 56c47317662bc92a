"""Where are sites, as far as it is written down: coordinates, street, postcode, city?"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.customers.models import Site

# Databases take only so many values in one condition.
CHUNK = 500
# Enough to find the middle of a postcode or a city.
MOST_AROUND = 20_000
_COLUMNS = ("id", "street", "city", "region", "postcode", "country", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """A site's address and, where a file brought them, its coordinates."""

    site_id: UUID
    street: str
    city: str
    region: str
    postcode: str
    country: str
    latitude: float | None
    longitude: float | None


def addresses_of(tenant_id: UUID, site_ids: Collection[UUID]) -> list[SiteAddress]:
    """Return the addresses of these sites. A query for 500 of them."""
    ids = sorted(site_ids)
    return [
        SiteAddress(*row)
        for start in range(0, len(ids), CHUNK)
        for row in Site.objects.of(tenant_id).filter(id__in=ids[start : start + CHUNK]).values_list(*_COLUMNS)
    ]


def only_sites_of(tenant_id: UUID, customer_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return the site of each customer who has just one, by customer. A query for 500 customers."""
    found: dict[UUID, list[UUID]] = {}
    ids = sorted(customer_ids)
    for start in range(0, len(ids), CHUNK):
        rows = Site.objects.of(tenant_id).filter(customer_id__in=ids[start : start + CHUNK])
        for customer_id, site_id in rows.values_list("customer_id", "id"):
            found.setdefault(customer_id, []).append(site_id)
    return {customer_id: sites[0] for customer_id, sites in found.items() if len(sites) == 1}


def addresses_in(tenant_id: UUID, cities: Collection[str]) -> list[SiteAddress]:
    """Return sites with coordinates in these cities, as they are spelled there. A query for 500 cities."""
    names = sorted(cities)
    located = Site.objects.of(tenant_id).filter(latitude__isnull=False, longitude__isnull=False)
    return [
        SiteAddress(*row)
        for start in range(0, len(names), CHUNK)
        for row in located.filter(city__in=names[start : start + CHUNK]).values_list(*_COLUMNS)[:MOST_AROUND]
    ]
