"""It wasn't over: the visit goes on, and what its closing opened or ended is undone with it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.reopen_visit import reopen_visit
from steadyhand.business.calls.proposals.keeping import call_goes_on
from steadyhand.business.calls.queries.day import visit_shown
from steadyhand.business.conversations.actions.unsay_visit import unsay_visit
from steadyhand.flows.visit.keep_promises import settle_promises_of_visit
from steadyhand.flows.visit.left_open import take_back_what_is_left
from steadyhand.shared.actor import Actor


@transaction.atomic
def take_back_closing(*, by: Actor, visit_id: UUID, version: int, now: datetime) -> None:
    """Put a visit that its technician closed a moment ago back on site.

    Raises:
        CannotMoveVisit: not theirs, changed meanwhile, not closed by a technician, too long ago, or overtaken.
    """
    visit = visit_shown(by, visit_id)
    reopen_visit(by=by, visit_id=visit_id, version=version, now=now)
    settle_promises_of_visit(by=by, visit_id=visit_id, now=now)
    if visit is not None and visit.finished_at is not None:
        take_back_what_is_left(by=by, call_id=visit.call_id, closed_at=visit.finished_at, now=now)
        said = "The closing was taken back: the visit goes on."
        call_goes_on(by=by, call_id=visit.call_id, words=said, now=now)
    unsay_visit(by=by, visit_id=visit_id, now=now)
