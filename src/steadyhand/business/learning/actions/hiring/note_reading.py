"""Somebody reads what raters saw of a candidate, or what was decided: that is kept, and they look no more."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.learning.models import Candidate, CandidateReading
from steadyhand.shared.actor import Actor


def note_reading(*, by: Actor, candidate_id: UUID, cards: int = 0, decision: bool = False, now: datetime) -> None:
    """Keep that the actor was shown so many scorecards, or the decision; the first time of each. Two queries at most.

    A reading that is known already is nothing new, so going back and forth between pages adds no rows.
    """
    if by.user_id is None or not (cards or decision):
        return
    if not Candidate.objects.visible_to(by).filter(id=candidate_id, erased_at__isnull=True).exists():
        return
    wanted = [(CandidateReading.What.CARDS, cards)] * bool(cards) + [(CandidateReading.What.DECISION, 0)] * decision
    known = set(
        CandidateReading.objects.of(by.tenant_id)
        .filter(candidate_id=candidate_id, reader_id=by.user_id)
        .values_list("what", "cards")
    )
    new = [
        CandidateReading(
            tenant_id=by.tenant_id, candidate_id=candidate_id, reader_id=by.user_id, what=what, cards=count, at=now
        )
        for what, count in wanted
        if (what.value, count) not in known
    ]
    if new:
        # Two pages of one person at one moment: either's row will do.
        CandidateReading.objects.bulk_create(new, ignore_conflicts=True)
