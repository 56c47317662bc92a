"""Somebody would like the post."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.actions.owe_answer import owe_answer
from steadyhand.business.learning.models import Candidate, Opening
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

LONGEST_KEPT = timedelta(days=2 * 366)


@transaction.atomic
def add_candidate(
    *,
    by: Actor,
    opening_id: UUID,
    name: str,
    reached_by: str,
    keep_until: date,
    hear_by: date | None = None,
    now: datetime,
) -> UUID:
    """Add somebody who would like the post, and return their id. `hear_by`: see `owe_answer`.

    Raises:
        CannotHire: no such open opening, no name, or a day until when that is over or too far away.
    """
    opening = Opening.objects.visible_to(by.within(LEADS)).filter(id=opening_id, closed_at__isnull=True).first()
    if opening is None:
        raise CannotHire("This opening is closed: open it again, then add the candidate.")
    today = today_at(by.tenant_id, now)
    if not name.strip():
        raise CannotHire("Say who it is.")
    if not today < keep_until <= today + LONGEST_KEPT:
        raise CannotHire(f"{keep_until} can't be: keep what is known of them until a day within two years.")
    row = Candidate.objects.create(
        tenant_id=by.tenant_id,
        opening=opening,
        name=name.strip(),
        reached_by=reached_by.strip(),
        came_at=now,
        keep_until=keep_until,
    )
    # No name: the history outlives the candidate's data.
    record_change(row, by=by, at=now, verb="candidate added", became={"keep_until": keep_until})
    owe_answer(by=by, candidate_id=row.id, by_on=hear_by, now=now)
    return row.id
