"""Somebody will go: a visit is planned for a call."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from steadyhand.business.calls.announcing import announce_visit
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.planning import PlanRefused, planned_facts, technician_to_plan
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.calls.standing import call_to_change, keep_standing
from steadyhand.business.dealership.webhooks.rules import Event
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


class CannotPlan(PlanRefused):
    """The visit can't be planned like this; the message is for the dispatcher."""


@dataclass(frozen=True, slots=True)
class VisitPlanned:
    """A planned visit, with the version that a next change must name."""

    id: UUID
    number: int
    version: int


@transaction.atomic
def plan_visit(
    *,
    by: Actor,
    call_id: UUID,
    version: int,
    technician_id: UUID,
    starts_at: datetime,
    minutes: int = 60,
    why: str = "",
    now: datetime,
) -> VisitPlanned:
    """Plan the call's next visit.

    Raises:
        CallNotThere: the call isn't at one of the actor's branches.
        CannotPlan: somebody else was faster, a visit is planned or under way, or time or technician don't fit.
    """
    call = call_to_change(by=by, call_id=call_id)
    _check_call(call, version)
    technician = technician_to_plan(
        by=by, technician_id=technician_id, starts_at=starts_at, minutes=minutes, now=now, refusal=CannotPlan
    )
    number = _next_number(call)
    visit = Visit.objects.create(
        tenant_id=call.tenant_id,
        ref=f"{call.ref}-{number}",
        call=call,
        number=number,
        state=VisitState.PLANNED,
        technician_id=technician.id,
        planned_for=starts_at,
        planned_minutes=minutes,
    )
    record_change(
        visit,
        by=by,
        at=now,
        verb="planned a visit",
        why=why,
        became=planned_facts(technician.name, technician.id, starts_at, timedelta(minutes=minutes)),
    )
    keep_standing(call, now=now)
    announce_visit(visit, Event.VISIT_PLANNED, now=now)
    return VisitPlanned(id=visit.id, number=number, version=visit.version)


def _check_call(call: Call, version: int) -> None:
    if call.version != version:
        raise CannotPlan(f"Somebody has just changed call {call.ref}; what you see now is fresh.")
    if call.state == CallState.PLANNED:
        raise CannotPlan(f"A visit for call {call.ref} is planned already. Move that one instead.")
    if call.state == CallState.UNDER_WAY:
        raise CannotPlan(f"A visit for call {call.ref} is under way. Plan the next one when it has ended.")
    if not CallState(call.state).is_open:
        raise CannotPlan(f"Call {call.ref} is {call.get_state_display()}. Reopen it first, or take a new call.")


def _next_number(call: Call) -> int:
    highest = Visit.objects.of(call.tenant_id).filter(call_id=call.id).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1
