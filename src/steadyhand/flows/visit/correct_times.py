"""When it really was decides anew what was kept."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.correct_times import StatedTimes
from steadyhand.business.calls.actions.correct_times import correct_times as put_right
from steadyhand.flows.visit.keep_promises import settle_promises_of_visit
from steadyhand.shared.actor import Actor


@transaction.atomic
def correct_times(*, by: Actor, visit_id: UUID, version: int, times: StatedTimes, now: datetime, why: str = "") -> None:
    """Put the times of a visit right, and judge what was promised by them.

    Raises:
        CannotMoveVisit: not theirs, changed meanwhile, or nothing is different.
        TimesOutOfOrder: one is in the future, before the one before it, or of a step that hasn't happened.
    """
    put_right(by=by, visit_id=visit_id, version=version, times=times, why=why, now=now)
    settle_promises_of_visit(by=by, visit_id=visit_id, now=now)
