"""A technician takes back what they proposed, while nobody has answered."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.proposals.keeping import CannotAnswer, answer, end_with, proposal_to_answer
from steadyhand.business.calls.proposals.rules import ProposalState
from steadyhand.business.people.queries import technician_of_user
from steadyhand.shared.actor import Actor


@transaction.atomic
def withdraw_proposed(*, by: Actor, proposal_id: UUID, now: datetime) -> None:
    """Take one's own proposal back.

    Raises:
        CannotAnswer: somebody else's, or answered meanwhile.
    """
    row = proposal_to_answer(by, proposal_id)
    if by.user_id is None or technician_of_user(by.tenant_id, by.user_id) != row.technician_id:
        raise CannotAnswer("Somebody else proposed it; only they take it back.")
    words = "Taken back by whoever proposed it."
    answer(row, ProposalState.WITHDRAWN, by=by, words=words, now=now)
    end_with(row, "withdrawn", by=by, words=words, now=now)
