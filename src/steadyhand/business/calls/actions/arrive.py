"""A technician is there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.rules import VisitState
from steadyhand.business.calls.visit_in_hand import change_visit, check_may_become, visit_in_hand
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How


@transaction.atomic
def arrive(*, by: Actor, visit_id: UUID, version: int, now: datetime, why: str = "") -> None:
    """Note that the technician is on site, as seen by the tap. Who forgot to tap "on my way" may still arrive.

    Raises:
        CannotMoveVisit: not theirs, changed meanwhile, or already on site or over.
    """
    visit = visit_in_hand(visit_id, by=by, version=version, why=why)
    check_may_become(visit, VisitState.ON_SITE)
    becomes = {"state": VisitState.ON_SITE, "arrived_at": now, "arrived_at_how": How.OBSERVED}
    change_visit(visit, by=by, now=now, verb="arrived", why=why, becomes=becomes)
