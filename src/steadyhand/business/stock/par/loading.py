"""What is to be put on a truck and taken off it, so that it holds its levels, and from where? Values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

Units = Mapping[UUID, int]


@dataclass(frozen=True, slots=True)
class Carry:
    """So many of a part go onto the truck (`quantity` above 0) or come off it (below 0).

    `place_id` is where they are, or go to; None where nobody at hand has one. `level` and `aboard` are why.
    """

    part_id: UUID
    quantity: int
    place_id: UUID | None
    level: int
    aboard: int


def to_carry(
    levels: Units, aboard: Units, *, room_id: UUID | None, in_room: Units, too_many: Mapping[UUID, Units]
) -> tuple[Carry, ...]:
    """Return what brings a truck to its levels: from its parts room first, then from trucks that have too many.

    `too_many` is what each other truck has above its own levels, in the order in which they are to be asked. A shelf
    below nothing has none, and so has a truck: what is asked there is not for a transfer to answer. Parts without a
    level stay where they are.
    """
    found: list[Carry] = []
    for part_id, level in levels.items():
        has = aboard.get(part_id, 0)
        wants = level - max(0, has)
        if wants < 0 and room_id is not None:
            found.append(Carry(part_id, wants, room_id, level, has))
            continue
        sources = [(room_id, in_room.get(part_id, 0))] if room_id is not None else []
        sources += [(place_id, units.get(part_id, 0)) for place_id, units in too_many.items()]
        for place_id, there in sources:
            given = min(wants, max(0, there))
            if given > 0:
                found.append(Carry(part_id, given, place_id, level, has))
                wants -= given
        if wants > 0:
            found.append(Carry(part_id, wants, None, level, has))
    return tuple(found)


def above_level(levels: Units, aboard: Units) -> dict[UUID, int]:
    """Return what a truck has above its levels, by part; of what has no level it has none too many."""
    more = {part_id: aboard.get(part_id, 0) - level for part_id, level in levels.items()}
    return {part_id: units for part_id, units in more.items() if units > 0}


def missing(levels: Units, aboard: Units) -> int:
    """Return how many parts are below their level."""
    return sum(aboard.get(part_id, 0) < level for part_id, level in levels.items())
