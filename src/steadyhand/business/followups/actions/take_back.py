"""A slip is undone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor


@transaction.atomic
def take_back(*, by: Actor, followup_id: UUID, now: datetime) -> None:
    """Undo the last thing that happened, if it was the actor's own, and a moment ago.

    Raises:
        CannotHappen: it was somebody else's, too long ago, or can't be undone.
        NoSuchFollowUp: none at the actor's branches.
    """
    act(by, followup_id, e.TakenBack(at=now, by=by.user_id))
