"""A candidate doesn't want the post any more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.learning.actions.answer_candidate import nothing_owed
from steadyhand.business.learning.actions.hiring.end_interviews import end_interviews
from steadyhand.business.learning.actions.hiring.reaching import candidate_to_lead
from steadyhand.business.learning.models import Candidate, Scorecard
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def withdraw_candidate(*, by: Actor, candidate_id: UUID, why: str, now: datetime) -> None:
    """Keep that a candidate doesn't want the post any more, and why, if they said; nobody has to look or answer then.

    Raises:
        CannotHire: not at their branches, or they work here by now.
    """
    candidate = candidate_to_lead(by, candidate_id)
    if candidate.technician_id:
        raise CannotHire("They work here by now: if they leave, say so in the list of technicians.")
    if candidate.withdrew_at:
        return
    Candidate.objects.filter(**candidate.where()).update(withdrew_at=now, withdrew_why=why.strip()[:300])
    # Their words go with their data; that they withdrew stays.
    record_change(candidate, by=by, at=now, verb="candidate withdrew")
    waiting = Scorecard.objects.of(by.tenant_id).filter(candidate=candidate, handed_in_at__isnull=True)
    end_interviews(by, list(waiting), outcome="not_held", now=now)
    nothing_owed(by, candidate, now=now)
