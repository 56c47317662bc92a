"""A technician is there: whoever was promised somebody has them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.arrive import arrive as note_arrival
from steadyhand.business.calls.queries.promised import call_of_visit
from steadyhand.business.stock.actions.keep_kit import keep_kit
from steadyhand.flows.visit.keep_promises import settle_promises_of_visit
from steadyhand.shared.actor import Actor


@transaction.atomic
def arrive(
    *, by: Actor, visit_id: UUID, version: int, now: datetime, why: str = "", tapped_at: datetime | None = None
) -> int:
    """Note that the technician is on site, judge what was promised by it, and return the visit's version.

    Raises:
        CannotMoveVisit: not theirs, changed meanwhile, or already on site or over.
    """
    version = note_arrival(by=by, visit_id=visit_id, version=version, why=why, tapped_at=tapped_at, now=now)
    # What the truck was packed by; afterwards the forecast goes on, and nobody could say what was known.
    keep_kit(by=by, visit_id=visit_id, call_id=call_of_visit(by.tenant_id, visit_id), now=now)
    settle_promises_of_visit(by=by, visit_id=visit_id, now=now)
    return version
