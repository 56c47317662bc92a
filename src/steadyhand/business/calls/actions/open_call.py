"""A customer has asked for help: the call is in the record from here on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from steadyhand.business.calls.announcing import announce_call
from steadyhand.business.calls.models import Call, Code
from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.business.dealership.webhooks.rules import Event
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How
from steadyhand.shared.counters import next_number
from steadyhand.shared.history import record_change
from steadyhand.shared.models import Counter

COUNTER = "call"
FIRST_NUMBER = 10_001
# Steps over taken numbers double, so that this many pass a million calls of a file.
MOST_STEPS = 24


class CannotOpenCall(Exception):
    """The call can't be kept as it is; the message is for whoever takes it."""


@dataclass(frozen=True, slots=True)
class CallOpened:
    """A call that was taken, and the number to tell the caller."""

    id: UUID
    number: str


@transaction.atomic
def open_call(
    *,
    by: Actor,
    branch_id: UUID,
    problem: str,
    call_type: str = CallType.CORRECTIVE,
    urgency: str = Urgency.NORMAL,
    problem_code_id: UUID | None = None,
    customer_id: UUID | None = None,
    site_id: UUID | None = None,
    machine_id: UUID | None = None,
    contact_id: UUID | None = None,
    caller_name: str = "",
    caller_phone: str = "",
    said_about_machine: str = "",
    purchase_order: str = "",
    respond_by: datetime | None = None,
    now: datetime,
) -> CallOpened:
    """Keep a new call under the next free number.

    The caller (a flow) has looked up customer, site, machine and contact for this actor; they may all be unknown.

    Raises:
        CannotOpenCall: no problem is told, nobody could be called back, or the branch or the code isn't theirs.
    """
    if not by.can_see_branch(branch_id):
        raise CannotOpenCall("This call belongs to a branch that you don't work for. Ask a colleague there to take it.")
    if not problem.strip():
        raise CannotOpenCall("What is wrong isn't said yet: write it in the caller's own words.")
    if customer_id is None and not (caller_name.strip() or caller_phone.strip() or said_about_machine.strip()):
        raise CannotOpenCall("Nobody could be called back: write a name, a phone number or what they said about it.")
    _check_code(by, problem_code_id)
    call = _with_free_number(
        Call(
            tenant_id=by.tenant_id,
            branch_id=branch_id,
            call_type=CallType(call_type),
            urgency=Urgency(urgency),
            customer_id=customer_id,
            site_id=site_id,
            machine_id=machine_id,
            contact_id=contact_id,
            caller_name=caller_name.strip(),
            caller_phone=caller_phone.strip(),
            said_about_machine=said_about_machine.strip(),
            problem=problem.strip(),
            problem_code_id=problem_code_id,
            purchase_order=purchase_order.strip(),
            taken_at=now,
            taken_at_how=How.OBSERVED,
            taken_by=by.name,
            respond_by=respond_by,
        )
    )
    record_change(call, by=by, at=now, verb="took the call", became={"number": call.ref, "urgency": call.urgency})
    announce_call(call, Event.CALL_TAKEN, now=now)
    return CallOpened(id=call.id, number=call.ref)


def _check_code(by: Actor, code_id: UUID | None) -> None:
    if code_id is None:
        return
    known = Code.objects.of(by.tenant_id).filter(id=code_id, kind=Code.Kind.PROBLEM, is_retired=False)
    if not known.exists():
        raise CannotOpenCall("This problem code is no longer in use. Choose another one, or none.")


def _with_free_number(call: Call) -> Call:
    """Keep the call. Imported calls may have taken numbers ahead of the counter, even in a file not yet landed."""
    for step in range(MOST_STEPS):
        call.ref = str(next_number(call.tenant_id, COUNTER, start=FIRST_NUMBER))
        try:
            with transaction.atomic():
                call.save(force_insert=True)
        except IntegrityError:
            counted = Counter.objects.of(call.tenant_id).filter(name=COUNTER)
            counted.update(last=F("last") + 2**step - 1)
        else:
            return call
    raise CannotOpenCall(
        f"No free call number was found after {call.ref}. Ask your administrator to look at the imported call numbers."
    )
