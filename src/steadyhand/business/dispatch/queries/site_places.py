"""Where is each site, for reckoning drives? By its coordinates, else by its neighbours', else nobody knows."""

from collections.abc import Collection
from uuid import UUID

from steadyhand.business.customers.queries.addresses import SiteAddress, addresses_in, addresses_of
from steadyhand.business.dispatch.travel.guessing import Address, Found, find_places


def places_of_sites(tenant_id: UUID, site_ids: Collection[UUID]) -> dict[UUID, Found]:
    """Return the place of each site, and what it is known by; sites of which nothing is known are left out.

    Two queries for 500 sites, one where all have coordinates.
    """
    sites = addresses_of(tenant_id, site_ids)
    without = {site.city for site in sites if site.latitude is None or site.longitude is None} - {""}
    around = addresses_in(tenant_id, without) if without else []
    return find_places({site.site_id: _plain(site) for site in sites}, around=map(_plain, around))


def _plain(site: SiteAddress) -> Address:
    return Address(
        street=site.street,
        city=site.city,
        region=site.region,
        postcode=site.postcode,
        country=site.country,
        latitude=site.latitude,
        longitude=site.longitude,
    )
