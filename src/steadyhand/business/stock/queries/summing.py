"""How much lies where, what is it worth, how sure is the ledger, and what could explain a question?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.stock.ledger.rules import sureness
from steadyhand.business.stock.models import Balance, Movement
from steadyhand.business.stock.queries.shelves import PlaceRow, ShelfRow, places
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class PlaceSum:
    """A place with what lies there: different items, pieces, and cents by what each item cost.

    `unpriced` items have no cost in the catalogue and count nothing; of `items`, `right` is how many the ledger is
    expected to be right about; `asked` are below nothing.
    """

    place: PlaceRow
    items: int
    pieces: int
    cents: int
    unpriced: int
    right: float
    asked: int


@dataclass(frozen=True, slots=True)
class LastLine:
    """The newest line that took a part off a place: what happened, on which call, and to where."""

    kind: str
    call_number: str
    call_id: UUID | None
    other_place_name: str


def places_summed(by: Actor, *, now: datetime) -> tuple[PlaceSum, ...]:
    """Return the open places of their branches with what lies there. Two queries."""
    rows = (
        Balance.objects.visible_to(by)
        .filter(place__closed_on__isnull=True)
        .exclude(on_hand=0)
        .values_list("place_id", "on_hand", "counted_at", "movements_since", "part__cost_cents")
    )
    sums: dict[UUID, list[float]] = {}
    for place_id, on_hand, counted_at, since, cost in rows:
        items, pieces, cents, unpriced, right, asked = sums.get(place_id, [0, 0, 0, 0, 0.0, 0])
        lies = max(0, on_hand)
        sums[place_id] = [
            items + (on_hand > 0),
            pieces + lies,
            cents + lies * (cost or 0),
            unpriced + (on_hand > 0 and cost is None),
            right + (sureness(counted_at, since, on_hand, now=now) if on_hand > 0 else 0.0),
            asked + (on_hand < 0),
        ]
    summed = []
    for place in places(by):
        items, pieces, cents, unpriced, right, asked = sums.get(place.id, [0, 0, 0, 0, 0.0, 0])
        summed.append(PlaceSum(place, int(items), int(pieces), int(cents), int(unpriced), float(right), int(asked)))
    return tuple(summed)


def last_taken(by: Actor, asked: Sequence[ShelfRow]) -> dict[tuple[UUID, UUID], LastLine]:
    """Return for each shelf below nothing, by place and part, the newest line that took something off it. One query."""
    lines = (
        Movement.objects.visible_to(by)
        .filter(
            place_id__in={row.place_id for row in asked}, part_id__in={row.part_id for row in asked}, quantity__lt=0
        )
        .select_related("visit__call", "other_place")
        .order_by("moved_at", "id")
    )
    return {
        (line.place_id, line.part_id): LastLine(
            line.kind,
            line.visit.call.ref if line.visit else "",
            line.visit.call_id if line.visit else None,
            line.other_place.name if line.other_place else "",
        )
        for line in lines
    }


def shelf_of(by: Actor, place_id: UUID, part_id: UUID, *, now: datetime) -> ShelfRow | None:
    """Return what the ledger has of one part at a place, also where that is none; None where it never lay there."""
    shelves = Balance.objects.visible_to(by).filter(place_id=place_id, part_id=part_id)
    row = shelves.select_related("place", "part").first()
    if row is None:
        return None
    return ShelfRow(
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
