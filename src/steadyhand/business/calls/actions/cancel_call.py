"""The customer no longer needs us: the call ends without having been worked on to its end."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.announcing import announce_call, announce_visit
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.calls.standing import call_to_change
from steadyhand.business.dealership.webhooks.rules import Event
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How
from steadyhand.shared.history import record_change


@dataclass(frozen=True, slots=True)
class CallCancelled:
    """What taking it back must name: the call's version now, and the visit that was cancelled with it."""

    version: int
    visit_id: UUID | None = None
    visit_version: int | None = None


class CannotCancelCall(Exception):
    """The call can't be cancelled; the message is for the dispatcher."""


@transaction.atomic
def cancel_call(*, by: Actor, call_id: UUID, version: int, why: str, now: datetime) -> CallCancelled:
    """Cancel an open call, and with it the visit that is planned for it.

    Raises:
        CallNotThere: the call isn't at one of the actor's branches.
        CannotCancelCall: somebody else was faster, it is over, a technician is under way, or no reason is given.
    """
    call = call_to_change(by=by, call_id=call_id)
    _check(call, version, why)
    cancelled = CallCancelled(version + 1)
    planned = Visit.objects.of(call.tenant_id).filter(call_id=call.id, state=VisitState.PLANNED)
    # Locked too: moving a visit locks no call, and its change would be counted as this one.
    for visit in planned.select_for_update():
        Visit.objects.filter(**visit.where()).update(state=VisitState.CANCELLED, version=visit.version + 1)
        cancelled = CallCancelled(version + 1, visit.id, visit.version + 1)
        record_change(
            visit,
            by=by,
            at=now,
            verb="cancelled a visit",
            why=why.strip(),
            was={"state": VisitState.PLANNED},
            became={"state": VisitState.CANCELLED},
        )
        announce_visit(visit, Event.VISIT_CANCELLED, now=now)
    Call.objects.filter(**call.where()).update(
        state=CallState.CANCELLED,
        waiting_for="",
        cancelled_because=why.strip(),
        closed_at=now,
        closed_at_how=How.OBSERVED,
        version=version + 1,
    )
    record_change(
        call,
        by=by,
        at=now,
        verb="cancelled the call",
        why=why.strip(),
        was={"state": call.state},
        became={"state": CallState.CANCELLED},
    )
    announce_call(call, Event.CALL_CANCELLED, now=now)
    return cancelled


def _check(call: Call, version: int, why: str) -> None:
    if call.version != version:
        raise CannotCancelCall(f"Somebody has just changed call {call.ref}; what you see now is fresh.")
    if call.state == CallState.UNDER_WAY:
        raise CannotCancelCall(
            f"A technician is under way for call {call.ref}. Ring them, and cancel the visit before the call."
        )
    if not CallState(call.state).is_open:
        raise CannotCancelCall(f"Call {call.ref} is {call.get_state_display()} already.")
    if not why.strip():
        raise CannotCancelCall("Say why the call ends: whoever looks at this machine next reads it.")
