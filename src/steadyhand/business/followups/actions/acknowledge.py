"""Its owner says: mine."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor


@transaction.atomic
def acknowledge(*, by: Actor, followup_id: UUID, now: datetime) -> None:
    """Take on what one has. It answers the first clock, and no other.

    Raises:
        CannotHappen: somebody else has it, or it has ended.
        NoSuchFollowUp: none at the actor's branches.
    """
    act(by, followup_id, e.Acknowledged(at=now, by=by.user_id))
