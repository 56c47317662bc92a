"""The next step was done."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor


@transaction.atomic
def finish_step(*, by: Actor, followup_id: UUID, words: str = "", now: datetime) -> None:
    """Say that what was promised has been done.

    Raises:
        CannotHappen: no step was promised.
        NoSuchFollowUp: none at the actor's branches.
    """
    act(by, followup_id, e.StepDone(at=now, by=by.user_id, words=words))
