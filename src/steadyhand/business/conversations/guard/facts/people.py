"""How does a name in a text stand to who is known, and to who comes?"""

from steadyhand.business.conversations.guard.facts.claims import NameClaim
from steadyhand.business.conversations.guard.facts.judging import Judged
from steadyhand.business.conversations.guard.facts.matching import is_same_person
from steadyhand.business.conversations.guard.facts.record import Sourced
from steadyhand.business.conversations.guard.verdicts import ClaimKind, Holding, Verdict


def judge_name(claim: NameClaim, judged: Judged) -> Verdict:
    """Return what the record has to say about somebody named; who is said to come is held against the visits."""
    facts = judged.facts
    coming = [visit for visit in facts.visits if visit.technician]
    if claim.is_coming and coming:
        right = next((visit for visit in coming if is_same_person(visit.technician, claim.name)), None)
        if right:
            return _verdict(claim, judged, Holding.MATCHES, right, right.technician)
        return _verdict(claim, judged, Holding.CONTRADICTS, coming[0], coming[0].technician)
    known = next((person for person in facts.people if is_same_person(person.name, claim.name)), None)
    if known:
        says = f"{known.name}, {known.role}" if known.role else known.name
        return _verdict(claim, judged, Holding.MATCHES, known, says)
    visit = next((visit for visit in coming if is_same_person(visit.technician, claim.name)), None)
    if visit:
        return _verdict(claim, judged, Holding.MATCHES, visit, visit.technician)
    return _verdict(claim, judged, Holding.NO_RECORD)


def _verdict(
    claim: NameClaim, judged: Judged, holding: Holding, known: Sourced | None = None, says: str = ""
) -> Verdict:
    words, right = judged.words(claim.start, claim.end), ""
    if holding is Holding.CONTRADICTS:
        right = judged.sentence_with(says, start=claim.start, end=claim.end, sentence=claim.sentence)
    return Verdict(
        start=claim.start,
        end=claim.end,
        kind=ClaimKind.NAME,
        holding=holding,
        words=words,
        record_says=says,
        source=known.source if known else "",
        record=known.record if known else "",
        say_instead=right,
        asks=judged.spoken.asks(words) if holding is Holding.NO_RECORD else "",
    )
