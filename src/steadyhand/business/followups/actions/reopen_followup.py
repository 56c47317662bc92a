"""It was not over after all, or its day has come."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import check_by_hand, open_for
from steadyhand.business.followups.owners import Owners
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor


@transaction.atomic
def reopen_followup(*, by: Actor, followup_id: UUID, words: str, with_record: bool = False, now: datetime) -> None:
    """Open what has ended again, for whoever had it or can have it now; its history stays, its clocks begin anew.

    `with_record`: the record that it stands for is open again along with it.

    Raises:
        CannotHappen: it is open, was merged into another one, or no reason is given.
        NoSuchFollowUp: none at the actor's branches.
    """
    seen = open_for(by, followup_id)
    entry = seen.entry
    was = entry.now.owner
    found = Owners(by.tenant_id, entry.kind, entry.branch_id, at=now, also=[was]).find(was)
    again = e.Reopened(at=now, by=by.user_id, words=words, owner=found.user_id, is_unattended=found.is_unattended)
    if not with_record:
        check_by_hand(entry, again)
    seen.book.write(followup_id, again, by=by)
