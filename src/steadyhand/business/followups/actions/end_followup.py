"""It is over, with an outcome and a reason."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor


@transaction.atomic
def end_followup(
    *,
    by: Actor,
    followup_id: UUID,
    outcome: str,
    words: str,
    comes_back_at: datetime | None = None,
    now: datetime,
) -> None:
    """End it; everybody who listens is told why. One that comes back opens again by itself on its day.

    Raises:
        CannotHappen: no outcome of this kind, no reason, or whoever waits has not been spoken to.
        NoSuchFollowUp: none at the actor's branches.
    """
    act(by, followup_id, e.Ended(at=now, by=by.user_id, outcome=outcome, words=words, comes_back_at=comes_back_at))
