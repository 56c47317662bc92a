"""That tap was a slip: the visit stands where it stood, and so does what was promised."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.step_back import step_back as take_back_step
from steadyhand.flows.visit.keep_promises import settle_promises_of_visit
from steadyhand.shared.actor import Actor


@transaction.atomic
def step_back(*, by: Actor, visit_id: UUID, version: int, now: datetime, why: str = "") -> None:
    """Take back the last step of a visit; a promise that it kept is open again.

    Raises:
        CannotMoveVisit: not theirs, changed meanwhile, nothing to take back, or too long ago for the technician.
    """
    take_back_step(by=by, visit_id=visit_id, version=version, why=why, now=now)
    settle_promises_of_visit(by=by, visit_id=visit_id, now=now)
