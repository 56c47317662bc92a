"""Somebody looked on the shelf: the ledger follows what was seen."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.machines.queries import parts_named
from steadyhand.business.stock.ledger.book import enter, shelf
from steadyhand.business.stock.ledger.rules import MOST_AT_ONCE, CannotMove, Kind, Line
from steadyhand.business.stock.models import Balance, Counted
from steadyhand.business.stock.places import place_of
from steadyhand.shared.actor import Actor


@transaction.atomic
def count_part(*, by: Actor, place_id: UUID, part_id: UUID, found: int, why: str = "", now: datetime) -> int:
    """Write down how many there were and return the difference to the ledger: found more (above 0) or fewer.

    The difference is nobody's: it is written as counted, by whoever looked, not by whoever drives the truck.

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
    Counted.objects.create(
        tenant_id=by.tenant_id,
        place=place,
        part_id=part_id,
        found=found,
        expected=balance.on_hand,
        movements_since=balance.movements_since,
        counted_at=now,
        counted_by=by.name,
    )
    difference = found - balance.on_hand
    if difference:
        enter(Kind.COUNT, [Line(place.id, part_id, difference)], by=by, at=now, why=why)
    balances.update(counted_at=now, movements_since=0)
    return difference
