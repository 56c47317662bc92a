"""What is where? Frozen rows for pages and engines, never model objects."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.stock.ledger.rules import sureness
from steadyhand.business.stock.models import Balance, Counted, Movement, Place
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet


@dataclass(frozen=True, slots=True)
class PlaceRow:
    id: UUID
    name: str
    sort: str
    branch_id: UUID
    technician_id: UUID | None


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """So many of a part at a place; `sure` (0 to 1) is how likely the ledger is right about it."""

    place_id: UUID
    place_name: str
    part_id: UUID
    part_number: str
    part_name: str
    on_hand: int
    bin: str
    counted_at: datetime | None
    sure: float
    cost_cents: int | None


@dataclass(frozen=True, slots=True)
class MovementRow:
    id: UUID
    kind: str
    said: str
    quantity: int
    part_number: str
    part_name: str
    place_name: str
    other_place_name: str
    moved_at: datetime
    why: str
    said_by: str
    call_number: str
    call_id: UUID | None
    other_place_id: UUID | None
    part_id: UUID


def places(by: Actor) -> tuple[PlaceRow, ...]:
    """Return the open places of their branches: parts rooms first, then trucks by name."""
    rows = Place.objects.visible_to(by).filter(closed_on__isnull=True).order_by("sort", "name", "id")
    return tuple(PlaceRow(row.id, row.name, row.sort, row.branch_id, row.technician_id) for row in rows)


def on_shelf(by: Actor, place_id: UUID, *, now: datetime) -> tuple[ShelfRow, ...]:
    """Return what lies at a place, and what is below nothing there, by part number. One query."""
    balances = Balance.objects.visible_to(by).filter(place_id=place_id).exclude(on_hand=0)
    return _rows(balances.select_related("place", "part").order_by("part__ref", "id"), now)


def where_is(by: Actor, part_ids: Collection[UUID], *, now: datetime) -> dict[UUID, tuple[ShelfRow, ...]]:
    """Return for each part the open places that have some, most first. One query."""
    balances = Balance.objects.visible_to(by).filter(
        part_id__in=list(part_ids), on_hand__gt=0, place__closed_on__isnull=True
    )
    found: dict[UUID, tuple[ShelfRow, ...]] = dict.fromkeys(part_ids, ())
    for row in _rows(balances.select_related("place", "part").order_by("-on_hand", "place__name", "id"), now):
        found[row.part_id] += (row,)
    return found


def questions(by: Actor, *, now: datetime, most: int = 50) -> tuple[ShelfRow, ...]:
    """Return where the ledger can't be right: below nothing, the furthest below first."""
    below = Balance.objects.visible_to(by).filter(on_hand__lt=0, place__closed_on__isnull=True)
    return _rows(below.select_related("place", "part").order_by("on_hand", "id")[:most], now)


def movements_at(by: Actor, place_id: UUID, *, part_id: UUID | None = None, most: int = 100) -> tuple[MovementRow, ...]:
    """Return the newest lines of a place, or of one part there."""
    lines = Movement.objects.visible_to(by).filter(place_id=place_id)
    if part_id is not None:
        lines = lines.filter(part_id=part_id)
    lines = lines.select_related("place", "other_place", "part", "visit__call").order_by("-moved_at", "-id")[:most]
    return tuple(
        MovementRow(
            line.id,
            line.kind,
            line.get_kind_display(),
            line.quantity,
            line.part.ref,
            line.part.name,
            line.place.name,
            line.other_place.name if line.other_place else "",
            line.moved_at,
            line.why,
            line.said_by,
            line.visit.call.ref if line.visit else "",
            line.visit.call_id if line.visit else None,
            line.other_place_id,
            line.part_id,
        )
        for line in lines
    )


def slips_at(tenant_id: UUID, place_id: UUID, *, most: int = 500) -> tuple[int, int]:
    """Return how many of the newest counts of a place found a difference, and how many movements lay before them."""
    counts = Counted.objects.of(tenant_id).filter(place_id=place_id).order_by("-counted_at", "-id")[:most]
    rows = list(counts.values_list("found", "expected", "movements_since"))
    return sum(found != expected for found, expected, _ in rows), sum(moved for _, _, moved in rows)


def _rows(balances: RowQuerySet[Balance], now: datetime) -> tuple[ShelfRow, ...]:
    return tuple(
        ShelfRow(
            row.place_id,
            row.place.name,
            row.part_id,
            row.part.ref,
            row.part.name,
            row.on_hand,
            row.bin,
            row.counted_at,
            sureness(row.counted_at, row.movements_since, row.on_hand, now=now),
            row.part.cost_cents,
        )
        for row in balances
    )


def bins_at(by: Actor, place_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], str]:
    """Return in which bin a part lies, by place and part, where somebody said. One query."""
    rows = Balance.objects.visible_to(by).filter(place_id__in=list(place_ids)).exclude(bin="")
    return {(place_id, part_id): said for place_id, part_id, said in rows.values_list("place_id", "part_id", "bin")}
