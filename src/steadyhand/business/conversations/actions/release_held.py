"""A manager says that held words are right all the same: they go out as they are, with the reason kept."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.actions.keep_persons_moment import keep_persons_moment
from steadyhand.business.conversations.holding import check_manager, end, held_to_end, move, send_if_written
from steadyhand.business.conversations.owed import settle_with
from steadyhand.business.conversations.rules import HeldEnd, StatementState
from steadyhand.business.conversations.told_after_all import note_told_early
from steadyhand.shared.actor import Actor


@transaction.atomic
def release_held(*, by: Actor, held_id: UUID, why: str, now: datetime) -> UUID:
    """Send held words as they are, and return the statement's id.

    Raises:
        CannotSay: not a manager of the branch, no reason, or somebody has just decided.
    """
    held = held_to_end(by=by, held_id=held_id)
    reason = check_manager(by, held, why)
    row = held.statement
    move(row, StatementState.RELEASED)
    send_if_written(row, held, by=by, now=now)
    note_told_early(row, now=now)
    keep_persons_moment(row, by=by, now=now)
    settle_with(row, by=by, now=now)
    end(held, HeldEnd.RELEASED, by=by, why=reason, words=f"Sent as it was: {reason}", now=now)
    return row.id
