"""The person who waits says whether they were reached: by one tap on the page behind their link."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor


@transaction.atomic
def confirm_contact(*, by: Actor, followup_id: UUID, now: datetime) -> None:
    """Keep that they say they were reached.

    Raises:
        CannotHappen: it was merged into another one.
        NoSuchFollowUp: there is none.
    """
    act(by, followup_id, e.Confirmed(at=now, by=by.user_id))
