"""Take back "on the way" or "I'm here": the wrong button, or the wrong visit."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.calls.settings import STEP_BACK_MINUTES
from steadyhand.business.calls.visit_in_hand import NotFromHere, change_visit, is_own_visit, visit_in_hand
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.shared.actor import Actor


@transaction.atomic
def step_back(*, by: Actor, visit_id: UUID, version: int, now: datetime, why: str = "") -> None:
    """Go back by one tap; the time of that tap is gone, and history has it.

    Raises:
        CannotMoveVisit: not theirs, changed meanwhile, nothing to take back, or too long ago for the technician.
    """
    visit = visit_in_hand(visit_id, by=by, version=version, why=why)
    tapped = {VisitState.ON_THE_WAY: "on_the_way_at", VisitState.ON_SITE: "arrived_at"}.get(VisitState(visit.state))
    if tapped is None:
        raise NotFromHere(f"This visit is {VisitState(visit.state).label}: there is no tap to take back.")
    tapped_at = getattr(visit, tapped)
    if is_own_visit(visit, by) and tapped_at is not None:
        minutes = value_of(visit.tenant_id, STEP_BACK_MINUTES)
        if now - tapped_at > timedelta(minutes=minutes):
            ago = STEP_BACK_MINUTES.said(minutes)
            raise NotFromHere(f"That was more than {ago} ago; correct the times instead, or call the desk.")
    becomes = {"state": _before(visit), tapped: None, f"{tapped}_how": ""}
    change_visit(visit, by=by, now=now, verb="took a step back", why=why, becomes=becomes)


def _before(visit: Visit) -> VisitState:
    if visit.state == VisitState.ON_SITE and visit.on_the_way_at is not None:
        return VisitState.ON_THE_WAY
    return VisitState.PLANNED
