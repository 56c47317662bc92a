"""What is to be put on which truck and taken off, from where, and where are parts below their levels?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.stock.par.loading import Carry, above_level, missing, to_carry
from steadyhand.business.stock.queries.levels import LevelRow, levels_now, on_hand
from steadyhand.business.stock.queries.shelves import PlaceRow, places
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Load:
    """A truck's list, and how many of its parts are below their level. `has_levels`: anybody said any."""

    truck: PlaceRow
    carries: tuple[Carry, ...]
    below: int
    has_levels: bool


def carries_of(by: Actor, truck_id: UUID) -> tuple[Carry, ...]:
    """Return one truck's list; empty where it isn't theirs. Three queries."""
    found = next((load for load in loads_of(by) if load.truck.id == truck_id), None)
    return found.carries if found else ()


def loads_of(by: Actor) -> tuple[Load, ...]:
    """Return the list of each open truck of their branches, by name. Three queries.

    Trucks of a branch are asked for what they have too many of, in the order of their names; nobody is asked twice for
    the same piece.
    """
    every = places(by)
    ids = [place.id for place in every]
    levels, aboard = levels_now(by, ids), on_hand(by, ids)
    of_branch: dict[UUID, list[PlaceRow]] = defaultdict(list)
    rooms: dict[UUID, UUID] = {}
    for place in every:
        if place.technician_id is None:
            rooms[place.branch_id] = place.id
        else:
            of_branch[place.branch_id].append(place)
    found: list[Load] = []
    for branch_id, trucks in of_branch.items():
        found += _of_branch(trucks, rooms.get(branch_id), levels, aboard)
    return tuple(sorted(found, key=lambda load: (load.truck.name, str(load.truck.id))))


@dataclass(frozen=True, slots=True)
class Below:
    """A part of which a parts room has fewer than its level."""

    room: PlaceRow
    part_id: UUID
    level: int
    on_hand: int


def rooms_below(by: Actor) -> tuple[Below, ...]:
    """Return what parts rooms have fewer of than their levels, by room and part number. Three queries."""
    rooms = [place for place in places(by) if place.technician_id is None]
    ids = [room.id for room in rooms]
    levels, there = levels_now(by, ids), on_hand(by, ids)
    return tuple(
        Below(room, row.part_id, row.level, there[room.id].get(row.part_id, 0))
        for room in rooms
        for row in levels.get(room.id, ())
        if there[room.id].get(row.part_id, 0) < row.level
    )


def _of_branch(
    trucks: Sequence[PlaceRow],
    room_id: UUID | None,
    levels: Mapping[UUID, Sequence[LevelRow]],
    aboard: Mapping[UUID, Mapping[UUID, int]],
) -> list[Load]:
    wanted = {truck.id: {row.part_id: row.level for row in levels.get(truck.id, ())} for truck in trucks}
    in_room = dict(aboard.get(room_id, {})) if room_id else {}
    spare = {truck.id: above_level(wanted[truck.id], aboard[truck.id]) for truck in trucks}
    found = []
    for truck in trucks:
        too_many = {place_id: units for place_id, units in spare.items() if place_id != truck.id and units}
        carries = to_carry(wanted[truck.id], aboard[truck.id], room_id=room_id, in_room=in_room, too_many=too_many)
        for carry in carries:
            # What one is to fetch is no longer there for the next.
            if carry.place_id is not None and carry.quantity > 0:
                left = in_room if carry.place_id == room_id else spare[carry.place_id]
                left[carry.part_id] = left.get(carry.part_id, 0) - carry.quantity
        found.append(Load(truck, carries, missing(wanted[truck.id], aboard[truck.id]), bool(wanted[truck.id])))
    return found
