"""Now we know who called: customer, site, machine and contact of a call are filled in or put right."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.hearing import call_changed
from steadyhand.business.calls.models import Call
from steadyhand.business.calls.standing import call_to_change
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import differences, record_change


class CannotIdentify(Exception):
    """The call can't be given to this customer; the message is for the dispatcher."""


@transaction.atomic
def identify_call(
    *,
    by: Actor,
    call_id: UUID,
    version: int,
    customer_id: UUID,
    branch_id: UUID,
    site_id: UUID | None = None,
    machine_id: UUID | None = None,
    contact_id: UUID | None = None,
    respond_by: datetime | None = None,
    why: str = "",
    now: datetime,
) -> None:
    """Say whose call it is. It moves to the customer's branch, and the response term counts from when it was taken.

    The caller (a flow) has looked all of them up for this actor. What the caller said stays as it was said.

    Raises:
        CallNotThere: the call isn't at one of the actor's branches.
        CannotIdentify: somebody else was faster, or the customer's branch isn't the actor's.
    """
    call = call_to_change(by=by, call_id=call_id)
    if call.version != version:
        raise CannotIdentify(f"Somebody has just changed call {call.ref}; what you see now is fresh.")
    if not by.can_see_branch(branch_id):
        raise CannotIdentify("This customer belongs to a branch that you don't work for. Ask a colleague there.")
    facts = {
        "customer_id": customer_id,
        "branch_id": branch_id,
        "site_id": site_id,
        "machine_id": machine_id,
        "contact_id": contact_id,
        "respond_by": respond_by,
    }
    was, became = differences({name: getattr(call, name) for name in facts}, facts)
    Call.objects.filter(**call.where()).update(**facts, version=version + 1)
    record_change(call, by=by, at=now, verb="said whose call it is", why=why, was=was, became=became)
    call_changed(tenant_id=call.tenant_id, call_id=call.id, now=now)
