"""Somebody writes something down."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor


@transaction.atomic
def add_note(*, by: Actor, followup_id: UUID, words: str, now: datetime) -> None:
    """Keep what somebody knows. It answers no clock and is told to nobody.

    Raises:
        CannotHappen: it was merged into another one.
        NoSuchFollowUp: none at the actor's branches.
    """
    act(by, followup_id, e.Noted(at=now, by=by.user_id, words=words))
