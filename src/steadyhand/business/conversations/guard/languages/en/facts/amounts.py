"""Which amounts of money and which numbers of machines and parts stand in a sentence?"""

from collections.abc import Iterator

from steadyhand.business.conversations.guard.facts.claims import NumberClaim, PriceClaim
from steadyhand.business.conversations.guard.facts.matching import bare, known_numbers
from steadyhand.business.conversations.guard.languages.en.facts.telling import Sentence
from steadyhand.business.conversations.guard.languages.en.times.words import compiled

_PRICE = compiled(
    r"""(?<![\w.])(?:(?:\$|usd\s?|us\$|€|£)\s?(?P<n>\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(?P<c>\d\d))?
    |(?P<n2>\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(?P<c2>\d\d))?\s?(?:dollars|bucks|usd|euros?|€))(?![\w])"""
)
# What is introduced as a number, and what has a number's shape.
_SERIAL = compiled(
    r"\b(?:serial(?:\s(?:number|no\.?|\#))?|s/n|sn)(?:\s(?:is|of|ends\sin))?[\s:\#]{1,3}(?P<x>(?=[\w/.-]*\d)[a-z0-9][\w/.-]{2,24}\w)"
)
_PART_NUMBER = compiled(
    r"\bpart\s?(?:number|no\.?|\#)(?:\sis)?[\s:\#]{0,3}(?P<x>(?=[\w/.-]*\d)[a-z0-9][\w/.-]{2,24}\w)"
)
_SHAPE = compiled(r"(?<![\w$€£/.,:-])(?P<x>(?=[a-z0-9-]*\d)[a-z0-9]+(?:-[a-z0-9]+)*)(?![\w/])")
_MORE_DIGITS = compiled(r"(?:[\s/-]\w{1,8}){1,3}?(?!\w)")
_SHORTEST = 4


def prices_in(sentence: Sentence) -> Iterator[PriceClaim]:
    """Yield the amounts of money."""
    for match in _PRICE.finditer(sentence.text):
        if not sentence.is_quoted(match.start()):
            whole, cents = match["n"] or match["n2"], match["c"] or match["c2"] or "0"
            amount = int(whole.replace(",", "")) * 100 + int(cents)
            yield PriceClaim(*sentence.span_of(match), amount, sentence.span)


def numbers_in(sentence: Sentence) -> Iterator[NumberClaim]:
    """Yield the numbers of machines and parts: those of the record, and those that are called so."""
    taken: set[int] = set()
    known = known_numbers(sentence.facts)
    for pattern, is_serial in ((_SERIAL, True), (_PART_NUMBER, False)):
        for match in pattern.finditer(sentence.text):
            start = match.start("x")
            if start not in taken:
                taken.add(start)
                end = _known_end(sentence.text, start, match.end("x"), known)
                at = sentence.start + start, sentence.start + end
                yield NumberClaim(*at, sentence.text[start:end], is_serial, sentence.span)
    for match in _SHAPE.finditer(sentence.text) if known else ():
        if match.start("x") not in taken and len(match["x"]) >= _SHORTEST and bare(match["x"]) in known:
            yield NumberClaim(*sentence.span_of(match, "x"), match["x"], False, sentence.span)


def _known_end(text: str, start: int, end: int, known: frozenset[str]) -> int:
    """Return where a number ends that is written with blanks: "1130 0412"."""
    further = _MORE_DIGITS.match(text, end)
    return further.end() if further and bare(text[start : further.end()]) in known else end
