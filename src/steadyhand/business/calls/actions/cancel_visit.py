"""Nobody goes after all: a visit is cancelled, its call stays open."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.announcing import announce_visit
from steadyhand.business.calls.hearing import call_changed
from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import VisitState, may_become
from steadyhand.business.calls.standing import call_to_change, keep_standing
from steadyhand.business.dealership.webhooks.rules import Event
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


class CannotCancelVisit(Exception):
    """The visit can't be cancelled; the message is for the dispatcher."""


@transaction.atomic
def cancel_visit(*, by: Actor, visit_id: UUID, version: int, why: str, now: datetime) -> int:
    """Cancel a visit that isn't over, with the reason; return its version now.

    Raises:
        CannotCancelVisit: somebody else was faster, it is over, or no reason is given.
    """
    if not why.strip():
        raise CannotCancelVisit("Say why nobody goes: the technician and your colleagues read it.")
    visit = Visit.objects.visible_to(by).filter(id=visit_id).only("id", "tenant_id", "call_id").first()
    if visit is None:
        raise CannotCancelVisit("There is no such visit at your branches. It may have moved to another one.")
    # The call is locked first and the visit read again: between the two nobody can change it.
    call = call_to_change(by=by, call_id=visit.call_id)
    visit = Visit.objects.visible_to(by).get(id=visit_id)
    state = VisitState(visit.state)
    if not may_become(state, VisitState.CANCELLED):
        raise CannotCancelVisit(f"This visit is already {state.label}: what has happened can't be cancelled.")
    cancelled = Visit.objects.filter(**visit.where(), version=version).update(
        state=VisitState.CANCELLED, version=version + 1
    )
    if not cancelled:
        raise CannotCancelVisit("Somebody has just changed this visit; what you see now is fresh.")
    record_change(
        visit,
        by=by,
        at=now,
        verb="cancelled a visit",
        why=why.strip(),
        was={"state": state},
        became={"state": VisitState.CANCELLED},
    )
    keep_standing(call, now=now)
    announce_visit(visit, Event.VISIT_CANCELLED, now=now)
    call_changed(tenant_id=visit.tenant_id, call_id=visit.call_id, now=now)
    return version + 1
