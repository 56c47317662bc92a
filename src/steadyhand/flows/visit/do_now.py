"""While somebody is there: another call at the site, or a maintenance that is due, becomes a visit of theirs."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.plan_visit import VisitPlanned, plan_visit
from steadyhand.business.calls.planning import PlanRefused
from steadyhand.business.calls.queries.here import CallHere, Here, call_here, where_visit_is
from steadyhand.business.calls.queries.maintenance import due_machine
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.calls.settings import DO_NOW_MINUTES
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.flows.visit.maintain_machine import take_preventive_call
from steadyhand.flows.visit.take_call import CannotTakeCall
from steadyhand.shared.actor import Actor

WHY = "already at the site"


class CannotDoNow(Exception):
    """It can't be added to what this technician does; the message is for them."""


@transaction.atomic
def do_call_now(*, by: Actor, visit_id: UUID, call_id: UUID, now: datetime) -> VisitPlanned:
    """Plan another call at the site for the technician who is there.

    Raises:
        CannotDoNow: they aren't there, the call is elsewhere, or somebody else has it.
    """
    here = _here(by, visit_id)
    call = call_here(by, call_id)
    if call is None or not _is_at(call, here):
        raise CannotDoNow("This call isn't at the place where you are; ask the desk to give it to you.")
    if call.state not in (CallState.TO_PLAN, CallState.WAITING):
        raise CannotDoNow(f"Call {call.number} is {call.state.label}: somebody has it already. Ring the desk to swap.")
    return _planned(by, here, call, now=now)


@transaction.atomic
def maintain_now(*, by: Actor, visit_id: UUID, machine_id: UUID, today: date, now: datetime) -> VisitPlanned:
    """Take the preventive call of a machine at the site, and plan it for the technician who is there.

    An open preventive call that nobody has been planned for is used instead of a second one.

    Raises:
        CannotDoNow: they aren't there, it isn't due, or its maintenance is planned already.
    """
    here = _here(by, visit_id)
    due = due_machine(by, machine_id, today=today)
    if due is not None and due.open_call is not None:
        return do_call_now(by=by, visit_id=visit_id, call_id=due.open_call.call_id, now=now)
    try:
        taken = take_preventive_call(by=by, machine_id=machine_id, contact_id=here.contact_id, today=today, now=now)
    except CannotTakeCall as reason:
        raise CannotDoNow(str(reason)) from reason
    return do_call_now(by=by, visit_id=visit_id, call_id=taken.id, now=now)


def _here(by: Actor, visit_id: UUID) -> Here:
    here = where_visit_is(by, visit_id)
    if here is None:
        raise CannotDoNow("This visit isn't there any more; look at your day again.")
    if not here.is_own or here.technician_id is None:
        raise CannotDoNow("This is a colleague's visit; the desk plans what else is done there.")
    if here.state is not VisitState.ON_SITE:
        raise CannotDoNow("Tap “I'm here” first; then more can be done while you are there.")
    return here


def _is_at(call: CallHere, here: Here) -> bool:
    if here.site_id is not None and call.site_id is not None:
        return call.site_id == here.site_id
    return here.customer_id is not None and call.customer_id == here.customer_id


def _planned(by: Actor, here: Here, call: CallHere, *, now: datetime) -> VisitPlanned:
    if here.technician_id is None:  # for mypy: _here asks
        raise CannotDoNow("Nobody goes on this visit yet.")
    try:
        return plan_visit(
            by=by,
            call_id=call.id,
            version=call.version,
            technician_id=here.technician_id,
            starts_at=now,
            minutes=value_of(by.tenant_id, DO_NOW_MINUTES),
            why=WHY,
            now=now,
        )
    except PlanRefused as reason:
        raise CannotDoNow(str(reason)) from reason
