"""How does what a text says of a part stand to its order?"""

from steadyhand.business.conversations.guard.facts.claims import StateClaim
from steadyhand.business.conversations.guard.facts.judging import Judged
from steadyhand.business.conversations.guard.facts.matching import named_parts
from steadyhand.business.conversations.guard.facts.record import PartFact, PartState
from steadyhand.business.conversations.guard.verdicts import ClaimKind, Holding, Verdict

# What has shipped was ordered: which states of the record make what is said true.
_TRUE_IN = {
    PartState.ORDERED: set(PartState) - {PartState.IN_STOCK, PartState.ON_VAN},
    PartState.BACKORDERED: {PartState.BACKORDERED},
    PartState.SHIPPED: {PartState.SHIPPED, PartState.ARRIVED, PartState.INSTALLED},
    PartState.ARRIVED: {PartState.ARRIVED, PartState.IN_STOCK, PartState.ON_VAN, PartState.INSTALLED},
    PartState.IN_STOCK: {PartState.IN_STOCK, PartState.ARRIVED, PartState.ON_VAN},
    PartState.ON_VAN: {PartState.ON_VAN},
    PartState.INSTALLED: {PartState.INSTALLED},
}


def judge_state(claim: StateClaim, judged: Judged) -> Verdict:
    """Return what the record has to say about how far a part has come."""
    parts = judged.facts.parts
    named = named_parts(judged.words(*claim.sentence), parts)
    meant = named or list(parts)
    if not meant:
        return _verdict(claim, judged, Holding.NO_RECORD)
    right = [part for part in meant if (part.state in _TRUE_IN[claim.state]) is not claim.is_denied]
    if right:
        return _verdict(claim, judged, Holding.MATCHES, part=right[0])
    if len(meant) > 1 and not named:
        # Which of several orders "it" is nobody can say.
        return _verdict(claim, judged, Holding.NOT_CHECKABLE)
    return _verdict(claim, judged, Holding.CONTRADICTS, part=meant[0])


def _verdict(claim: StateClaim, judged: Judged, holding: Holding, *, part: PartFact | None = None) -> Verdict:
    words, spoken = judged.words(claim.start, claim.end), judged.spoken
    says = spoken.part_says(part.name, part.state, part.expected_on) if part else ""
    return Verdict(
        start=claim.start,
        end=claim.end,
        kind=ClaimKind.PART_STATE,
        holding=holding,
        words=words,
        record_says=says,
        source=part.source if part else "",
        record=part.record if part else "",
        say_instead=says if holding is Holding.CONTRADICTS else "",
        asks=spoken.asks(words) if holding is Holding.NO_RECORD else "",
    )
