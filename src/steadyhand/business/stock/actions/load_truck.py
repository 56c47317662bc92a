"""Parts are put on a truck or taken off it, because its levels say so: one line of the ledger here, one there."""

from collections.abc import Mapping
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
def load_truck(
    *, by: Actor, truck_id: UUID, place_id: UUID, parts: Mapping[UUID, int], is_off: bool = False, now: datetime
) -> UUID:
    """Write down what was loaded from a place, or taken off to it, as the list said; return the entry's id.

    `parts` are units by part, each at most as many as the list says; all of them or none.

    Raises:
        CannotMove: the list doesn't say so any more, by so much or in this direction.
    """
    # Whoever moves the same parts at this moment waits, and then sees a shorter list.
    list(
        Balance.objects.of(by.tenant_id)
        .filter(part_id__in=list(parts), place_id__in=[truck_id, place_id])
        .order_by("place_id", "part_id")
        .select_for_update(of=("self",))
    )
    sign = -1 if is_off else 1
    listed = {carry.part_id: sign * carry.quantity for carry in carries_of(by, truck_id) if carry.place_id == place_id}
    if any(units < 1 or units > listed.get(part_id, 0) for part_id, units in parts.items()):
        raise CannotMove("The list has changed since: somebody moved or used some. What you see now is fresh.")
    origin, to = (truck_id, place_id) if is_off else (place_id, truck_id)
    return transfer_parts(by=by, from_id=origin, to_id=to, parts=parts, why=WHY, now=now)
