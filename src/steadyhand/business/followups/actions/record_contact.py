"""The person who waits was spoken or written to."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor


@transaction.atomic
def record_contact(*, by: Actor, followup_id: UUID, channel: str, words: str, now: datetime) -> None:
    """Say that whoever waits was reached, how, and what was said. Only this stops the clock of the first contact.

    Raises:
        CannotHappen: nothing is said about what was said, or it has ended.
        NoSuchFollowUp: none at the actor's branches.
    """
    act(by, followup_id, e.Contacted(at=now, by=by.user_id, channel=channel, words=words))
