"""Where is a site without coordinates? Near the dealership's other sites of the same street, postcode or city.

Nothing is asked of anybody: a house with coordinates for half its sites knows its own postcodes better than any table.
Coordinates of one's own come in the sites file (columns Latitude and Longitude).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import numpy as np

from steadyhand.business.dispatch.travel.places import Place, straight_km

KeyT = TypeVar("KeyT")
# A street or postcode of one site only: how far its others may be is our estimate.
_LONE_KM = {"street": 1.0, "postcode": 5.0, "city": 10.0}


class Known(StrEnum):
    """What a site's place is known by."""

    COORDINATES = "its coordinates"
    STREET = "other sites of its street"
    POSTCODE = "other sites of its postcode"
    CITY = "other sites of its city"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a site is, as far as it is written down."""

    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A place, and what it is known by."""

    place: Place
    known_by: Known


def find_places(addresses: Mapping[KeyT, Address], *, around: Iterable[Address] = ()) -> dict[KeyT, Found]:
    """Return where these are; those of which nothing is known are left out. `around` are others to learn from."""
    points: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for address in {*addresses.values(), *around}:
        place = _own(address)
        if place is not None:
            for words in _names(address).values():
                points[words].append(place)
    found = {}
    for key, address in addresses.items():
        place = _own(address)
        if place is not None:
            found[key] = Found(place, Known.COORDINATES)
            continue
        for by, words in _names(address).items():
            if words in points:
                found[key] = Found(_middle(points[words], by), Known[by.upper()])
                break
    return found


def _own(address: Address) -> Place | None:
    if address.latitude is None or address.longitude is None:
        return None
    # 0, 0 is the sea off Africa, where files put what they don't know.
    if address.latitude == 0 and address.longitude == 0:
        return None
    try:
        return Place(address.latitude, address.longitude)
    except ValueError:
        return None


def _names(address: Address) -> dict[str, tuple[str, ...]]:
    """Return under which words a site's neighbours are found, the nearest first."""
    country, city = _plain(address.country), (_plain(address.city), _plain(address.region))
    postcode, street = _plain(address.postcode), _plain("".join(each for each in address.street if not each.isdigit()))
    names: dict[str, tuple[str, ...]] = {}
    if street and city[0]:
        names["street"] = ("street", country, *city, street)
    if postcode:
        names["postcode"] = ("postcode", country, postcode)
    if city[0]:
        names["city"] = ("city", country, *city)
    return names


def _plain(said: str) -> str:
    return " ".join(said.casefold().split())


def _middle(points: list[Place], by: str) -> Place:
    # The median: one wrong coordinate doesn't draw the others along.
    middle = Place(*(float(np.median([getattr(each, axis) for each in points])) for axis in ("latitude", "longitude")))
    if len(points) == 1:
        return Place(middle.latitude, middle.longitude, _LONE_KM[by])
    return Place(middle.latitude, middle.longitude, float(np.median(straight_km([middle], points))))
