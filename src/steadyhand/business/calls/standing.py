"""Where does a call stand after its visits changed? Every action that changes a visit asks here, under one lock."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.announcing import announce_call
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, VisitState, standing_of
from steadyhand.business.dealership.webhooks.rules import Event
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How


class CallNotThere(Exception):
    """There is no such call at the actor's branches."""


def call_to_change(*, by: Actor, call_id: UUID) -> Call:
    """Return the call, locked until the transaction ends: of two people who change its visits the second waits.

    Raises:
        CallNotThere: it isn't at one of the actor's branches.
    """
    # Its key stays: whoever promises something for this call at the same moment, and has the dealership's book of
    # follow-ups, names the row without waiting for us while we wait for the book.
    call = Call.objects.visible_to(by).select_for_update(no_key=True).filter(id=call_id).first()
    if call is None:
        raise CallNotThere("There is no such call at your branches. It may have moved to another one.")
    return call


def keep_standing(call: Call, *, now: datetime) -> None:
    """Bring a locked call, and the row in hand, to where its visits leave it."""
    states = Visit.objects.of(call.tenant_id).filter(call_id=call.id).order_by("number").values_list("state", flat=True)
    standing = standing_of([VisitState(state) for state in states])
    waiting_for = standing.waiting_for or ""
    if (call.state, call.waiting_for) == (standing.state, waiting_for):
        return
    is_closed = standing.state is CallState.CLOSED
    call.state, call.waiting_for = standing.state, waiting_for
    call.closed_at, call.closed_at_how = (now, How.OBSERVED) if is_closed else (None, "")
    call.cancelled_because = ""
    call.version += 1
    Call.objects.of(call.tenant_id).filter(**call.where()).update(
        state=call.state,
        waiting_for=call.waiting_for,
        closed_at=call.closed_at,
        closed_at_how=call.closed_at_how,
        cancelled_because=call.cancelled_because,
        version=call.version,
    )
    if is_closed:
        announce_call(call, Event.CALL_CLOSED, now=now)
