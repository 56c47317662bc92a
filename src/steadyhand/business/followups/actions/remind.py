"""The day that a follow-up is about comes nearer: the same follow-up says so, and none is opened beside it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor


@transaction.atomic
def remind(*, by: Actor, followup_id: UUID, words: str, now: datetime) -> None:
    """Tell whoever has an open follow-up, and whoever listens, that its day comes nearer.

    Raises:
        CannotHappen: it has ended.
        NoSuchFollowUp: none at the actor's branches.
    """
    act(by, followup_id, e.Reminded(at=now, by=by.user_id, words=words))
