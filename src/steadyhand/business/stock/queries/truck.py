"""What is aboard a technician's own truck, and which of its parts are worth a count today?"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Sum

from steadyhand.business.stock.ledger.rules import Kind, Watched, slip_rate, sureness, to_count
from steadyhand.business.stock.models import Balance, Counted, Movement, Place
from steadyhand.business.stock.queries.shelves import PlaceRow
from steadyhand.shared.actor import Actor

# What was used in this time says what a wrong number costs.
USE_DAYS = 90
MONTH_DAYS = 30
# So many of a part's last counts say how often its number was wrong.
LATEST_COUNTS = 5


@dataclass(frozen=True, slots=True)
class AboardRow:
    """One part of a truck: how many by the ledger, in which bin, and how sure that is (0 to 1)."""

    part_id: UUID
    number: str
    name: str
    on_hand: int
    bin: str
    counted_at: datetime | None
    sure: float
    cost_cents: int | None


@dataclass(frozen=True, slots=True)
class DueCount:
    """A part to count, and what speaks for counting it now."""

    row: AboardRow
    movements_since: int
    differed: int
    counts: int


def own_truck(by: Actor) -> PlaceRow | None:
    """Return the truck of whoever asks; None where nobody keeps track of one. One query."""
    if by.user_id is None:
        return None
    rows = Place.objects.visible_to(by).filter(technician__user_id=by.user_id, closed_on__isnull=True)
    row = rows.first()
    return PlaceRow(row.id, row.name, row.sort, row.branch_id, row.technician_id) if row else None


def aboard(by: Actor, place_id: UUID, *, now: datetime) -> tuple[AboardRow, ...]:
    """Return what is aboard and what is below nothing, by bin and then by name. One query."""
    rows = Balance.objects.visible_to(by).filter(place_id=place_id).exclude(on_hand=0).select_related("part")
    return tuple(_row(row, now) for row in sorted(rows, key=_by_bin))


def counts_due(by: Actor, place_id: UUID, *, most: int, since: datetime, now: datetime) -> tuple[DueCount, ...]:
    """Return the parts of a place to count today, the most doubtful and valuable first.

    At most `most`, less what was counted there since `since` (the day's beginning). Three queries.
    """
    balances = {
        row.part_id: row
        for row in Balance.objects.visible_to(by).filter(place_id=place_id).select_related("part")
        if row.on_hand or row.movements_since
    }
    history: dict[UUID, list[bool]] = {}
    wrong = moved = today = 0
    counts = Counted.objects.of(by.tenant_id).filter(place_id=place_id).order_by("-counted_at", "-id")[:500]
    for part_id, found, expected, before, at in counts.values_list(
        "part_id", "found", "expected", "movements_since", "counted_at"
    ):
        history.setdefault(part_id, []).append(found != expected)
        wrong, moved, today = wrong + (found != expected), moved + before, today + (at >= since)
    used = used_lately(by.tenant_id, place_id, balances, now=now)
    chosen = to_count(
        [
            Watched(
                part_id=part_id,
                on_hand=row.on_hand,
                counted_at=row.counted_at,
                movements_since=row.movements_since,
                cost_cents=row.part.cost_cents or 0,
                used_a_month=used[part_id] * MONTH_DAYS / USE_DAYS,
                differed=sum(history.get(part_id, ())[:LATEST_COUNTS]),
            )
            for part_id, row in balances.items()
        ],
        max(0, most - today),
        slips=slip_rate(wrong, moved),
        now=now,
    )
    return tuple(
        DueCount(
            row=_row(balances[part_id], now),
            movements_since=balances[part_id].movements_since,
            differed=sum(history.get(part_id, ())[:LATEST_COUNTS]),
            counts=len(history.get(part_id, ())[:LATEST_COUNTS]),
        )
        for part_id in chosen
    )


def counted_since(by: Actor, place_id: UUID, since: datetime) -> int:
    """Return how many parts of a place were counted since then. One query."""
    return Counted.objects.visible_to(by).filter(place_id=place_id, counted_at__gte=since).count()


def used_lately(tenant_id: UUID, place_id: UUID, part_ids: Collection[UUID], *, now: datetime) -> Counter[UUID]:
    """Return how many of each part left a place as used in the last 90 days. One query."""
    lines = Movement.objects.of(tenant_id).filter(
        place_id=place_id, kind=Kind.USE, moved_at__gte=now - timedelta(days=USE_DAYS)
    )
    sums = lines.values_list("part_id").annotate(sum=Sum("quantity"))
    return Counter({part_id: -quantity for part_id, quantity in sums if part_id in part_ids})


def _by_bin(row: Balance) -> tuple[bool, str, str, str]:
    return not row.bin, row.bin.casefold(), row.part.name.casefold(), row.part.ref


def _row(row: Balance, now: datetime) -> AboardRow:
    return AboardRow(
        part_id=row.part_id,
        number=row.part.ref,
        name=row.part.name,
        on_hand=row.on_hand,
        bin=row.bin,
        counted_at=row.counted_at,
        sure=sureness(row.counted_at, row.movements_since, row.on_hand, now=now),
        cost_cents=row.part.cost_cents,
    )
