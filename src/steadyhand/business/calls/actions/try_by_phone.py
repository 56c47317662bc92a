"""Steps were tried on the phone: they solved the call, or it stays open and says what was tried."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.announcing import announce_call
from steadyhand.business.calls.models import Call, PhoneFix
from steadyhand.business.calls.rules import CallState, CallType
from steadyhand.business.calls.standing import call_to_change
from steadyhand.business.dealership.webhooks.rules import Event
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How
from steadyhand.shared.history import record_change


class CannotTryByPhone(Exception):
    """It can't be kept like this; the message is for whoever has the caller on the phone."""


@dataclass(frozen=True, slots=True)
class PhoneTry:
    """What was tried, whether it works now, and what the caller was told."""

    steps: tuple[str, ...]
    was_fixed: bool
    told_customer: str = ""


@transaction.atomic
def try_by_phone(*, by: Actor, call_id: UUID, version: int, tried: PhoneTry, check_on: date, now: datetime) -> None:
    """Keep what was tried; if it helped, close the call as a phone fix, to be checked on `check_on`.

    Raises:
        CallNotThere: the call isn't at one of the actor's branches.
        CannotTryByPhone: somebody else was faster or goes there already, or what was tried or told is missing.
    """
    call = call_to_change(by=by, call_id=call_id)
    _check(call, version, tried.steps, tried)
    PhoneFix.objects.create(
        tenant_id=call.tenant_id,
        call=call,
        tried_at=now,
        tried_by=by.name,
        steps=list(tried.steps),
        was_fixed=tried.was_fixed,
        told_customer=tried.told_customer.strip(),
        check_on=check_on if tried.was_fixed else None,
    )
    if not tried.was_fixed:
        record_change(call, by=by, at=now, verb="tried it on the phone", became={"steps": list(tried.steps)})
        return
    Call.objects.filter(**call.where()).update(
        state=CallState.CLOSED,
        waiting_for="",
        call_type=CallType.PHONE_FIX,
        closed_at=now,
        closed_at_how=How.OBSERVED,
        version=version + 1,
    )
    record_change(
        call,
        by=by,
        at=now,
        verb="closed the call: fixed on the phone",
        was={"state": call.state, "call_type": call.call_type},
        became={"state": CallState.CLOSED, "call_type": CallType.PHONE_FIX, "told_customer": tried.told_customer},
    )
    announce_call(call, Event.CALL_CLOSED, now=now)


def _check(call: Call, version: int, steps: Sequence[str], tried: PhoneTry) -> None:
    if call.version != version:
        raise CannotTryByPhone(f"Somebody has just changed call {call.ref}; what you see now is fresh.")
    if call.state not in (CallState.TO_PLAN, CallState.WAITING):
        raise CannotTryByPhone(
            f"Call {call.ref} is {CallState(call.state).label}. Cancel its visit first, if it works again by itself."
        )
    if not steps:
        raise CannotTryByPhone("Tick what was tried: the next one who is called about this machine reads it.")
    if tried.was_fixed and not tried.told_customer.strip():
        raise CannotTryByPhone("Write what you told the caller: it is how the call ends for them.")
