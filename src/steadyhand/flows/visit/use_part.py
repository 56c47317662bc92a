"""A part goes into the machine: noted on the visit, and off the truck, at once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.use_part import use_part as note_part
from steadyhand.business.stock.actions.settle_visit import settle_visit
from steadyhand.shared.actor import Actor


@transaction.atomic
def use_part(*, by: Actor, visit_id: UUID, part_id: UUID, quantity: int, now: datetime, why: str = "") -> None:
    """Set how many of one part an open visit has used; 0 takes it off the list, and it lies on the truck again.

    Raises:
        CannotMoveVisit: not theirs, over already, no such part, or no possible quantity.
    """
    note_part(by=by, visit_id=visit_id, part_id=part_id, quantity=quantity, now=now, why=why)
    settle_visit(by=by, visit_id=visit_id, now=now)
