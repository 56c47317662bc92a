"""It wasn't over: a technician takes back a closing."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.calls.settings import REOPEN_VISIT_MINUTES
from steadyhand.business.calls.visit_in_hand import NotFromHere, NotYourVisit, change_visit, is_own_visit, visit_in_hand
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.shared.actor import Actor


@transaction.atomic
def reopen_visit(*, by: Actor, visit_id: UUID, version: int, now: datetime) -> None:
    """Put a visit that its technician closed a moment ago back on site, with all that was written in it.

    Raises:
        CannotMoveVisit: not theirs, changed meanwhile, not closed by a technician, too long ago, or overtaken by a
            next visit or by the desk cancelling the call.
    """
    visit = visit_in_hand(visit_id, by=by, version=version, why="reopens")
    if not is_own_visit(visit, by):
        raise NotYourVisit("Only its technician reopens a visit; the desk reopens the call.")
    if not VisitState(visit.state).is_over or visit.finished_at is None:
        raise NotFromHere(f"This visit is {VisitState(visit.state).label}: there is no closing to take back.")
    minutes = value_of(visit.tenant_id, REOPEN_VISIT_MINUTES)
    if now - visit.finished_at > timedelta(minutes=minutes):
        ago = REOPEN_VISIT_MINUTES.said(minutes)
        raise NotFromHere(f"This visit was closed more than {ago} ago; call the desk to reopen the call.")
    if visit.call.state == CallState.CANCELLED:
        raise NotFromHere(f"The desk has cancelled call {visit.call.ref} meanwhile; call them, and they reopen it.")
    later = Visit.objects.of(visit.tenant_id).filter(call_id=visit.call_id, number__gt=visit.number)
    if later.exclude(state=VisitState.CANCELLED).exists():
        raise NotFromHere("The next visit for this call is planned already; call the desk.")
    becomes = {"state": VisitState.ON_SITE, "finished_at": None, "finished_at_how": ""}
    change_visit(visit, by=by, now=now, verb="reopened the visit", becomes=becomes)
