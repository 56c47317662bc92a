"""Somebody wants to hear what becomes of it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor


@transaction.atomic
def listen(*, by: Actor, followup_id: UUID, listener: UUID, now: datetime) -> None:
    """Add somebody to those who hear. Nobody is ever taken away.

    Raises:
        CannotHappen: it was merged into another one.
        NoSuchFollowUp: none at the actor's branches.
    """
    act(by, followup_id, e.ListenerAdded(at=now, by=by.user_id, listener=listener))
