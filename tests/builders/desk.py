"""The desk's side of the record: calls that were taken, visits that were planned, through the real actions."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from tests.builders.record import MONDAY, a_branch, a_call, a_technician, a_user, an_actor

from steadyhand.business.calls.actions.plan_visit import plan_visit
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.dealership.models import Branch
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


def signed_in(*roles: Role, branch: Branch | None = None) -> Client:
    """Return a browser in which somebody with these roles (a dispatcher, if none) has signed in."""
    client = Client()
    client.force_login(a_user(*(roles or (Role.DISPATCHER,)), branch=branch))
    return client


def a_form(**filled: Any) -> dict[str, Any]:
    """Return what a browser sends: the fields, and the key that makes sending twice do it once."""
    return {"form_key": str(uuid4()), **filled}
