"""Somebody else has it from now on: given by who may, or taken over."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import open_for
from steadyhand.business.followups.owners import Owners
from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.shared.actor import Actor


@transaction.atomic
def give_to(*, by: Actor, followup_id: UUID, owner: UUID, words: str = "", now: datetime) -> None:
    """Give a follow-up to somebody, or take it over oneself. The customer's wait runs on.

    Raises:
        CannotHappen: they can't have it (gone, on leave, or no such role here), have it already, or it has ended.
        NoSuchFollowUp: none at the actor's branches.
    """
    seen = open_for(by, followup_id)
    entry = seen.entry
    owners = Owners(by.tenant_id, entry.kind, entry.branch_id, at=now, also=[owner])
    if not owners.can_have(owner):
        raise CannotHappen(_REFUSED[owners.why_not(owner)])
    why = e.Moved.TAKEN if owner == by.user_id else e.Moved.GIVEN
    seen.book.write(followup_id, e.OwnerChanged(at=now, by=by.user_id, owner=owner, why=why, words=words), by=by)


_REFUSED = {
    e.Moved.LEFT: "They don't work at this branch any more: choose somebody else.",
    e.Moved.ON_LEAVE: "They are on leave today: choose somebody who is here.",
    e.Moved.LOST_ROLE: "That isn't their work: choose somebody with the role for it, or a service manager.",
}
