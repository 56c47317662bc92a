"""How does what a text says of a contract stand to its terms?"""

from steadyhand.business.conversations.guard.facts.claims import TermClaim
from steadyhand.business.conversations.guard.facts.judging import Judged
from steadyhand.business.conversations.guard.facts.record import TermFact
from steadyhand.business.conversations.guard.verdicts import ClaimKind, Holding, Verdict


def judge_term(claim: TermClaim, judged: Judged) -> Verdict:
    """Return what the record has to say about what a contract covers, or how long it runs."""
    for term in judged.facts.terms:
        if term.of is not claim.of:
            continue
        if claim.until_on is not None and term.until_on is not None:
            return _verdict(claim, judged, _same(claim.until_on == term.until_on), term)
        if claim.is_covered is not None and term.is_covered is not None:
            return _verdict(claim, judged, _same(claim.is_covered == term.is_covered), term)
    return _verdict(claim, judged, Holding.NO_RECORD)


def _same(is_so: bool) -> Holding:  # noqa: FBT001 - the one thing it is asked
    return Holding.MATCHES if is_so else Holding.CONTRADICTS


def _verdict(claim: TermClaim, judged: Judged, holding: Holding, term: TermFact | None = None) -> Verdict:
    words = judged.words(claim.start, claim.end)
    says = ""
    if term:
        says = judged.spoken.term_says(term.of, term.is_covered, term.until_on if claim.until_on else None)
    return Verdict(
        start=claim.start,
        end=claim.end,
        kind=ClaimKind.CONTRACT,
        holding=holding,
        words=words,
        record_says=says,
        source=term.source if term else "",
        record=term.record if term else "",
        say_instead=says if holding is Holding.CONTRADICTS else "",
        asks=judged.spoken.asks(words) if holding is Holding.NO_RECORD else "",
    )
