"""Held words aren't wanted any more: nothing goes out, and why is kept."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.holding import MAY_RELEASE, end, held_to_end, move
from steadyhand.business.conversations.rules import CannotSay, HeldEnd, StatementState
from steadyhand.shared.actor import Actor


@transaction.atomic
def withdraw_held(*, by: Actor, held_id: UUID, why: str, now: datetime) -> None:
    """Take held words back, unsent. Whoever wrote them may, and a manager of the branch.

    Raises:
        CannotSay: nobody's who may, no reason, or somebody has just decided.
    """
    held = held_to_end(by=by, held_id=held_id)
    if held.statement.by_id != by.user_id and not by.is_one_of_at(held.statement.branch_id, *MAY_RELEASE):
        raise CannotSay("Whoever wrote it may take it back, or a service manager of this branch.")
    if not why.strip():
        raise CannotSay("Write why it isn't sent at all.")
    move(held.statement, StatementState.WITHDRAWN)
    end(held, HeldEnd.WITHDRAWN, by=by, why=why.strip()[:500], words=f"Not sent: {why.strip()}", now=now)
