"""Words of one's own, held against a rubric that shows itself: which point was seen, and by which words?

The signs are patterns as the guard's rules have them (`guard/rules/patterns.py`). They see words, not meaning: so each
point says what it looked for, whoever learns may disagree, and a person reads that.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from steadyhand.business.conversations.guard.rules.folder import abbreviations
from steadyhand.business.conversations.guard.rules.folding import fold
from steadyhand.business.conversations.guard.rules.patterns import Pattern
from steadyhand.business.conversations.guard.sentences import sentences

_QUESTION = re.compile(r"[^.!?…]{3,}\?")
# “When is it slow, and who waits for it?” asks two things.
_AND_ASKS = re.compile(r",? (?:and|or) (?:who|what|when|where|which|how|why)\b")
# “I'm not sorry”, “you won't hear from me”: with one of these right before it, a sign says its opposite; a sign that
# has one of them itself, as in “I don't know yet”, means it.
_NO = r"(?:\b(?:not|never|no|nor|cannot|hardly|without|refuse to)\b|n't\b)"
_DENIED = re.compile(rf"{_NO}(?: (?!but\b|only\b|just\b|so\b)[\w']{{1,20}}){{0,2}} $")
_LAST_NO = re.compile(rf"^.*{_NO}", re.DOTALL)
_MEANS_NO = re.compile(
    r"n't|\bno(?:t|pe|thing|body|ne|(?! (?:\{1,3\})?later))\b|\bcannot|\bnever|\bwithout|too early|until i"
)
# As much of a sign as is quoted: enough to recognise one's own words.
LONGEST_QUOTE = 80
LONGEST_DENIAL = 60


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a good answer has, or, where it `avoids`, has not.

    Seen by any of its `signs`, by so many questions, by at most so many sentences, or at most so many words:
    what is 0 isn't looked at.
    """

    name: str
    means: str
    # What is said where it wasn't seen.
    missing: str
    signs: tuple[Pattern, ...] = ()
    questions: int = 0
    most_sentences: int = 0
    most_words: int = 0
    avoids: bool = False
    # Its signs name a thing, which is named as well in “I don't have it”.
    may_be_denied: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """How a point stands: `by` are the very words that showed it, or, of what is to be avoided, that break it."""

    name: str
    means: str
    is_met: bool
    by: str
    missing: str


def hold_against(text: str, points: Sequence[Point]) -> tuple[Seen, ...]:
    """Return how each point stands in a text, in their order."""
    return tuple(_seen(text, point) for point in points)


def words_in(text: str) -> int:
    return len(text.split())


def _seen(text: str, point: Point) -> Seen:
    by = _sign_in(text, point.signs, may_be_denied=point.may_be_denied)
    if point.avoids:
        return Seen(point.name, point.means, is_met=not by, by=by, missing=point.missing)
    is_met, said = bool(by), by
    if not point.signs:
        is_met, said = _counted(text, point)
    return Seen(point.name, point.means, is_met=is_met, by=said, missing=point.missing)


def _counted(text: str, point: Point) -> tuple[bool, str]:
    """Return whether what is counted is so, and what was counted, in words."""
    if point.questions:
        asked = [each.strip() for each in _QUESTION.findall(text)]
        count = len(asked) + sum(len(_AND_ASKS.findall(fold(each))) for each in asked)
        return count >= point.questions, _quoted(asked[-1]) if asked else ""
    if point.most_sentences:
        count = len(sentences(text, abbreviations("en")))
        return 0 < count <= point.most_sentences, f"{count} sentence{'' if count == 1 else 's'}"
    count = words_in(text)
    return 0 < count <= point.most_words, f"{count} word{'' if count == 1 else 's'}"


def _sign_in(text: str, signs: Sequence[Pattern], *, may_be_denied: bool) -> str:
    folded = fold(text)
    found = [
        span
        for sign in signs
        for match in sign.matches(folded)
        for span in [match.span() if may_be_denied or _MEANS_NO.search(sign.source) else _not_denied(sign, match)]
        if span
    ]
    if not found:
        return ""
    start, end = min(found)
    return _quoted(text[start:end])


def _not_denied(sign: Pattern, match: re.Match[str]) -> tuple[int, int] | None:
    """Return where a sign stands without a “not” in or right before it: of “I can't today, but I'll call” the end."""
    folded, (start, end) = match.string, match.span()
    if _DENIED.search(folded[max(0, start - LONGEST_DENIAL) : start]):
        return None
    denial = _LAST_NO.match(folded[start:end])
    if denial is None:
        return start, end
    after = start + denial.end()
    rest = [
        each
        for each in sign.matches(folded[after:end])
        if not _DENIED.search(folded[:after][-LONGEST_DENIAL:] + folded[after : after + each.start()])
    ]
    return (after + rest[0].start(), after + rest[0].end()) if rest else None


def _quoted(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= LONGEST_QUOTE else f"{said[:LONGEST_QUOTE]}…"
