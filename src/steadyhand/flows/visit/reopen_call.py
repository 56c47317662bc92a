"""It wasn't over: what its end had kept is open again, or missed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.check_phone_fix import check_phone_fix as keep_check
from steadyhand.business.calls.actions.reopen_call import reopen_call as open_again
from steadyhand.business.calls.proposals.keeping import call_goes_on
from steadyhand.flows.visit.keep_promises import settle_promises
from steadyhand.shared.actor import Actor


@transaction.atomic
def reopen_call(*, by: Actor, call_id: UUID, version: int, why: str, waiting_for: str = "", now: datetime) -> None:
    """Open a call again, and judge what was promised for it anew.

    Raises:
        CallNotThere: the call isn't at one of the actor's branches.
        CannotReopen: somebody else was faster, it is open, it was closed too long ago, or a reason or what it
            waits for is missing.
    """
    open_again(by=by, call_id=call_id, version=version, why=why, waiting_for=waiting_for, now=now)
    settle_promises(by=by, call_id=call_id, now=now)
    call_goes_on(by=by, call_id=call_id, words=why, now=now)


@transaction.atomic
def check_phone_fix(*, by: Actor, call_id: UUID, has_held: bool, now: datetime) -> None:
    """Keep whether a fix on the phone has held; if not, the call is open again, and so is what was promised for it.

    Raises:
        CallNotThere: the call isn't at one of the actor's branches.
        CannotCheckPhoneFix: somebody has asked already, or the call was never fixed on the phone.
    """
    keep_check(by=by, call_id=call_id, has_held=has_held, now=now)
    settle_promises(by=by, call_id=call_id, now=now)
