"""Which levels do places have, what limits trucks, and how large are parts?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from steadyhand.business.stock.models import Balance, ParLevel, PartSize, TruckLimits
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level that holds now, or did until `ended_at`. Level 0: not carried, on purpose."""

    place_id: UUID
    part_id: UUID
    part_number: str
    part_name: str
    level: int
    set_at: datetime
    set_by_name: str
    why: str
    ended_at: datetime | None
    cost_cents: int | None


@dataclass(frozen=True, slots=True)
class Room:
    """What a truck can take, None where nothing limits it; `restock_days` are working days."""

    most_cents: int | None = None
    most_weight_g: int | None = None
    most_volume_ml: int | None = None
    most_slots: int | None = None
    restock_days: int = 5


@dataclass(frozen=True, slots=True)
class SizeRow:
    """What one of a part takes; None where nobody said."""

    weight_g: int | None
    volume_ml: int | None
    units_a_slot: int | None
    lead_days: int | None


_COLUMNS = (
    "place_id", "part_id", "part__ref", "part__name", "level", "set_at", "set_by_name", "why", "ended_at",
    "part__cost_cents",
)  # fmt: skip


def levels_now(by: Actor, place_ids: Collection[UUID]) -> dict[UUID, tuple[LevelRow, ...]]:
    """Return the levels that hold at places, by part number. One query."""
    rows = ParLevel.objects.visible_to(by).filter(place_id__in=list(place_ids), ended_at__isnull=True)
    found: dict[UUID, tuple[LevelRow, ...]] = {}
    for row in rows.order_by("part__ref", "id").values_list(*_COLUMNS):
        found[row[0]] = (*found.get(row[0], ()), LevelRow(*row))
    return found


def versions_of(by: Actor, place_id: UUID, part_id: UUID, *, most: int = 50) -> tuple[LevelRow, ...]:
    """Return what a part's level at a place was, the newest first. One query."""
    rows = ParLevel.objects.visible_to(by).filter(place_id=place_id, part_id=part_id)
    return tuple(LevelRow(*row) for row in rows.order_by("-set_at", "-id").values_list(*_COLUMNS)[:most])


def on_hand(by: Actor, place_ids: Collection[UUID]) -> dict[UUID, dict[UUID, int]]:
    """Return by place what the ledger has of each part, below nothing too. One query."""
    rows = Balance.objects.visible_to(by).filter(place_id__in=list(place_ids)).exclude(on_hand=0)
    found: dict[UUID, dict[UUID, int]] = {place_id: {} for place_id in place_ids}
    for place_id, part_id, units in rows.values_list("place_id", "part_id", "on_hand"):
        found[place_id][part_id] = units
    return found


def limits_of(by: Actor, place_ids: Collection[UUID]) -> dict[UUID, Room]:
    """Return what limits trucks; those of which nobody said are not among them. One query."""
    rows = TruckLimits.objects.visible_to(by).filter(place_id__in=list(place_ids))
    columns = ("place_id", "most_cents", "most_weight_g", "most_volume_ml", "most_slots", "restock_days")
    return {row[0]: Room(*row[1:]) for row in rows.values_list(*columns)}


def sizes_of(by: Actor, part_ids: Collection[UUID] | None = None) -> dict[UUID, SizeRow]:
    """Return the sizes of these parts, or of all, as far as somebody said them. One query."""
    rows = PartSize.objects.visible_to(by)
    if part_ids is not None:
        rows = rows.filter(part_id__in=list(part_ids))
    columns = ("part_id", "weight_g", "volume_ml", "units_a_slot", "lead_days")
    return {row[0]: SizeRow(*row[1:]) for row in rows.values_list(*columns)}


def last_counts(by: Actor, place_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Return when somebody last counted anything at each place. One query."""
    rows = Balance.objects.visible_to(by).filter(place_id__in=list(place_ids), counted_at__isnull=False)
    newest = rows.values("place_id").annotate(newest=Max("counted_at")).order_by()
    return dict(newest.values_list("place_id", "newest"))
