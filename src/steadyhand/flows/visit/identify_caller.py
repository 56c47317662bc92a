"""Now we know who called: the call gets its customer, branch, entitlement and response term."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.identify_call import identify_call
from steadyhand.business.calls.queries.call import customer_id_of, taken_at_of
from steadyhand.business.customers.queries.callers import contact_of
from steadyhand.business.promises.actions.give_promises_to import give_promises_to
from steadyhand.flows.visit.customer_link import revoke_customer_links
from steadyhand.flows.visit.know_caller import ResponseTerm, know_caller, response_term
from steadyhand.shared.actor import Actor


@transaction.atomic
def identify_caller(
    *,
    by: Actor,
    call_id: UUID,
    version: int,
    customer_id: UUID | None = None,
    site_id: UUID | None = None,
    machine_id: UUID | None = None,
    contact_id: UUID | None = None,
    now: datetime,
) -> ResponseTerm:
    """Give a call to whom it belongs; return by when somebody must be there, counted from when it was taken.

    A link that another customer holds opens nothing any more.

    Raises:
        CallerNotThere: customer, site or machine aren't at the actor's branches or don't belong together.
        CallNotThere: the call isn't.
        CannotIdentify: somebody else was faster.
    """
    known = know_caller(by=by, customer_id=customer_id, site_id=site_id, machine_id=machine_id, now=now)
    taken_at, before = taken_at_of(by, call_id), customer_id_of(by, call_id)
    term = response_term(known, by=by, taken_at=taken_at)
    contact = contact_of(by, contact_id, customer_id=known.customer.id) if contact_id else None
    identify_call(
        by=by,
        call_id=call_id,
        version=version,
        customer_id=known.customer.id,
        branch_id=known.customer.branch_id,
        site_id=known.site.id if known.site else None,
        machine_id=known.machine.id if known.machine else None,
        contact_id=contact.id if contact else None,
        respond_by=term.respond_by,
        now=now,
    )
    give_promises_to(by=by, call_id=call_id, customer_id=known.customer.id, contact_id=contact.id if contact else None)
    if before is not None and before != known.customer.id:
        # Whoever holds the link would now read another customer's call.
        revoke_customer_links(by=by, call_id=call_id, now=now)
    return term
