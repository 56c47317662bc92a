"""Something was said between us and a customer: it is kept in the very words, with the facts in it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.owed import settle_with
from steadyhand.business.conversations.rules import Direction, StatementState
from steadyhand.business.conversations.saying import WRITTEN, Saying
from steadyhand.business.conversations.sending import Sending, send_statement
from steadyhand.business.conversations.writing import write
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class StatementKept:
    """A statement that is in the record, and the key of the message that carries it (empty: none does)."""

    id: UUID
    message_key: str = ""


@transaction.atomic
def keep_statement(*, by: Actor, saying: Saying, sending: Sending | None = None, now: datetime) -> StatementKept:
    """Keep what was said, and return it. With `sending` the words also leave the house, by text message or e-mail.

    Earlier facts about the same record have been told anew by it; a correction that was owed ends, for the customer
    knows now. Call it after every row that its transaction locks: ending a correction opens the book of follow-ups.

    Raises:
        CannotSay: not a word, about what the actor doesn't see, or to be sent where nothing can be.
    """
    state = StatementState.RECEIVED if saying.direction is Direction.FROM_THEM else StatementState.SAID
    row = write(by=by, saying=saying, state=state, now=now)
    if sending is not None and saying.channel in WRITTEN:
        send_statement(row, by=by, sending=sending, now=now)
    settle_with(row, by=by, now=now)
    return StatementKept(row.id, row.message_key)
