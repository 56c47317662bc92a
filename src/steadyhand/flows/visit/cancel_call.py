"""The customer no longer needs us: the call ends, and what was promised for it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.cancel_call import CallCancelled
from steadyhand.business.calls.actions.cancel_call import cancel_call as end_call
from steadyhand.business.calls.proposals.keeping import call_is_over
from steadyhand.flows.visit.keep_promises import end_promises_with_call
from steadyhand.shared.actor import Actor


@transaction.atomic
def cancel_call(*, by: Actor, call_id: UUID, version: int, why: str, now: datetime) -> CallCancelled:
    """Cancel an open call, the visit that is planned for it, and its promises, all with the same reason.

    Raises:
        CallNotThere: the call isn't at one of the actor's branches.
        CannotCancelCall: somebody else was faster, it is over, a technician is under way, or no reason is given.
    """
    cancelled = end_call(by=by, call_id=call_id, version=version, why=why, now=now)
    end_promises_with_call(by=by, call_id=call_id, why=why, now=now)
    call_is_over(by=by, call_id=call_id, outcome="not_made", words=why, now=now)
    return cancelled
