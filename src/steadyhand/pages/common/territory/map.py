"""Where do a technician's customers lie, and which of them are worth a visit? Sites only; nobody's home."""

from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.dispatch.queries.site_places import places_of_sites
from steadyhand.business.insight.territory.mine import Territory
from steadyhand.pages.common.plane import on_plane
from steadyhand.shared.actor import Actor

# More dots than this cover one another.
MOST = 400


@dataclass(frozen=True, slots=True)
class Dot:
    """A customer's site on the map."""

    x: int
    y: int
    said: str
    is_worth: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """The map, and the customers that aren't on it because nothing is known of where they are."""

    dots: tuple[Dot, ...]
    without: int


def drawn(by: Actor, found: Territory, worth: dict[UUID, str]) -> Drawn:
    """Return the sites at which machines stand; `worth` says of customers why they are worth a visit."""
    sites = {
        each.site_id: (each.customer_id, each.customer) for each in found.machines.values() if each.site_id is not None
    }
    places = places_of_sites(by.tenant_id, sites)
    # Who is worth a visit lies on top.
    known = sorted((site for site in sites if site in places), key=lambda site: (sites[site][0] in worth, site))[-MOST:]
    plane = on_plane([places[site].place for site in known])
    dots = tuple(
        Dot(x, y, f"{sites[site][1]}: {worth.get(sites[site][0], 'nothing to do')}", sites[site][0] in worth)
        for (x, y), site in zip(plane, known, strict=True)
    )
    seen = {sites[site][0] for site in known}
    return Drawn(dots, len({line.id for line in found.customers} - seen))
