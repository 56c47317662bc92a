"""How does a time in a text stand to the promises, visits and part orders of the record?"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from steadyhand.business.conversations.guard.facts.claims import TimeClaim
from steadyhand.business.conversations.guard.facts.judging import Judged
from steadyhand.business.conversations.guard.facts.matching import named_parts
from steadyhand.business.conversations.guard.facts.record import Facts, PartState
from steadyhand.business.conversations.guard.verdicts import ClaimKind, Holding, Offer, PromiseKind, Verdict

# "At 3" and a record of 3:04 are one time.
SAME = timedelta(minutes=5)
_LAST_MINUTE = time(23, 59)
# Here already: when it was expected says nothing any more.
_HERE = (PartState.ARRIVED, PartState.IN_STOCK, PartState.ON_VAN, PartState.INSTALLED)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A time of the record: from and by when, the earliest end that may be said, and in words."""

    from_at: datetime | None
    by_at: datetime
    safe_at: datetime
    words: str
    source: str
    record: str
    is_promise: bool


def judge_time(claim: TimeClaim, judged: Judged) -> Verdict:
    """Return what the record has to say about a time."""
    kept = _kept(claim, judged)
    if claim.about is None:
        return _verdict(claim, judged, Holding.NOT_CHECKABLE)
    if not kept:
        return _without_record(claim, judged)
    rated = [(_holding(claim, each), each) for each in kept]
    # Of two orders the one that fits is meant.
    holding, best = min(rated, key=lambda one: (_ORDER.index(one[0]), one[1].by_at))
    offer = None
    if claim.is_firm and not any(each.is_promise for each in kept):
        offer = Offer(claim.about, max(claim.said.until_at, best.by_at))
    return _verdict(claim, judged, holding, kept=best, offer=offer)


_ORDER = (Holding.MATCHES, Holding.TIGHTER, Holding.CONTRADICTS)


def _kept(claim: TimeClaim, judged: Judged) -> list[_Kept]:
    facts, spoken = judged.facts, judged.spoken
    kept = [
        _Kept(
            promise.from_at,
            promise.by_at,
            promise.safe_at or promise.by_at,
            spoken.time_words(promise.from_at, promise.by_at),
            promise.source or (f"promised: “{promise.said}”" if promise.said else ""),
            promise.record,
            is_promise=True,
        )
        for promise in facts.promises
        if promise.kind is claim.about
    ]
    if claim.about is PromiseKind.ARRIVAL and not kept:
        kept += [
            _Kept(
                visit.from_at, visit.until_at, visit.until_at, spoken.time_words(visit.from_at, visit.until_at),
                visit.source, visit.record, is_promise=False,
            )
            for visit in facts.visits
        ]  # fmt: skip
    if claim.about is PromiseKind.PART:
        kept = [*_orders(claim, judged), *(kept if not _named(claim, judged) else [])]
    return kept


def _named(claim: TimeClaim, judged: Judged) -> bool:
    return bool(named_parts(judged.words(*claim.sentence), judged.facts.parts))


def _orders(claim: TimeClaim, judged: Judged) -> list[_Kept]:
    facts: Facts = judged.facts
    parts = named_parts(judged.words(*claim.sentence), facts.parts) or list(facts.parts)
    orders = []
    for part in parts:
        if part.expected_on is not None and part.state not in _HERE:
            zone = claim.said.from_at.tzinfo
            first = datetime.combine(part.expected_on, time(0), tzinfo=zone)
            last = datetime.combine(part.expected_on, _LAST_MINUTE, tzinfo=zone)
            words = f"on {judged.spoken.day_words(part.expected_on)}"
            orders.append(_Kept(first, last, first, words, part.source, part.record, is_promise=False))
    return orders


def _holding(claim: TimeClaim, kept: _Kept) -> Holding:
    said = claim.said
    is_earlier = said.until_at + SAME < kept.safe_at or said.until_at.date() < kept.safe_at.date()
    if claim.is_firm and is_earlier:
        return Holding.TIGHTER
    if said.from_at > kept.by_at + SAME:
        return Holding.CONTRADICTS
    begins = kept.from_at or kept.safe_at
    if said.until_at.date() < begins.date():
        return Holding.CONTRADICTS
    return Holding.MATCHES


def _without_record(claim: TimeClaim, judged: Judged) -> Verdict:
    about = claim.about
    earliest = judged.facts.earliest.get(about) if about is not None else None
    if about is None or not claim.is_firm:
        return _verdict(claim, judged, Holding.NO_RECORD)
    offer = Offer(about, max(claim.said.until_at, earliest) if earliest else claim.said.until_at)
    if earliest is not None and claim.said.until_at + SAME < earliest:
        words = judged.spoken.time_words(None, earliest)
        kept = _Kept(None, earliest, earliest, words, "", "", is_promise=False)
        return _verdict(claim, judged, Holding.TIGHTER, kept=kept, offer=offer)
    return _verdict(claim, judged, Holding.NO_RECORD, offer=offer)


def _verdict(
    claim: TimeClaim, judged: Judged, holding: Holding, *, kept: _Kept | None = None, offer: Offer | None = None
) -> Verdict:
    start, end = claim.said.start, claim.said.end
    words = judged.words(start, end)
    right = ""
    if kept and holding.holds_message:
        right = judged.sentence_with(kept.words, start=claim.replaced_from, end=end, sentence=claim.sentence)
    return Verdict(
        start=start,
        end=end,
        kind=ClaimKind.TIME,
        holding=holding,
        words=words,
        record_says=kept.words if kept else "",
        source=kept.source if kept else "",
        record=kept.record if kept else "",
        say_instead=right,
        about=claim.about,
        asks=judged.spoken.asks(words) if holding is Holding.NO_RECORD else "",
        offer=offer,
    )
