"""The record contradicts what was written: the words wait for a manager, and nothing else waits with them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.holding import ABOUT, LET_GO, PROGRAM, timer_key
from steadyhand.business.conversations.kinds import HELD_MESSAGE
from steadyhand.business.conversations.models import HeldMessage
from steadyhand.business.conversations.rules import HELD_FOR, CannotSay, Direction, StatementState
from steadyhand.business.conversations.saying import WRITTEN, Saying
from steadyhand.business.conversations.sending import Sending
from steadyhand.business.conversations.speakers import speaker_of
from steadyhand.business.conversations.wording import safe_words
from steadyhand.business.conversations.writing import write
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.hearers import hearers_at
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.identity import new_id
from steadyhand.shared.queue.putting import put_job


@dataclass(frozen=True, slots=True)
class Contradicted:
    """Words that the record contradicts: what it says, and where that stands."""

    words: str
    record_says: str
    source: str = ""

    @property
    def why(self) -> str:
        where = f" ({self.source})" if self.source else ""
        return f"“{self.words}”: the record says {self.record_says}{where}."


@dataclass(frozen=True, slots=True)
class Held:
    """A statement that waits, with the follow-up of its manager."""

    statement_id: UUID
    held_id: UUID
    followup_id: UUID
    lets_go_at: datetime


@transaction.atomic
def hold_statement(
    *, by: Actor, saying: Saying, because: Sequence[Contradicted], sending: Sending | None = None, now: datetime
) -> Held:
    """Keep words that don't go out yet; the service manager has them at once, and for a quarter of an hour only.

    Call it after every row that its transaction locks: it opens the book of follow-ups.

    Raises:
        CannotSay: not a word, nothing contradicts it, it was said already, or it is about what the actor doesn't see.
    """
    if not because:
        raise CannotSay("Nothing in the record contradicts this: it needn't wait.")
    if saying.direction is not Direction.TO_THEM or saying.channel not in (*WRITTEN, Channel.PAGE):
        raise CannotSay("What somebody has said already can't be held; put it right with the customer instead.")
    if saying.channel in WRITTEN and not saying.address.strip():
        raise CannotSay("No address is known to send it to. Ring them instead.")
    row = write(by=by, saying=saying, state=StatementState.HELD, now=now)
    held_id, why = new_id(), " ".join(each.why for each in because)
    # Whoever wrote it hears too what becomes of it.
    followup_id = open_followup(
        by=by,
        kind=HELD_MESSAGE.name,
        subject=Subject(
            branch_id=row.branch_id,
            title=f"Held: a message to {row.with_whom or 'a customer'}",
            customer_id=row.customer_id,
            site_id=row.site_id,
            about_kind=ABOUT,
            about_id=held_id,
        ),
        words=f"{why}\n{row.words}"[:4000],
        listeners=() if by.user_id else hearers_at(by.tenant_id, row.branch_id, at=now),
        now=now,
    )
    held = HeldMessage.objects.create(
        id=held_id,
        tenant_id=row.tenant_id,
        statement=row,
        followup_id=followup_id,
        because=why[:500],
        verdicts=[asdict(each) for each in because],
        safe_words=safe_words(speaker_of(row, program=PROGRAM)),
        held_at=now,
        lets_go_at=now + HELD_FOR,
        link_page=sending.link[0] if sending and sending.link else "",
        link_id=sending.link[1] if sending and sending.link else None,
    )
    put_job(
        tenant_id=row.tenant_id,
        kind=LET_GO,
        args={"held": str(held.id)},
        due_at=held.lets_go_at,
        key=timer_key(held.id),
        now=now,
    )
    record_change(row, by=by, at=now, verb="message held", why=held.because)
    return Held(row.id, held.id, followup_id, held.lets_go_at)
