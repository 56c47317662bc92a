"""A promise is in danger: its customer hears it before they would notice, with a new time if there is one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.promises.actions.keep_word import Said, keep_word
from steadyhand.business.promises.actions.put_at_risk import end_early_notice
from steadyhand.business.promises.outlook import GRID, time_kept_at
from steadyhand.business.promises.queries.one import PromiseFacts, promise_facts
from steadyhand.business.promises.queries.watched import watched_promise
from steadyhand.business.promises.rules import CannotHappenToPromise
from steadyhand.flows.word.speaking import send
from steadyhand.flows.word.watching import Board
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class NewTime:
    """Another time that the customer agreed on, in the words in which it was said."""

    by_at: datetime
    said: str
    from_at: datetime | None = None


@transaction.atomic
def tell_early(*, by: Actor, promise_id: UUID, said: Said, now: datetime) -> None:
    """Keep that the customer was told early, and how; send it where it is written.

    Raises:
        CannotHappenToPromise: nothing was said, it isn't to be found, has ended, or they don't want to be written to.
    """
    facts = promise_facts(by, promise_id)
    if facts is None:
        raise CannotHappenToPromise("There is no such promise at your branches; look at the list anew.")
    if now > facts.by_at:
        raise CannotHappenToPromise("Its time has passed: that is no early notice any more. Own it instead.")
    word_id = keep_word(by=by, promise_id=promise_id, said=said, now=now)
    # Who hears of it after the time that it is about has noticed by themselves.
    send(by=by, facts=facts, said=said, word_id=word_id, until=facts.by_at, now=now)
    words = f"Told {facts.to_whom} {said.channel.label}."
    end_early_notice(by=by, promise_id=promise_id, outcome="told", words=words, now=now)


def new_time(*, by: Actor, facts: PromiseFacts, now: datetime) -> datetime | None:
    """Return the earliest other time that is kept at the promise's target, as the day stands; None: none in sight."""
    promise = watched_promise(by.tenant_id, facts.id)
    if promise is None:
        return None
    board = Board(by.tenant_id, [promise], now)
    return time_kept_at(
        promise, board.seen(promise), hours=board.hours_of(promise), moments=board.moments_of(promise, grid=GRID)
    )
