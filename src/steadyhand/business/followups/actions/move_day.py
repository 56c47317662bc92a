"""What a follow-up waits for has another day, or one at last: it keeps its story, and its clocks run from then on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import open_for
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor


@transaction.atomic
def move_day(*, by: Actor, followup_id: UUID, title: str, words: str, until: datetime | None, now: datetime) -> None:
    """Let one wait until a moment (None, or one that has passed: no longer), under the title that says so.

    Raises:
        CannotHappen: no words, it has ended, or it would wait for longer than all pauses may last together.
        NoSuchFollowUp: none at the actor's branches.
    """
    seen = open_for(by, followup_id)
    seen.book.rename(followup_id, title)
    if seen.entry.now.paused_until(now) is not None:
        seen.book.write(followup_id, e.Resumed(at=now, by=by.user_id, words=words), by=by)
    if until is not None and until > now:
        seen.book.write(followup_id, e.Paused(at=now, by=by.user_id, words=words, until=until), by=by)
