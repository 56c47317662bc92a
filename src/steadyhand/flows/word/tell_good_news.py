"""It is ready early: somebody rings, and what they said is kept."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.kinds import GOOD_NEWS
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.queries.about import followups_about
from steadyhand.business.promises.actions.keep_word import Said, keep_word
from steadyhand.business.promises.kinds import ABOUT
from steadyhand.business.promises.queries.one import PromiseFacts, promise_facts
from steadyhand.business.promises.rules import CannotHappenToPromise, PromiseKind, PromiseState
from steadyhand.business.promises.whose import whose_is
from steadyhand.flows.word.speaking import send
from steadyhand.shared.actor import Actor

DAY = timedelta(days=1)


@transaction.atomic
def open_good_news(*, by: Actor, promise_id: UUID, now: datetime) -> None:
    """Let whoever answers for a promise ring with good news; the caller sees to it that they are asked once."""
    facts = promise_facts(by, promise_id)
    if facts is None:
        raise AssertionError(f"Promise {promise_id} was watched, and isn't there.")
    whose = whose_is(facts, now=now)
    open_followup(
        by=by,
        kind=GOOD_NEWS.name,
        subject=Subject(
            branch_id=facts.branch_id,
            title=f"Good news: earlier than {facts.said} · {facts.customer or facts.to_whom}"[:200],
            customer_id=facts.customer_id,
            about_kind=ABOUT,
            about_id=facts.id,
        ),
        words="The part is here." if facts.kind is PromiseKind.PART else "Their visit is about to begin.",
        owner=whose.owner_id,
        listeners=whose.listeners,
        now=now,
    )


@transaction.atomic
def tell_good_news(*, by: Actor, promise_id: UUID, said: Said, now: datetime) -> None:
    """Keep that the customer was told, and how; send it where it is written.

    Raises:
        CannotHappen: the follow-up of the call can't end so.
        CannotHappenToPromise: nothing was said, it isn't to be found, was missed, or they don't want to be written to.
    """
    facts = promise_facts(by, promise_id)
    if facts is None:
        raise CannotHappenToPromise("There is no such promise at your branches; look at the list anew.")
    if not may_have_good_news(facts):
        raise CannotHappenToPromise(f"There is no good news about it any more: {facts.state.label}.")
    word_id = keep_word(by=by, promise_id=promise_id, said=said, now=now)
    send(by=by, facts=facts, said=said, word_id=word_id, until=max(facts.by_at, now), now=now)
    for each in followups_about(by.tenant_id, ABOUT, promise_id):
        if each.kind == GOOD_NEWS.name and each.is_open:
            record_contact(by=by, followup_id=each.id, channel=said.channel, words=said.words, now=now)
            end_followup(by=by, followup_id=each.id, outcome="told", words="They know.", now=now)


def may_have_good_news(facts: PromiseFacts) -> bool:
    """Tell whether a promise may still have news that are good."""
    return facts.state.is_open or (facts.state is PromiseState.KEPT and facts.kind is PromiseKind.PART)


@transaction.atomic
def end_old_news(*, by: Actor, promise_id: UUID, now: datetime) -> bool:
    """End a good-news call that nobody made, once there is nothing to tell any more; return whether one was open."""
    for each in followups_about(by.tenant_id, ABOUT, promise_id):
        if each.kind == GOOD_NEWS.name and each.is_open:
            end_followup(by=by, followup_id=each.id, outcome="not_news", words="They saw for themselves.", now=now)
            return True
    return False
