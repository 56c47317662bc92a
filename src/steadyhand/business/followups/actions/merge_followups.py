"""Two are the same: one goes on, with everybody who listened to either."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import check_by_hand, open_for, with_an_active_owner
from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.shared.actor import Actor


@transaction.atomic
def merge_followups(*, by: Actor, followup_id: UUID, into: UUID, words: str = "", now: datetime) -> None:
    """Let another one go on for both: its listeners include these, and the longer wait counts.

    Raises:
        CannotHappen: into itself, into another kind, into one that doesn't go on, or for another customer.
        NoSuchFollowUp: either isn't at the actor's branches.
    """
    if followup_id == into:
        raise CannotHappen("It can't be merged into itself: choose the other one.")
    seen, other = open_for(by, followup_id), open_for(by, into)
    if not other.entry.now.is_open:
        raise CannotHappen("The other one has ended: open it again first, or merge that one into this.")
    if seen.entry.kind.name != other.entry.kind.name:
        raise CannotHappen(
            f"One is a {seen.entry.kind.label}, the other a {other.entry.kind.label}: only the same can be one."
        )
    was = seen.entry.now
    merged = e.MergedInto(at=now, by=by.user_id, words=words, other=into)
    check_by_hand(seen.entry, merged)
    seen.book.write(followup_id, merged, by=by)
    # The owner of what is gone hears what becomes of it, as the noticers do.
    took_in = e.TookIn(
        at=now,
        by=by.user_id,
        words=words,
        other=followup_id,
        listeners=was.listeners | {was.owner},
        waiting_since=was.waiting_since,
    )
    with_an_active_owner(seen.book, seen.book.write(into, took_in, by=by), now=now)
