"""A candidate who had withdrawn wants the post after all, or it was marked by mistake."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.learning.actions.hiring.end_interviews import reopen_interviews
from steadyhand.business.learning.actions.hiring.reaching import candidate_to_lead
from steadyhand.business.learning.actions.owe_answer import owe_again
from steadyhand.business.learning.models import Candidate, HiringDecision, Scorecard
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def take_up_again(*, by: Actor, candidate_id: UUID, now: datetime) -> None:
    """Take a candidate up again where they stood; whoever owes a scorecard or an answer has it in their inbox again.

    Raises:
        CannotHire: not at their branches.
    """
    candidate = candidate_to_lead(by, candidate_id)
    if candidate.withdrew_at is None:
        return
    Candidate.objects.filter(**candidate.where()).update(withdrew_at=None, withdrew_why="")
    record_change(candidate, by=by, at=now, verb="candidate taken up again")
    # What was decided before they withdrew was decided without the scorecards that were missing.
    is_decided = HiringDecision.objects.of(by.tenant_id).filter(candidate=candidate).exists()
    waiting = Scorecard.objects.of(by.tenant_id).filter(candidate=candidate, handed_in_at__isnull=True)
    reopen_interviews(by, [] if is_decided else list(waiting), now=now)
    owe_again(by=by, candidate_id=candidate_id, now=now)
