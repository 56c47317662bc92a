"""A part goes into the machine: noted at once, so that a dead phone doesn't forget it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.models import PartUsed
from steadyhand.business.calls.parts_used import set_parts_used
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.calls.visit_in_hand import NotFromHere, visit_to_note
from steadyhand.shared.actor import Actor


@transaction.atomic
def use_part(*, by: Actor, visit_id: UUID, part_id: UUID, quantity: int, now: datetime, why: str = "") -> None:
    """Set how many of one part an open visit has used; 0 takes it off the list.

    Raises:
        CannotMoveVisit: not theirs, over already, no such part, or no possible quantity.
    """
    visit = visit_to_note(visit_id, by=by, why=why)
    state = VisitState(visit.state)
    if state.is_over:
        raise NotFromHere(f"This visit is {state.label} already. To change its parts, open it again first.")
    used = dict(PartUsed.objects.of(visit.tenant_id).filter(visit_id=visit.id).values_list("part_id", "quantity"))
    set_parts_used(visit, (used | {part_id: quantity}).items(), by=by, now=now)
