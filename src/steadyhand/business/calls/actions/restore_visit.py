"""It was cancelled by mistake: the visit is on again, as it was."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.hearing import call_changed
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.calls.standing import call_to_change, keep_standing
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


class CannotRestoreVisit(Exception):
    """The visit stays cancelled; the message is for the dispatcher."""


@transaction.atomic
def restore_visit(*, by: Actor, visit_id: UUID, version: int, why: str = "", now: datetime) -> None:
    """Take back that a visit was cancelled: same technician, same time, as far as they had come.

    Raises:
        CallNotThere: its call isn't at one of the actor's branches.
        CannotRestoreVisit: somebody else was faster, its technician ended it on site, or the call has gone on.
    """
    visit = Visit.objects.visible_to(by).filter(id=visit_id).only("id", "tenant_id", "call_id").first()
    if visit is None:
        raise CannotRestoreVisit("There is no such visit at your branches. It may have moved to another one.")
    call = call_to_change(by=by, call_id=visit.call_id)
    visit = Visit.objects.visible_to(by).get(id=visit_id)
    _check(call, visit, version)
    state = _as_far_as_they_had_come(visit)
    Visit.objects.filter(**visit.where()).update(state=state, version=version + 1)
    record_change(
        visit,
        by=by,
        at=now,
        verb="took back that a visit was cancelled",
        why=why.strip(),
        was={"state": VisitState.CANCELLED},
        became={"state": state},
    )
    keep_standing(call, now=now)
    call_changed(tenant_id=call.tenant_id, call_id=call.id, now=now)


def _check(call: Call, visit: Visit, version: int) -> None:
    if visit.version != version:
        raise CannotRestoreVisit("Somebody has just changed this visit; what you see now is fresh.")
    if visit.state != VisitState.CANCELLED:
        raise CannotRestoreVisit(f"This visit is {VisitState(visit.state).label}: there is nothing to take back.")
    if visit.finished_at is not None:
        raise CannotRestoreVisit("Its technician ended this visit on site. Plan a new one.")
    if not CallState(call.state).is_open:
        raise CannotRestoreVisit(f"Call {call.ref} is {CallState(call.state).label}. Reopen it first.")
    others = Visit.objects.of(call.tenant_id).filter(call_id=call.id).exclude(id=visit.id)
    if others.filter(number__gt=visit.number).exclude(state=VisitState.CANCELLED).exists():
        raise CannotRestoreVisit(
            f"Another visit for call {call.ref} has been planned meanwhile. Move that one instead."
        )


def _as_far_as_they_had_come(visit: Visit) -> VisitState:
    if visit.arrived_at is not None:
        return VisitState.ON_SITE
    return VisitState.ON_THE_WAY if visit.on_the_way_at is not None else VisitState.PLANNED
