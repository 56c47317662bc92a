"""How far is a part said to have come? "It has shipped", "we have it on the van", "I ordered the drum"."""

from collections.abc import Iterator

from steadyhand.business.conversations.guard.facts.claims import StateClaim
from steadyhand.business.conversations.guard.facts.matching import named_parts
from steadyhand.business.conversations.guard.facts.record import PartState
from steadyhand.business.conversations.guard.languages.en.facts.telling import Sentence
from steadyhand.business.conversations.guard.languages.en.times.words import compiled

_PART = compiled(
    r"\b(?:parts?|drum|fuser|toner|cartridge|rollers?|kit|board|panel|belt|sensor|motor|finisher|order|gear|lamp|cable|unit)\b"
)
_BE = r"(?:(?:is|are|was|were|has\sbeen|have\sbeen|['’]s|has|have)\s(?:(?:not|now|already|just|still|yet|all)\s){0,2})"
_NOT_BE = r"(?:(?:isn['’]t|aren['’]t|wasn['’]t|hasn['’]t(?:\sbeen)?|haven['’]t(?:\sbeen)?)\s(?:yet\s)?)"
_PASSIVE = (
    (PartState.BACKORDERED, r"(?:back-?\s?ordered|on\sback-?\s?order)"),
    (PartState.ORDERED, r"(?:ordered|on\sorder)"),
    (PartState.SHIPPED, r"(?:shipped|on\s(?:its|the|their)\sway|in\stransit|sent\sout|out\sfor\sdelivery)"),
    (PartState.ON_VAN, r"(?:on\s(?:the|my|our|his|her)\s(?:van|truck))"),
    (PartState.IN_STOCK, r"(?:in\sstock|on\s(?:the|our)\sshelf)"),
    (PartState.ARRIVED, r"(?:arrived|here\swith\sus|come\sin|landed|delivered)"),
    (PartState.INSTALLED, r"(?:installed|fitted|put\sin|replaced)"),
)
_ACTIVE = (
    (PartState.ORDERED, r"(?:i|we|he|she|bruno|ana)(?:['’]ve|\shave|\shas)?\s(?:already\s|just\s)?ordered"),
    (PartState.SHIPPED, r"(?:shipped|went\sout|left\sthe\s(?:warehouse|supplier))(?=[\s.,;!])"),
    (PartState.ARRIVED, r"(?:arrived|came\sin|landed)(?=[\s.,;!]|$)"),
    (
        PartState.INSTALLED,
        r"(?:i|we|he|she)(?:['’]ve|\shave|\shas)?\s(?:already\s|just\s)?(?:installed|fitted|replaced|put\sin)",
    ),
    (
        PartState.ON_VAN,
        r"(?:i|we)(?:['’]ve|\shave)\s(?:got\s)?(?:it|one|(?:the|your|a)(?:\s\w+){1,4}|them)\son\s(?:the|my|our)\s(?:van|truck)",
    ),
    (
        PartState.IN_STOCK,
        r"(?:i|we)(?:['’]ve|\shave)\s(?:got\s)?(?:it|one|(?:the|your|a)(?:\s\w+){1,4}|them)\sin\sstock",
    ),
)
_PATTERNS = tuple(
    [(state, True, compiled(rf"(?<!\w)(?P<x>(?:{_BE}|{_NOT_BE}){words})\b")) for state, words in _PASSIVE]
    + [(state, False, compiled(rf"(?<!\w)(?P<x>{words})")) for state, words in _ACTIVE]
)


def states_in(sentence: Sentence) -> Iterator[StateClaim]:
    """Yield how far parts are said to have come; not what will happen, nor what somebody is quoted with."""
    if not (_PART.search(sentence.text) or named_parts(sentence.text, sentence.facts.parts)):
        return
    taken: list[tuple[int, int]] = []
    for state, is_passive, pattern in _PATTERNS:
        for match in pattern.finditer(sentence.text):
            start, end = match.span("x")
            if sentence.is_quoted(start) or sentence.is_to_come(start) or any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            words = match["x"].lower()
            is_denied = sentence.is_denied(start) or " not " in f" {words} " or "n't" in words or "n’t" in words
            yield StateClaim(
                *sentence.span_of(match, "x"), state, is_denied=is_denied, is_passive=is_passive, sentence=sentence.span
            )
