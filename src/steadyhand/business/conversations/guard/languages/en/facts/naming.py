"""Who is named in a sentence, and is it the one who comes?"""

import re
from collections.abc import Iterator

from steadyhand.business.conversations.guard.facts.claims import NameClaim
from steadyhand.business.conversations.guard.languages.en.facts.telling import Sentence
from steadyhand.business.conversations.guard.languages.en.times.words import MONTHS, WEEKDAYS

_NAME = r"(?P<x>[A-Z][a-zà-ÿ]{1,20}(?:\s[A-Z][a-zà-ÿ]{1,20})?)"
_ROLE = r"(?i:technician|tech|engineer|colleague|dispatcher|manager|name\sis|specialist|coworker)"
_COMES = (
    r"(?:(?:will|is\sgoing\sto|shall)\s(?:be|come|arrive|visit|fit|install|stop|drop|attend|bring|see)|comes|arrives"
    r"|is\scoming|is\son\s(?:his|her|their)\sway|visits|is\syour\stechnician|['’]ll\s(?:be|come|arrive))"
)
_CALLED = re.compile(rf"\b{_ROLE},?\s{_NAME}")
_COMING = re.compile(rf"(?<![\w’'])(?:[Yy]our\s(?:technician|tech|engineer),?\s)?{_NAME},?(?:\s|(?=['’])){_COMES}\b")
_NO_NAMES = frozenset(WEEKDAYS) | frozenset(MONTHS) | {
    "i", "we", "he", "she", "it", "they", "you", "the", "your", "our", "my", "a", "an", "this", "that", "there",
    "somebody", "someone", "nobody", "technician", "engineer", "tech", "delivery", "today", "tomorrow", "next", "as",
    "if", "but", "and", "so", "everything", "everybody", "who", "which", "what", "fedex", "ups", "dhl", "part", "parts",
    "help", "hi", "hello", "dear", "thanks", "another", "one", "service", "support", "dispatch", "please", "he’ll",
}  # fmt: skip


def names_in(sentence: Sentence) -> Iterator[NameClaim]:
    """Yield who is named: those of the record, whoever is called our technician, and whoever is said to come."""
    taken: list[tuple[int, int]] = []
    for pattern, is_coming in ((_COMING, True), (_CALLED, False)):
        for match in pattern.finditer(sentence.text):
            words = match["x"].split()
            if words[0].lower() in _NO_NAMES or sentence.is_quoted(match.start("x")) or _overlaps(match, taken):
                continue
            if len(words) > 1 and words[1].lower() in _NO_NAMES:
                continue
            taken.append(match.span("x"))
            yield NameClaim(*sentence.span_of(match, "x"), match["x"], is_coming, sentence.span)
    for person in sentence.facts.people:
        for match in re.finditer(rf"\b(?P<x>{re.escape(person.name)})\b", sentence.text):
            if not _overlaps(match, taken):
                taken.append(match.span("x"))
                yield NameClaim(*sentence.span_of(match, "x"), match["x"], False, sentence.span)


def _overlaps(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    start, end = match.span("x")
    return any(a < end and start < b for a, b in taken)
