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
# As much of a sign as is quoted: enough to recognise one's own words.
LONGEST_QUOTE = 80


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
    by = _sign_in(text, point.signs)
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
        return len(asked) >= point.questions, _quoted(asked[-1]) if asked else ""
    if point.most_sentences:
        count = len(sentences(text, abbreviations("en")))
        return 0 < count <= point.most_sentences, f"{count} sentence{'' if count == 1 else 's'}"
    count = words_in(text)
    return 0 < count <= point.most_words, f"{count} word{'' if count == 1 else 's'}"


def _sign_in(text: str, signs: Sequence[Pattern]) -> str:
    folded = fold(text)
    found = [match.span() for sign in signs for match in sign.matches(folded)]
    if not found:
        return ""
    start, end = min(found)
    return _quoted(text[start:end])


def _quoted(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= LONGEST_QUOTE else f"{said[:LONGEST_QUOTE]}…"
