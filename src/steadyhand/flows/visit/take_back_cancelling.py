"""A call was cancelled by mistake: it is open again, and so is the visit that was cancelled with it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.reopen_call import reopen_call
from steadyhand.business.calls.actions.restore_visit import restore_visit
from steadyhand.business.calls.proposals.keeping import call_goes_on
from steadyhand.flows.visit.keep_promises import cancelled_at_of, restore_promises_with_call
from steadyhand.shared.actor import Actor


@transaction.atomic
def take_back_cancelling(
    *,
    by: Actor,
    call_id: UUID,
    version: int,
    visit_id: UUID | None,
    visit_version: int | None,
    now: datetime,
) -> None:
    """Bring a call that was just cancelled back to where it stood.

    Raises:
        CallNotThere: the call isn't at one of the actor's branches.
        CannotReopen: somebody else was faster, or the call is open already.
        CannotRestoreVisit: the visit was changed meanwhile; then the call stays cancelled too.
    """
    why = "Taken back right after cancelling"
    cancelled_at = cancelled_at_of(by, call_id)
    reopen_call(by=by, call_id=call_id, version=version, why=why, now=now)
    if visit_id is not None and visit_version is not None:
        restore_visit(by=by, visit_id=visit_id, version=visit_version, why=why, now=now)
    if cancelled_at is not None:
        restore_promises_with_call(by=by, call_id=call_id, cancelled_at=cancelled_at, now=now)
    call_goes_on(by=by, call_id=call_id, words=why, now=now)
