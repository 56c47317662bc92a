"""Nothing can be done for a while."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor


@transaction.atomic
def pause(*, by: Actor, followup_id: UUID, words: str, until: datetime, now: datetime) -> None:
    """Stop the clocks that wait for others, for a reason and until a moment; never whether anybody has taken it on.

    Raises:
        CannotHappen: no reason, no time to come, or more than all pauses may last together.
        NoSuchFollowUp: none at the actor's branches.
    """
    act(by, followup_id, e.Paused(at=now, by=by.user_id, words=words, until=until))
