"""It wasn't over: a call that was cancelled, or closed by mistake, is open again."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.announcing import announce_call
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.phone_checks import not_held_by_phone
from steadyhand.business.calls.rules import CallState, CallType, VisitState, WaitingFor
from steadyhand.business.calls.settings import REOPEN_CALL_DAYS
from steadyhand.business.calls.standing import call_to_change, keep_standing
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.dealership.webhooks.rules import Event
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


class CannotReopen(Exception):
    """The call can't be reopened; the message is for the dispatcher."""


@transaction.atomic
def reopen_call(*, by: Actor, call_id: UUID, version: int, why: str, waiting_for: str = "", now: datetime) -> None:
    """Open a call again.

    A cancelled call stands where its visits left it. A closed one was closed by mistake: its last visit then
    wasn't done but ended `waiting_for` something, and is corrected to say so.

    Raises:
        CallNotThere: the call isn't at one of the actor's branches.
        CannotReopen: somebody else was faster, it is open, it was closed too long ago, or a reason or what it
            waits for is missing.
    """
    call = call_to_change(by=by, call_id=call_id)
    if call.version != version:
        raise CannotReopen(f"Somebody has just changed call {call.ref}; what you see now is fresh.")
    if CallState(call.state).is_open:
        raise CannotReopen(f"Call {call.ref} is open already.")
    if not why.strip():
        raise CannotReopen("Say why it is open again: whoever closed it wants to know.")
    was = call.state
    if was == CallState.CLOSED and call.closed_at is not None:
        days = value_of(call.tenant_id, REOPEN_CALL_DAYS)
        if call.closed_at < now - timedelta(days=days):
            raise CannotReopen(
                f"Call {call.ref} was closed more than {REOPEN_CALL_DAYS.said(days)} ago. Take a new call, so that it "
                "counts as one."
            )
    if call.call_type == CallType.PHONE_FIX:
        # Nobody has been there: what the desk tried didn't hold, and the call counts as what it was.
        not_held_by_phone(call, by=by, now=now)
    else:
        _correct_last_visit(call, by=by, why=why.strip(), waiting_for=waiting_for, now=now)
        keep_standing(call, now=now)
    record_change(
        call, by=by, at=now, verb="reopened the call", why=why.strip(), was={"state": was}, became={"state": call.state}
    )
    announce_call(call, Event.CALL_REOPENED, now=now)


def _correct_last_visit(call: Call, *, by: Actor, why: str, waiting_for: str, now: datetime) -> None:
    """If the last visit counts as done, the call would close again at once: it ended otherwise."""
    visits = Visit.objects.of(call.tenant_id).filter(call_id=call.id).exclude(state=VisitState.CANCELLED)
    last = visits.order_by("-number").first()
    if last is None or last.state != VisitState.DONE:
        return
    if waiting_for not in list(WaitingFor):
        raise CannotReopen("Say what it still waits for: a part, the IT team, or a second pair of hands.")
    outcome = VisitState(waiting_for)
    Visit.objects.filter(**last.where()).update(state=outcome, version=last.version + 1)
    record_change(
        last,
        by=by,
        at=now,
        verb="corrected how a visit ended",
        why=why,
        was={"state": last.state},
        became={"state": outcome},
    )
