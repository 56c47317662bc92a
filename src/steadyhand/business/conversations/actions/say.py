"""Somebody has words for a customer: they are held against the record, and go out, or wait for a manager."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.actions.hold_statement import hold_statement
from steadyhand.business.conversations.actions.keep_statement import keep_statement
from steadyhand.business.conversations.call_record import SpeaksOf
from steadyhand.business.conversations.checking import Sourced, check_words
from steadyhand.business.conversations.saying import WRITTEN, Saying
from steadyhand.business.conversations.sending import Sending
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class SaidOrHeld:
    """A statement that is in the record; `is_held`: nobody reads it until a manager has decided."""

    statement_id: UUID
    is_held: bool
    # Who told you? What no record knows and nobody is named for.
    asks: tuple[str, ...] = ()
    message_key: str = ""


@transaction.atomic
def say(
    *,
    by: Actor,
    saying: Saying,
    sending: Sending | None = None,
    told_by: Sequence[Sourced] = (),
    speaks_of: Sequence[SpeaksOf] = (),
    now: datetime,
) -> SaidOrHeld:
    """Keep words for a customer with the facts in them, and send them where they are written.

    What the record contradicts waits for a manager; what was spoken has been said, and is only kept. Call it after
    every row that its transaction locks: a hold opens the book of follow-ups. `speaks_of`: times that the words may
    name although no open promise says them.

    Raises:
        CannotSay: not a word, about what the actor doesn't see, or to be sent where nothing can be.
    """
    found = check_words(
        by,
        saying.call_id,
        saying.words,
        language=saying.language,
        told_by=told_by,
        speaks_of=speaks_of,
        now=now,
    )
    saying = replace(saying, facts=(*saying.facts, *found.facts))
    can_wait = saying.channel in WRITTEN or saying.channel is Channel.PAGE
    if found.contradicted and can_wait:
        held = hold_statement(by=by, saying=saying, because=found.contradicted, sending=sending, now=now)
        return SaidOrHeld(held.statement_id, is_held=True, asks=found.asks)
    kept = keep_statement(by=by, saying=saying, sending=sending, now=now)
    return SaidOrHeld(kept.id, is_held=False, asks=found.asks, message_key=kept.message_key)
