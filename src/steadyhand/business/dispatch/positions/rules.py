"""Until when is a position shown, and from when on does it say nothing any more? Values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# A phone sends at most as often. Ours: a minute in town is two streets, and a plan counts in quarters of an hour.
EVERY = timedelta(minutes=2)
# A plan starts from a place that is no older: five sendings may be lost in a garage.
FRESH = timedelta(minutes=10)
# An older place is wiped though it is still switched on: whoever has put the phone away isn't there any more.
WIPED_AFTER = timedelta(hours=1)
# Switched on when no shift says until when: a round or an emergency, and no evening.
WITHOUT_SHIFT = timedelta(hours=2)
# About eleven metres: which house, not which room.
DECIMALS = 4
# Degrees from the equator and from Greenwich.
POLE, DATE_LINE = 90, 180
# A phone that knows no better than this knows only the town.
WORST_METRES = 5_000


class NoPosition(Exception):
    """What a phone sent is no place on earth; the message is for whoever reads the log of the phone."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A place as a phone knows it: degrees north and east, and within how many metres."""

    latitude: float
    longitude: float
    metres: int


def fix_of(latitude: float, longitude: float, metres: float) -> Fix:
    """Return a place as it is kept: no more exact than a dispatcher needs.

    Raises:
        NoPosition: not on earth, or no better known than the town.
    """
    if abs(latitude) > POLE or abs(longitude) > DATE_LINE:
        raise NoPosition(f"{latitude}, {longitude} is no place on earth.")
    if not 0 <= metres <= WORST_METRES:
        raise NoPosition(f"Within {metres:.0f} m says only the town: nothing was kept.")
    return Fix(round(latitude, DECIMALS), round(longitude, DECIMALS), max(1, round(metres)))


def shared_until(ends: Sequence[datetime], *, now: datetime) -> datetime:
    """Return until when a position is shared that is switched on now: the end of the shift (`ends`, its spans')."""
    return max((end for end in ends if end > now), default=now + WITHOUT_SHIFT)


def is_fresh(at: datetime, *, now: datetime) -> bool:
    """Tell whether a plan may start from a place of that moment."""
    return now - at <= FRESH
