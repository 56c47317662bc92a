"""Which time zones can somebody live in?"""

from collections import defaultdict
from functools import cache
from zoneinfo import available_timezones

# The areas in which people live; the rest of the database are old names and fixed offsets.
AREAS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)


@cache
def zones_by_area() -> dict[str, tuple[str, ...]]:
    """Return the names of time zones under their areas, both in alphabetical order. Source: the IANA database."""
    areas: dict[str, list[str]] = defaultdict(list)
    for name in sorted(available_timezones()):
        area, _, place = name.partition("/")
        if area in AREAS and place:
            areas[area].append(name)
    return {area: tuple(names) for area, names in sorted(areas.items())}
