"""Somebody needn't look any more: they left, have no time, or were asked by mistake."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.learning.actions.hiring.end_interviews import end_interviews
from steadyhand.business.learning.actions.hiring.reaching import candidate_to_lead
from steadyhand.business.learning.models import Scorecard
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def unask_rater(*, by: Actor, candidate_id: UUID, user_id: UUID, now: datetime) -> None:
    """Take back that somebody was asked; what they had written down for themselves goes with it.

    Raises:
        CannotHire: not at their branches, nobody was asked, or their scorecard is in.
    """
    candidate = candidate_to_lead(by, candidate_id)
    rows = Scorecard.objects.of(by.tenant_id).filter(candidate=candidate, rater_id=user_id)
    card = rows.select_for_update().select_related("rater").first()
    if card is None:
        raise CannotHire("They aren't asked any more: open the page anew.")
    if card.handed_in_at:
        raise CannotHire(f"{card.rater.name} has handed theirs in meanwhile: what somebody saw stays.")
    record_change(card, by=by, at=now, verb="rater not needed", was={"rater": card.rater.name})
    end_interviews(by, [card], outcome="not_held", now=now)
    rows.delete()
