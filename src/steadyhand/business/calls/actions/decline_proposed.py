"""The desk can't make room for a visit that a technician proposed: they hear why."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.proposals.keeping import CannotAnswer, answer, end_with, proposal_to_answer
from steadyhand.business.calls.proposals.rules import ProposalState
from steadyhand.shared.actor import Actor


@transaction.atomic
def decline_proposed(*, by: Actor, proposal_id: UUID, why: str, now: datetime) -> None:
    """Decline a proposal with the reason, which goes to whoever proposed it.

    Raises:
        CannotAnswer: not theirs, answered meanwhile, or no reason.
    """
    if not (why := why.strip()):
        raise CannotAnswer("Why not? The technician reads it, and knows what to do instead.")
    row = proposal_to_answer(by, proposal_id)
    answer(row, ProposalState.DECLINED, by=by, words=why, now=now)
    end_with(row, "declined", by=by, words=why, now=now)
