"""A technician sets out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.rules import VisitState
from steadyhand.business.calls.visit_in_hand import change_visit, check_may_become, visit_in_hand
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How


@transaction.atomic
def start_travel(*, by: Actor, visit_id: UUID, version: int, now: datetime, why: str = "") -> None:
    """Note that the technician is on the way, as seen by the tap.

    Raises:
        CannotMoveVisit: not theirs, changed meanwhile, or no longer planned.
    """
    visit = visit_in_hand(visit_id, by=by, version=version, why=why)
    check_may_become(visit, VisitState.ON_THE_WAY)
    becomes = {"state": VisitState.ON_THE_WAY, "on_the_way_at": now, "on_the_way_at_how": How.OBSERVED}
    change_visit(visit, by=by, now=now, verb="set out", why=why, becomes=becomes)
