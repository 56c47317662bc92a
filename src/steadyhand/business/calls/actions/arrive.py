"""A technician is there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.rules import VisitState
from steadyhand.business.calls.tapped import kept_said, time_of_tap
from steadyhand.business.calls.visit_in_hand import change_visit, check_may_become, step_in_hand
from steadyhand.shared.actor import Actor


@transaction.atomic
def arrive(
    *, by: Actor, visit_id: UUID, version: int, now: datetime, why: str = "", tapped_at: datetime | None = None
) -> int:
    """Note that the technician is on site, as seen by the tap or told by the phone; return the visit's version.

    Who forgot to tap "on my way" may still arrive.

    Raises:
        CannotMoveVisit: not theirs, changed meanwhile, or already on site or over.
    """
    visit = step_in_hand(visit_id, by=by, version=version, why=why, tapped_at=tapped_at, now=now)
    check_may_become(visit, VisitState.ON_SITE)
    at, how = time_of_tap(tapped_at, now=now, not_before=visit.on_the_way_at)
    becomes = {"state": VisitState.ON_SITE, "arrived_at": at, "arrived_at_how": how}
    why = why or kept_said(at, how, now=now)
    change_visit(visit, by=by, now=now, verb="arrived", why=why, becomes=becomes)
    return visit.version
