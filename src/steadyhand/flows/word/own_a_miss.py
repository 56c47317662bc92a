"""A promise was missed: apologised for without blame, a new one given, made right; its cause stays inside."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.queries.about import followups_about
from steadyhand.business.promises.actions.give_promise import Given, give_promise
from steadyhand.business.promises.actions.keep_word import Said, keep_word
from steadyhand.business.promises.actions.name_cause import name_cause
from steadyhand.business.promises.beside import end_beside
from steadyhand.business.promises.keeping import ABOUT, PromiseGiven
from steadyhand.business.promises.kinds import MISSED_PROMISE
from steadyhand.business.promises.queries.speaking_of import SpokenOf, spoken_of
from steadyhand.business.promises.rules import CannotHappenToPromise, Cause, PromiseState
from steadyhand.flows.word.speaking import letter_for
from steadyhand.flows.word.tell_good_news import NOT_HERE
from steadyhand.shared.actor import Actor

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """What was told to the customer, the new time if one was given, and what stays inside: the cause."""

    said: Said
    cause: Cause
    cause_words: str = ""
    new_by_at: datetime | None = None
    sooner_because: str = ""
    # They could not be spoken to, and were written to instead.
    is_unreached: bool = False


@dataclass(frozen=True, slots=True)
class MissOwned:
    """What came of it: the new promise, if any.

    `waits`: the record contradicts the words, so nobody reads them until a manager has decided; the miss stays owed.
    """

    new: PromiseGiven | None = None
    waits: bool = False


@transaction.atomic
def own_a_miss(*, by: Actor, promise_id: UUID, owned: Owned, now: datetime) -> MissOwned:
    """Give the new promise, keep the cause, and keep or send what the customer is told about a miss.

    Raises:
        CannotHappenToPromise: it wasn't missed, nothing was said, or they don't want to be written to.
        CannotPromise: the new time can't be promised.
    """
    about = spoken_of(by, promise_id)
    if about is None:
        raise CannotHappenToPromise(NOT_HERE)
    if about.promise.state is not PromiseState.MISSED:
        raise CannotHappenToPromise(f"Only a miss is owned: this promise is {about.promise.state.label}.")
    letter = letter_for(by=by, about=about, said=owned.said, until=now + DAY, now=now)
    name_cause(by=by, promise_id=promise_id, cause=owned.cause, words=owned.cause_words, now=now)
    # The new promise before the words that name it: they are held against the record as it is then.
    new = _new_promise(by, about, owned, now) if owned.new_by_at is not None else None
    word = keep_word(by=by, promise_id=promise_id, said=owned.said, letter=letter, now=now)
    if word.waits:
        return MissOwned(new, waits=True)
    for each in followups_about(by.tenant_id, ABOUT, promise_id):
        if each.kind == MISSED_PROMISE.name and each.is_open and not owned.is_unreached:
            record_contact(by=by, followup_id=each.id, channel=owned.said.channel, words=owned.said.words, now=now)
    outcome = "unreached" if owned.is_unreached else "made_right"
    words = f"Told {about.promise.to_whom} {owned.said.channel.label}: {owned.said.words}"[:2000]
    end_beside(by.tenant_id, promise_id, kind=MISSED_PROMISE.name, outcome=outcome, words=words, now=now)
    return MissOwned(new)


def _new_promise(by: Actor, about: SpokenOf, owned: Owned, now: datetime) -> PromiseGiven:
    promise = about.promise
    if about.later_id is not None:
        raise CannotHappenToPromise(f"A new time was given already: {about.later_said}. Open that one to change it.")
    if owned.new_by_at is None:
        raise AssertionError("No new time was named.")
    return give_promise(
        by=by,
        given=Given(
            kind=promise.kind,
            by_at=owned.new_by_at,
            channel=owned.said.channel,
            to_whom=promise.to_whom,
            call_id=promise.call_id,
            customer_id=promise.customer_id,
            contact_id=about.contact_id,
            about=promise.about,
            sooner_because=owned.sooner_because,
            instead_of=promise.id,
        ),
        now=now,
    )
