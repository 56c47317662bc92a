"""What is kept by itself: promises as they are given and spoken of, what customers write, and whose call it is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from steadyhand.business.calls.hearing import CallChanged, CustomerWrote
from steadyhand.business.calls.queries.spoken_of import call_spoken_of
from steadyhand.business.conversations.actions.keep_persons_moment import keep_persons_moment
from steadyhand.business.conversations.actions.keep_statement import keep_statement
from steadyhand.business.conversations.actions.keep_told_true import look_soon
from steadyhand.business.conversations.actions.say import say
from steadyhand.business.conversations.call_record import KINDS, SpeaksOf
from steadyhand.business.conversations.models import Correction, FactTold, Statement
from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.business.conversations.owed import LIVE, PROGRAM, close
from steadyhand.business.conversations.reading_records import WHAT
from steadyhand.business.conversations.rules import CorrectionEnd, Direction, FactKind, FactState, Source
from steadyhand.business.conversations.saying import FactSaid, RestsOn, Saying
from steadyhand.business.conversations.sending import Sending
from steadyhand.business.promises.hearing import Heard, PromiseHeard
from steadyhand.business.promises.hours import hours_of
from steadyhand.business.promises.queries.chains import PromiseToKeep, chains_of, promise_said
from steadyhand.business.promises.rules import Channel, PromiseKind, WordSort
from steadyhand.business.promises.speaking import spoken_again
from steadyhand.shared.actor import the_system

RECORD = "promises.promise"
MOMENTS: Mapping[WordSort, Moment] = {
    WordSort.EARLY_NOTICE: Moment.RUNNING_LATE,
    WordSort.GOOD_NEWS: Moment.COMING_EARLY,
    WordSort.OWNED: Moment.OWNED_MISS,
}
# The same of a part, which nobody brings along.
OF_PARTS: Mapping[WordSort, Moment] = {
    WordSort.EARLY_NOTICE: Moment.PART_LATE,
    WordSort.GOOD_NEWS: Moment.PART_HERE,
}


def heard_of_promise(heard: PromiseHeard) -> bool:
    """Keep what a promise's customer knows of it, in the transaction in which they were told; say whether it waits."""
    promise = promise_said(heard.by.tenant_id, heard.promise_id)
    match heard.what:
        case Heard.GIVEN:
            _given(heard, promise)
        case Heard.SPOKEN_OF:
            return _spoken_of(heard, promise)
        case Heard.TAKEN_BACK:
            _taken_back(heard, promise)
        case Heard.STANDS_AGAIN:
            over = FactTold.objects.of(heard.by.tenant_id).filter(source_id=promise.id, state=FactState.OVER)
            over.update(state=FactState.STANDS, since=heard.at)
    return False


def heard_of_customer(wrote: CustomerWrote) -> None:
    """Keep what a customer wrote on their page."""
    saying = Saying(direction=Direction.FROM_THEM, channel=Channel.PAGE, words=wrote.words, call_id=wrote.call_id)
    keep_statement(by=wrote.by, saying=saying, now=wrote.at)


def heard_of_call(changed: CallChanged) -> None:
    """Look soon whether what was told on a call is still so, and let what was said be its customer's once known."""
    look_soon(tenant_id=changed.tenant_id, call_id=changed.call_id, now=changed.at)
    nobodys = Statement.objects.of(changed.tenant_id).filter(call_id=changed.call_id, customer__isnull=True)
    if nobodys.exists():
        call = call_spoken_of(the_system(changed.tenant_id, PROGRAM), changed.call_id)
        if call is not None and call.customer_id is not None:
            nobodys.update(customer_id=call.customer_id, site_id=call.site_id, contact_id=call.contact_id)


def _given(heard: PromiseHeard, promise: PromiseToKeep) -> None:
    hours = hours_of(heard.by.tenant_id, promise.branch_id, promise.site_calendar_id, around=heard.at)
    when = spoken_again(
        promise.said, promise.by_at, now=heard.at, zone=hours.zone, clock=hours.clock, from_at=promise.from_at
    ).in_a_sentence
    what = WHAT[promise.kind] if promise.kind is not PromiseKind.OTHER else promise.about.strip() or WHAT[promise.kind]
    words = f"{what} {when}."
    fact = FactSaid(
        kind=FactKind.TIME,
        words=when,
        start=len(what) + 1,
        end=len(what) + 1 + len(when),
        value={
            "from_at": promise.from_at.isoformat() if promise.from_at else None,
            "until_at": promise.by_at.isoformat(),
        },
        source=Source.PROMISE,
        source_id=promise.id,
        source_words=f"Promise: {promise.said}",
    )
    _keep(heard, promise, words, facts=(fact,), channel=promise.channel)


def _spoken_of(heard: PromiseHeard, promise: PromiseToKeep) -> bool:
    """Keep words about a promise as any other words: the record is asked first. Say whether they wait."""
    spoken = heard.spoken
    if spoken is None:
        raise AssertionError(f"Somebody spoke of promise {promise.id}, and nothing says how.")
    letter = spoken.letter
    of_this_kind = {**MOMENTS, **OF_PARTS} if promise.kind is PromiseKind.PART else MOMENTS
    moment = of_this_kind.get(spoken.sort)
    saying = replace(
        _saying(promise, heard.words, channel=spoken.channel),
        moment=moment.value if moment else "",
        address=letter.address if letter else "",
        subject=letter.subject if letter else "",
    )
    said = say(
        by=heard.by,
        saying=saying,
        sending=Sending(until=letter.until) if letter else None,
        speaks_of=_speaks_of(promise, spoken.offered_at),
        now=heard.at,
    )
    if not said.is_held:
        row = Statement.objects.of(heard.by.tenant_id).get(id=said.statement_id)
        keep_persons_moment(row, by=heard.by, now=heard.at)
    return said.is_held


def _speaks_of(promise: PromiseToKeep, offered_at: datetime | None) -> tuple[SpeaksOf, ...]:
    """Return the times that such words may name although no open promise says them: what was said, what is offered."""
    if promise.kind not in KINDS:
        return ()
    was = SpeaksOf(promise.kind, promise.by_at, promise.from_at, f"the promise that it is about: {promise.said}")
    offered = [SpeaksOf(promise.kind, offered_at, None, "the time that we offer instead")] if offered_at else []
    return (was, *offered)


def _taken_back(heard: PromiseHeard, promise: PromiseToKeep) -> None:
    _keep(heard, promise, heard.words, channel=promise.channel, direction=Direction.FROM_THEM)
    tenant_id = heard.by.tenant_id
    chain = chains_of(tenant_id, [promise.id]).get(promise.id, frozenset({promise.id}))
    facts = FactTold.objects.of(tenant_id).filter(source_kind=Source.PROMISE, source_id__in=chain, state__in=LIVE)
    owed = Correction.objects.of(tenant_id).filter(fact__in=facts, closed_at__isnull=True)
    for correction in list(owed):
        words = f"They took it back: {heard.words}"
        close(correction, how=CorrectionEnd.OVER, words=words, by=heard.by, now=heard.at)
    facts.update(state=FactState.OVER, since=heard.at)


def _keep(
    heard: PromiseHeard,
    promise: PromiseToKeep,
    words: str,
    *,
    channel: Channel,
    direction: Direction = Direction.TO_THEM,
    facts: tuple[FactSaid, ...] = (),
) -> None:
    saying = replace(_saying(promise, words, channel=channel), direction=direction, facts=facts)
    keep_statement(by=heard.by, saying=saying, now=heard.at)


def _saying(promise: PromiseToKeep, words: str, *, channel: Channel) -> Saying:
    return Saying(
        direction=Direction.TO_THEM,
        channel=channel,
        words=words,
        with_whom=promise.to_whom,
        call_id=promise.call_id,
        promise_id=promise.id,
        customer_id=promise.customer_id,
        contact_id=promise.contact_id,
        branch_id=promise.branch_id,
        rests_on=(RestsOn(RECORD, promise.id, f"Promise: {promise.said}"),),
    )
