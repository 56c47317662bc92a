"""The person who waits says that nobody reached them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import open_for, with_an_active_owner
from steadyhand.business.followups.owners import Owners
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor


@transaction.atomic
def deny_contact(*, by: Actor, followup_id: UUID, words: str = "", now: datetime) -> None:
    """Let the first word be owed again, since it was said to have been given; what had ended is open again.

    Raises:
        CannotHappen: it was merged into another one.
        NoSuchFollowUp: there is none.
    """
    seen = open_for(by, followup_id)
    entry = seen.entry
    was = entry.now.owner
    found = Owners(by.tenant_id, entry.kind, entry.branch_id, at=now, also=[was]).find(was)
    denied = e.Denied(at=now, by=by.user_id, words=words, owner=found.user_id, is_unattended=found.is_unattended)
    with_an_active_owner(seen.book, seen.book.write(followup_id, denied, by=by), now=now)
