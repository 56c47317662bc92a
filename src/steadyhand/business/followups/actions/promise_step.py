"""What happens next is promised for a moment."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor


@transaction.atomic
def promise_step(*, by: Actor, followup_id: UUID, words: str, due_at: datetime, now: datetime) -> None:
    """Promise the next step; a new promise takes the place of the last.

    Raises:
        CannotHappen: nothing is promised, or for a moment that has passed.
        NoSuchFollowUp: none at the actor's branches.
    """
    act(by, followup_id, e.StepPromised(at=now, by=by.user_id, words=words, due_at=due_at))
