"""The day after: does what was fixed on the phone still work?"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.phone_checks import checks_open, not_held_by_phone, settle_checks
from steadyhand.business.calls.rules import CallState, CallType
from steadyhand.business.calls.standing import call_to_change
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


class CannotCheckPhoneFix(Exception):
    """There is nothing to check; the message is for the dispatcher."""


@transaction.atomic
def check_phone_fix(*, by: Actor, call_id: UUID, has_held: bool, now: datetime) -> None:
    """Keep what the customer says. If it didn't hold, the call is open again, as a corrective one to be planned.

    Raises:
        CallNotThere: the call isn't at one of the actor's branches.
        CannotCheckPhoneFix: somebody has asked already, or the call was never fixed on the phone.
    """
    call = call_to_change(by=by, call_id=call_id)
    if not checks_open(call).exists():
        raise CannotCheckPhoneFix(f"Somebody has asked about call {call.ref} already; what you see now is fresh.")
    if has_held:
        settle_checks(call, by=by, has_held=True, now=now)
        record_change(call, by=by, at=now, verb="asked whether it still works", became={"has_held": True})
        return
    not_held_by_phone(call, by=by, now=now)
    record_change(
        call,
        by=by,
        at=now,
        verb="reopened the call: the fix on the phone didn't hold",
        was={"state": CallState.CLOSED, "call_type": CallType.PHONE_FIX},
        became={"state": call.state, "call_type": CallType.CORRECTIVE},
    )
