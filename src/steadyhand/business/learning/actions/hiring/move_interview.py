"""An interview has another day, or one at last, or none any more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.learning.actions.hiring.interviewing import Meeting, check_meeting, wait_for
from steadyhand.business.learning.actions.hiring.reaching import candidate_to_lead
from steadyhand.business.learning.models import Scorecard
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def move_interview(*, by: Actor, candidate_id: UUID, user_id: UUID, meeting: Meeting | None, now: datetime) -> None:
    """Say when a rater and a candidate meet (None: not agreed); the rater's follow-up stays, and hears of it.

    Raises:
        CannotHire: not at their branches, nobody was asked, their scorecard is in, or the time can't be.
    """
    candidate = candidate_to_lead(by, candidate_id)
    rows = Scorecard.objects.of(by.tenant_id).filter(candidate=candidate, rater_id=user_id)
    card = rows.select_for_update().first()
    if card is None:
        raise CannotHire("They aren't asked any more: open the page anew.")
    if card.handed_in_at:
        raise CannotHire("Their scorecard is in: they have met already.")
    if candidate.withdrew_at:
        raise CannotHire("They don't want the post any more: there is nobody to meet.")
    check_meeting(meeting, now=now)
    begins_at, ends_at = (meeting.begins_at, meeting.ends_at) if meeting else (None, None)
    if (card.meets_at, card.meets_until) == (begins_at, ends_at):
        return
    rows.update(meets_at=begins_at, meets_until=ends_at)
    was, became = {"meets_at": card.meets_at}, {"meets_at": begins_at}
    record_change(card, by=by, at=now, verb="interview moved", was=was, became=became)
    if card.followup_id:
        wait_for(by, card.followup_id, candidate.opening.title, meeting, now=now)
