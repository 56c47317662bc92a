"""What is on whose truck?"""

from collections.abc import Collection
from uuid import UUID

from steadyhand.business.stock.models import Balance, Place
from steadyhand.business.stock.queries.handovers import spoken_for
from steadyhand.shared.actor import Actor

# Databases take only so many values in one condition.
_CHUNK = 500


def aboard_trucks(
    tenant_id: UUID, technician_ids: Collection[UUID], part_ids: Collection[UUID]
) -> dict[UUID, dict[UUID, int]]:
    """Return by technician how many of these parts are aboard; whose truck isn't kept track of isn't among them.

    What a colleague or the parts room has set aside for a truck counts as aboard, what it has promised away doesn't.
    One query for the trucks, one for each 500 parts, one for what is spoken for.
    """
    trucks = Place.objects.of(tenant_id).filter(technician_id__in=list(technician_ids), closed_on__isnull=True)
    whose = dict(trucks.values_list("id", "technician_id"))
    found: dict[UUID, dict[UUID, int]] = {technician_id: {} for technician_id in whose.values() if technician_id}
    ordered = sorted(part_ids) if whose else []
    for start in range(0, len(ordered), _CHUNK):
        rows = Balance.objects.of(tenant_id).filter(
            place_id__in=list(whose), part_id__in=ordered[start : start + _CHUNK], on_hand__gt=0
        )
        for place_id, part_id, on_hand in rows.values_list("place_id", "part_id", "on_hand"):
            found[whose[place_id]][part_id] = on_hand
    for (place_id, part_id), each in spoken_for(tenant_id, whose).items():
        if part_id in part_ids:
            held = found[whose[place_id]]
            held[part_id] = max(0, held.get(part_id, 0) + each.comes - each.leaves)
    return found


def on_hand(by: Actor, part_ids: Collection[UUID]) -> dict[UUID, dict[UUID, int]]:
    """Return by open place of the actor's branches how many of these parts lie there. One query for each 500 parts."""
    found: dict[UUID, dict[UUID, int]] = {}
    ordered = sorted(part_ids)
    for start in range(0, len(ordered), _CHUNK):
        rows = Balance.objects.visible_to(by).filter(
            part_id__in=ordered[start : start + _CHUNK], on_hand__gt=0, place__closed_on__isnull=True
        )
        for place_id, part_id, many in rows.values_list("place_id", "part_id", "on_hand"):
            found.setdefault(place_id, {})[part_id] = many
    return found
