"""The desk's side of the record: calls that were taken, visits that were planned, through the real actions."""

from datetime import datetime, timedelta
from typing import Any

from tests.builders.record import MONDAY, a_branch, a_call, a_technician, an_actor

from steadyhand.business.calls.actions.plan_visit import plan_visit
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import Actor

TEN = MONDAY + timedelta(hours=1)


def dana(**facts: Any) -> Actor:
    """Return Dana, who dispatches everywhere (or at one `branch`)."""
    return an_actor(Role.DISPATCHER, **facts)


def as_it_is(call: Call) -> Call:
    """Return the call as it is now."""
    return Call.objects.of(call.tenant_id).get(id=call.id)


def a_planned_visit(
    *,
    call: Call | None = None,
    technician: Technician | None = None,
    at: datetime = TEN,
    by: Actor | None = None,
    now: datetime = MONDAY,
) -> Visit:
    """Return a visit that Dana planned for ten o'clock."""
    call = call or a_call()
    technician = technician or a_technician(branch=a_branch())
    planned = plan_visit(
        by=by or dana(),
        call_id=call.id,
        version=as_it_is(call).version,
        technician_id=technician.id,
        starts_at=at,
        now=now,
    )
    return Visit.objects.of(call.tenant_id).select_related("call", "technician").get(id=planned.id)
