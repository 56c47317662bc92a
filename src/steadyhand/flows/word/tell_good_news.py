"""It is ready early: somebody rings, and what they said is kept."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.kinds import GOOD_NEWS
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.queries.about import followups_about
from steadyhand.business.promises.actions.keep_word import Said, WordKept, keep_word
from steadyhand.business.promises.beside import end_beside, open_beside
from steadyhand.business.promises.keeping import ABOUT
from steadyhand.business.promises.queries.promises import PromiseFacts
from steadyhand.business.promises.queries.speaking_of import spoken_of
from steadyhand.business.promises.rules import CannotHappenToPromise, PromiseKind, PromiseState
from steadyhand.flows.word.speaking import letter_for
from steadyhand.shared.actor import Actor

DAY = timedelta(days=1)
NOT_HERE = "There is no such promise at your branches; look at the list anew."


@transaction.atomic
def open_good_news(*, by: Actor, promise_id: UUID, now: datetime) -> UUID:
    """Let whoever answers for a promise ring with good news; the caller sees to it that they are asked once."""
    words = "It will be well before the promised time."
    return open_beside(by=by, promise_id=promise_id, kind=GOOD_NEWS.name, what="Good news", words=words, now=now)


@transaction.atomic
def tell_good_news(*, by: Actor, promise_id: UUID, said: Said, now: datetime) -> WordKept:
    """Keep that the customer was told, and how; send it where it is written, unless the record contradicts it.

    Raises:
        CannotHappenToPromise: nothing was said, it isn't to be found, was missed, or they don't want to be written to.
    """
    about = spoken_of(by, promise_id)
    if about is None:
        raise CannotHappenToPromise(NOT_HERE)
    if not may_have_good_news(about.promise):
        raise CannotHappenToPromise(f"There is no good news about it any more: {about.promise.state.label}.")
    # That a part is here stays news once its time has come, too.
    until = about.promise.by_at if about.promise.by_at > now else now + DAY
    letter = letter_for(by=by, about=about, said=said, until=until, now=now)
    word = keep_word(by=by, promise_id=promise_id, said=said, letter=letter, now=now)
    if word.waits:
        # Whoever has the good news keeps it until the words have gone.
        return word
    for each in followups_about(by.tenant_id, ABOUT, promise_id):
        if each.kind == GOOD_NEWS.name and each.is_open:
            record_contact(by=by, followup_id=each.id, channel=said.channel, words=said.words, now=now)
    end_beside(by.tenant_id, promise_id, kind=GOOD_NEWS.name, outcome="told", words="They know.", now=now)
    return word


def may_have_good_news(promise: PromiseFacts) -> bool:
    """Tell whether a promise may have news that are good: not while it is at risk."""
    is_here = promise.state is PromiseState.KEPT and promise.kind is PromiseKind.PART
    return promise.state is PromiseState.OPEN or is_here
