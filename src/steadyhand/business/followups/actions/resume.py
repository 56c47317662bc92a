"""It goes on before its pause was over."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor


@transaction.atomic
def resume(*, by: Actor, followup_id: UUID, now: datetime) -> None:
    """Let the clocks run again.

    Raises:
        CannotHappen: it isn't paused.
        NoSuchFollowUp: none at the actor's branches.
    """
    act(by, followup_id, e.Resumed(at=now, by=by.user_id))
