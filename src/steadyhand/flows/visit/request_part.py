"""Somebody needs a part, in front of the machine or at the desk: from a visit, a call, or for a truck."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.asking_parts import call_asking, visit_asking
from steadyhand.business.dealership.queries import own_branch
from steadyhand.business.people.queries import technician_of, user_of_technician
from steadyhand.business.stock.actions.ask_for_part import Wanted, ask_for_part
from steadyhand.business.stock.requests.rules import CannotAnswer
from steadyhand.shared.actor import Actor


@transaction.atomic
def request_part(
    *,
    by: Actor,
    parts: Mapping[UUID, int],
    visit_id: UUID | None = None,
    call_id: UUID | None = None,
    technician_id: UUID | None = None,
    reason: str = "",
    wanted_on: date | None = None,
    now: datetime,
) -> tuple[UUID, ...]:
    """Ask the parts desk for parts, part id → how many, and return the requests' ids in that order.

    Of a visit or call they are for its machine, and go onto the truck of whoever goes there unless `technician_id`
    says whose; with neither they are for that technician's truck, or the shelf. The parts of a call share one
    follow-up: owned by the parts desk, heard by who asked and by who goes. What is open already isn't asked twice.

    Raises:
        CannotAnswer: no part, an impossible quantity, or a visit or call that isn't at their branches.
    """
    about = None
    if visit_id is not None:
        about = visit_asking(by, visit_id)
    elif call_id is not None:
        about = call_asking(by, call_id)
    if (visit_id or call_id) and about is None:
        raise CannotAnswer("This call isn’t at your branches any more; look it up anew.")
    whose = technician_id or (about.technician_id if about else None)
    technician = technician_of(by, whose, on=now.date()) if whose else None
    if technician_id is not None and technician is None:
        raise CannotAnswer("This technician isn’t at one of your branches; choose another one.")
    branch_id = about.branch_id if about else technician.branch_id if technician else own_branch(by)
    if branch_id is None:
        raise CannotAnswer("There is no branch whose parts desk could be asked; ask your administrator.")
    goes = user_of_technician(by.tenant_id, whose) if whose else None
    wanted = Wanted(
        branch_id=branch_id,
        parts=tuple(parts.items()),
        call_id=about.call_id if about else None,
        call_number=about.call_number if about else "",
        visit_id=about.visit_id if about else None,
        customer_id=about.customer_id if about else None,
        customer=about.customer if about else "",
        technician_id=whose,
        technician=technician.name if technician else "",
        reason=reason,
        wanted_on=wanted_on,
    )
    return ask_for_part(by=by, wanted=wanted, listeners=[goes] if goes else [], now=now)
