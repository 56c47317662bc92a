"""The record becomes fleets for the engine: a branch's trucks, and all calls of the dealership beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.queries.jobs_by_truck import jobs_by_truck
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.settings.values import values_of
from steadyhand.business.machines.catalogue import PartOfFamily, costs_of_parts, every_part
from steadyhand.business.stock.levels.fleet import Fleet, Part, PastCall, Truck, history_of
from steadyhand.business.stock.par.needing import JobSeen, past_calls
from steadyhand.business.stock.queries.levels import LevelRow, Room, SizeRow, levels_now, limits_of, on_hand, sizes_of
from steadyhand.business.stock.queries.shelves import PlaceRow, places
from steadyhand.business.stock.settings import LEAD_DAYS, LEVELS_PAST_DAYS
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a dealership's record says about levels. `past` are calls by truck (a place's id) or by whoever came."""

    trucks: tuple[PlaceRow, ...]
    rooms: Mapping[UUID, UUID]
    parts: Mapping[UUID, PartOfFamily]
    costs: Mapping[UUID, int]
    sizes: Mapping[UUID, SizeRow]
    limits: Mapping[UUID, Room]
    levels: Mapping[UUID, Sequence[LevelRow]]
    aboard: Mapping[UUID, Mapping[UUID, int]]
    past: tuple[PastCall, ...]
    lead_days: int


def see_record(by: Actor, *, now: datetime) -> Seen:
    """Return what the record says of their branches' trucks and the calls of late. Thirteen queries."""
    values = values_of(by.tenant_id, [LEVELS_PAST_DAYS, LEAD_DAYS])
    every = places(by)
    trucks = tuple(place for place in every if place.technician_id is not None)
    truck_of = {place.technician_id: place.id for place in trucks}
    ids = [place.id for place in every]
    zone = ZoneInfo(the_dealership(by.tenant_id).zone)
    jobs = jobs_by_truck(by, since=now - timedelta(days=values[LEVELS_PAST_DAYS]))
    seen = [
        JobSeen(
            truck=truck_of.get(job.technician_id, job.technician_id).hex,
            on=job.taken_at.astimezone(zone).date(),
            model=job.model,
            call_type=job.call_type,
            cause=job.cause_code,
            first={part_id.hex: units for part_id, units in job.first.items()},
            later={part_id.hex: units for part_id, units in job.later.items()},
        )
        for job in jobs
    ]
    return Seen(
        trucks=trucks,
        rooms={place.branch_id: place.id for place in every if place.technician_id is None},
        parts={part.id: part for part in every_part(by)},
        costs=costs_of_parts(by),
        sizes=sizes_of(by),
        limits=limits_of(by, ids),
        levels=levels_now(by, ids),
        aboard=on_hand(by, ids),
        past=tuple(past_calls(seen)),
        lead_days=values[LEAD_DAYS],
    )


def kept_now(seen: Seen, place_id: UUID) -> dict[UUID, int]:
    """Return what a truck is to hold as far as anybody said, and of other parts what lies on it."""
    kept = {part_id: units for part_id, units in seen.aboard.get(place_id, {}).items() if units > 0}
    return kept | {row.part_id: row.level for row in seen.levels.get(place_id, ())}


def fleet_of(seen: Seen, branch_id: UUID) -> tuple[Fleet, float]:
    """Return a branch's trucks as a fleet, and the money for all of them, in cents.

    A truck without a budget of its own has what is kept on it now; trucks share the money between them. Other
    branches' calls stand beside as experience. A part without a cost costs nothing, and the limits other than money
    hold it; one that a past call used and the catalogue no longer has is left out.
    """
    mine = [place for place in seen.trucks if place.branch_id == branch_id]
    parts = tuple(_part(seen, part) for part in seen.parts.values())
    known = {part.ref for part in parts}
    now: dict[tuple[str, str], int] = {}
    money = 0.0
    for place in mine:
        kept = kept_now(seen, place.id)
        now |= {(place.id.hex, part_id.hex): units for part_id, units in kept.items() if part_id.hex in known}
        most = seen.limits.get(place.id, Room()).most_cents
        money += sum(seen.costs.get(part_id, 0) * units for part_id, units in kept.items()) if most is None else most
    room_id = seen.rooms.get(branch_id)
    in_room = {row.part_id: row.level for row in seen.levels.get(room_id, ())} if room_id else {}
    there = in_room or (seen.aboard.get(room_id, {}) if room_id else {})
    calls = [_with_known_parts(call, known) for call in seen.past]
    trucks = tuple(_truck(place, seen.limits.get(place.id, Room())) for place in mine)
    fleet = Fleet(
        parts=parts,
        trucks=trucks,
        history=history_of(calls, trucks=[one.ref for one in trucks], parts=[one.ref for one in parts]),
        now=now,
        at_branch={
            (branch_id.hex, part_id.hex): units
            for part_id, units in there.items()
            if units > 0 and part_id.hex in known
        },
    )
    return fleet, money


def _part(seen: Seen, part: PartOfFamily) -> Part:
    size = seen.sizes.get(part.id)
    lead = seen.lead_days if size is None or size.lead_days is None else size.lead_days
    return Part(
        ref=part.id.hex,
        name=part.name,
        cost_cents=seen.costs.get(part.id, 0),
        weight_g=float((size and size.weight_g) or 0),
        volume_ml=float((size and size.volume_ml) or 0),
        a_slot=(size and size.units_a_slot) or 1,
        lead_days=float(lead),
    )


def _truck(place: PlaceRow, room: Room) -> Truck:
    return Truck(
        ref=place.id.hex,
        name=place.name,
        branch=place.branch_id.hex,
        restock_days=float(room.restock_days),
        most_cents=inf if room.most_cents is None else float(room.most_cents),
        most_weight_g=inf if room.most_weight_g is None else float(room.most_weight_g),
        most_volume_ml=inf if room.most_volume_ml is None else float(room.most_volume_ml),
        most_slots=inf if room.most_slots is None else float(room.most_slots),
    )


def _with_known_parts(call: PastCall, known: set[str]) -> PastCall:
    if all(part in known for part, _ in (*call.needs, *call.could_wait)):
        return call
    return PastCall(
        call.truck,
        call.on,
        call.model,
        tuple(each for each in call.needs if each[0] in known),
        tuple(each for each in call.could_wait if each[0] in known),
    )
