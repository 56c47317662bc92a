"""How does an amount in a text stand to the prices of the record?"""

import re

from steadyhand.business.conversations.guard.facts.claims import PriceClaim
from steadyhand.business.conversations.guard.facts.judging import Judged
from steadyhand.business.conversations.guard.facts.record import PriceFact
from steadyhand.business.conversations.guard.verdicts import ClaimKind, Holding, Verdict

_SHORTEST_WORD = 4


def judge_price(claim: PriceClaim, judged: Judged) -> Verdict:
    """Return what the record has to say about an amount: of what the sentence names, else of anything."""
    named = _named(judged.words(*claim.sentence), judged.facts.prices)
    for price in named or judged.facts.prices:
        if price.cents == claim.cents:
            return _verdict(claim, judged, Holding.MATCHES, price)
    if not named:
        return _verdict(claim, judged, Holding.NO_RECORD)
    return _verdict(claim, judged, Holding.CONTRADICTS, named[0])


def _named(sentence: str, prices: tuple[PriceFact, ...]) -> list[PriceFact]:
    words = set(re.findall(r"\w+", sentence.lower()))
    named = []
    for price in prices:
        telling = {word for word in re.findall(r"\w+", price.of.lower()) if len(word) >= _SHORTEST_WORD}
        if telling & words:
            named.append((len(telling & words), price))
    most = max((count for count, _ in named), default=0)
    return [price for count, price in named if count == most]


def _verdict(claim: PriceClaim, judged: Judged, holding: Holding, price: PriceFact | None = None) -> Verdict:
    words, right = judged.words(claim.start, claim.end), ""
    if price and holding is Holding.CONTRADICTS:
        value = judged.spoken.price_words(price.cents)
        right = judged.sentence_with(value, start=claim.start, end=claim.end, sentence=claim.sentence)
    return Verdict(
        start=claim.start,
        end=claim.end,
        kind=ClaimKind.PRICE,
        holding=holding,
        words=words,
        record_says=f"{price.of}: {judged.spoken.price_words(price.cents)}" if price else "",
        source=price.source if price else "",
        record=price.record if price else "",
        say_instead=right,
        asks=judged.spoken.asks(words) if holding is Holding.NO_RECORD else "",
    )
