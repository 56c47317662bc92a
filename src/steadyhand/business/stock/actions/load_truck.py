"""Parts are put on a truck or taken off it, because its levels say so: one line of the ledger here, one there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.stock.actions.move_parts import transfer_parts
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import Balance
from steadyhand.business.stock.queries.loads import carries_of
from steadyhand.shared.actor import Actor

WHY = "To the truck’s level"


@transaction.atomic
def load_truck(*, by: Actor, truck_id: UUID, part_id: UUID, place_id: UUID, quantity: int, now: datetime) -> UUID:
    """Write down that so many were loaded (above 0) or taken off (below 0), as the list said; return the entry's id.

    Raises:
        CannotMove: the list doesn't say so any more, by so much or in this direction.
    """
    # Whoever moves the same part at this moment waits, and then sees a shorter list.
    list(
        Balance.objects.of(by.tenant_id)
        .filter(part_id=part_id, place_id__in=[truck_id, place_id])
        .order_by("place_id")
        .select_for_update(of=("self",))
    )
    known = {
        (carry.part_id, carry.place_id): carry.quantity
        for carry in carries_of(by, truck_id)
        if carry.place_id is not None
    }
    wanted = known.get((part_id, place_id), 0)
    if wanted * quantity <= 0 or abs(quantity) > abs(wanted):
        raise CannotMove("The list has changed since: somebody moved or used some. What you see now is fresh.")
    origin, to = (place_id, truck_id) if quantity > 0 else (truck_id, place_id)
    return transfer_parts(by=by, from_id=origin, to_id=to, parts={part_id: abs(quantity)}, why=WHY, now=now)
