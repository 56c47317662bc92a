"""Somebody looked on the shelf: the ledger follows what was seen."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from steadyhand.business.machines.queries import parts_named
from steadyhand.business.stock.ledger.book import enter, shelf
from steadyhand.business.stock.ledger.rules import MOST_AT_ONCE, CannotMove, Kind, Line
from steadyhand.business.stock.models import Balance, Counted, Movement
from steadyhand.business.stock.places import place_of
from steadyhand.shared.actor import Actor

# A count that a phone kept longer says nothing about today's shelf.
LONGEST_KEPT = timedelta(days=7)


@transaction.atomic
def count_part(
    *,
    by: Actor,
    place_id: UUID,
    part_id: UUID,
    found: int,
    why: str = "",
    looked_at: datetime | None = None,
    now: datetime,
) -> int:
    """Write down how many there were and return the difference to the ledger: found more (above 0) or fewer.

    The difference is nobody's: it is written as counted, by whoever looked, not by whoever drives the truck.
    `looked_at` is when they did, where a phone kept it until there was a signal: then it is held against what the
    ledger had at that moment, so that what was used since is not taken off twice.

    Raises:
        CannotMove: no such place or part, or no possible number.
    """
    place = place_of(by, place_id)
    if part_id not in parts_named(by, [part_id]):
        raise CannotMove("This part is no longer in the catalogue; look for it again.")
    if not 0 <= found <= MOST_AT_ONCE:
        raise CannotMove(f"{found} on a shelf can't be right; type 0 to {MOST_AT_ONCE:,}.")
    shelf(by.tenant_id, place.id, part_id)
    balances = Balance.objects.of(by.tenant_id).filter(place_id=place.id, part_id=part_id)
    # Whoever uses a part at this moment waits, so that the difference is of one number.
    balance = balances.select_for_update(of=("self",)).get()
    at = now if looked_at is None or not now - LONGEST_KEPT <= looked_at <= now else looked_at
    if at < now and balance.counted_at is not None and at < balance.counted_at:
        raise CannotMove("Somebody has counted this part later than that; count it once more if you doubt it.")
    since = Movement.objects.of(by.tenant_id).filter(place_id=place.id, part_id=part_id, moved_at__gt=at)
    later = since.aggregate(sum=Sum("quantity"))["sum"] or 0
    moved_later = since.count() if at < now else 0
    expected = balance.on_hand - later
    Counted.objects.create(
        tenant_id=by.tenant_id,
        place=place,
        part_id=part_id,
        found=found,
        expected=expected,
        movements_since=max(0, balance.movements_since - moved_later),
        counted_at=at,
        counted_by=by.name,
    )
    difference = found - expected
    if difference:
        how = "observed" if at == now else "entered"
        enter(Kind.COUNT, [Line(place.id, part_id, difference)], by=by, at=at, how=how, why=why)
    balances.update(counted_at=at, movements_since=moved_later)
    return difference
