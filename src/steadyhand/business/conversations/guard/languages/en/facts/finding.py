"""Which claims stand in an English text? Sentence by sentence; what is quoted or asked claims nothing."""

from collections.abc import Iterator
from datetime import datetime

from steadyhand.business.conversations.guard.facts.claims import Claim, TermClaim
from steadyhand.business.conversations.guard.facts.record import Facts, TermOf
from steadyhand.business.conversations.guard.languages.en.facts.amounts import numbers_in, prices_in
from steadyhand.business.conversations.guard.languages.en.facts.naming import names_in
from steadyhand.business.conversations.guard.languages.en.facts.states import states_in
from steadyhand.business.conversations.guard.languages.en.facts.telling import Sentence
from steadyhand.business.conversations.guard.languages.en.facts.times import times_claimed
from steadyhand.business.conversations.guard.languages.en.times.finding import sentences_in
from steadyhand.business.conversations.guard.languages.en.times.words import compiled


def claims_in(text: str, facts: Facts, at: datetime) -> tuple[Claim, ...]:
    """Return what a text claims, in its order."""
    found: list[Claim] = []
    for start, raw in sentences_in(text):
        lead = len(raw) - len(raw.lstrip())
        sentence = Sentence(raw.strip(), start + lead, facts, at)
        if sentence.is_question:
            continue
        terms = list(_terms_in(sentence))
        found += terms
        found += times_claimed(sentence) if not any(term.until_on for term in terms) else []
        for finder in (states_in, prices_in, numbers_in, names_in):
            found += finder(sentence)
    return tuple(found)


_OF = {
    "part": TermOf.PARTS, "parts": TermOf.PARTS, "labor": TermOf.LABOUR, "labour": TermOf.LABOUR, "toner": TermOf.TONER,
    "travel": TermOf.TRAVEL, "network": TermOf.NETWORK, "network work": TermOf.NETWORK, "contract": TermOf.CONTRACT,
    "agreement": TermOf.CONTRACT, "warranty": TermOf.WARRANTY,
}  # fmt: skip
_COVERED = compiled(
    r"""\b(?P<of>parts|labou?r|toner|travel|network(?:\swork)?)\s(?:is|are)\s(?P<no>not\s|n['’]t\s)?(?:all\s|fully\s|also\s)?
    (?P<how>covered|included|free|billable|extra|chargeable)\b"""
)
_COVERS = compiled(
    r"""\b(?:contract|agreement)\s(?P<no>does\snot\s|doesn['’]t\s)?(?:covers?|includes?)\s(?:all\s)?(?:the\s)?
    (?P<of>parts|labou?r|toner|travel|network)\b"""
)
_RUNS = compiled(
    r"\b(?P<of>contract|agreement|warranty)\s(?:runs|ends|expires|lasts|is\s(?:good|valid))\s(?:until|till|on|through|to)?"
)
# How far from "runs" its day may stand: "until the".
_BESIDE = 12
_COSTS = ("billable", "extra", "chargeable")


def _terms_in(sentence: Sentence) -> Iterator[TermClaim]:
    for pattern in (_COVERED, _COVERS):
        for match in pattern.finditer(sentence.text):
            is_paid = pattern is _COVERED and match["how"].lower() in _COSTS
            of = _OF[match["of"].lower()]
            start, end = sentence.span_of(match)
            yield TermClaim(start, end, of, bool(match["no"]) is is_paid, None, sentence.span)
    for match in _RUNS.finditer(sentence.text):
        after = [said for said in sentence.times if abs(said.start - match.end()) <= _BESIDE]
        if after:
            start = sentence.start + match.start()
            of, until_on = _OF[match["of"].lower()], after[0].until_at.date()
            yield TermClaim(start, sentence.start + after[0].end, of, None, until_on, sentence.span)
