"""What stands about an answer as a whole: is there one, whose words are they, and can the signs see it at all?

A rubric that asks for words is met by a page full of them, and one that asks to avoid some by a single “yes”. So what
is to be avoided counts only beside something that was shown, the drill's own text pasted in shows nothing, and whatever
the signs can't see is said. Values in, values out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from steadyhand.business.conversations.guard.rules.folding import fold
from steadyhand.business.learning.drills.rubric import Point, Seen, hold_against, words_in

# So many words in a row that somebody else wrote are copied, not chosen.
IN_A_ROW = 4
# Above this share of what was written it isn't one's own. Where the facts of the scene are what is asked for, as in a
# note for colleagues, the example has many of them: so much more than the example is copied.
MOST_COPIED, MORE_THAN_EXAMPLE = 0.6, 0.15
# Below this share of small English words, in so many words, it is another language, or none.
FEWEST_SMALL, FEWEST_WORDS = 0.2, 6
# As long as three of the example, and longer than half a minute of talk (150 words a minute).
TIMES_AS_LONG, HALF_A_MINUTE = 3, 75
_SMALL = frozenset(
    """
    a about after all an and any are as at be been but by call can could did do does don't for from get give go had
    has have he her here him how i i'd i'll i'm i've if in is isn't it it's let like me more my no not now of on one
    or our out she so sorry that that's the their them then there they this time to today tomorrow up us was way we
    we'll we're were what when where which who will with won't would yes you you'd you'll you're your
    """.split()  # noqa: SIM905  # a paragraph of words reads better than a list of them
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
NOT_LOOKED_AT = "Not looked at: there is nothing of an answer yet to hold it against."
COPIED = "Most of this is the drill's own text. What would you say?"
EXAMPLE = "These are the example's words. They hold; now say it as it would come out of your own mouth."
NOT_ENGLISH = (
    "This hardly looks like English, and the signs are English words: they can't see what it says. If it is another "
    "language, press “I see it otherwise”, and a person reads it."
)


@dataclass(frozen=True, slots=True)
class Told:
    """What whoever answers has before them, and the example that they see afterwards."""

    texts: Sequence[str]
    example: str


@dataclass(frozen=True, slots=True)
class Looked:
    """How an answer stands, point by point, and what there is to say of it as a whole."""

    points: tuple[Seen, ...]
    remarks: tuple[str, ...]


def look_at(answer: str, points: Sequence[Point], told: Told) -> Looked:
    """Return how an answer stands against a rubric, and what is to be said about it as a whole."""
    seen = hold_against(answer, points)
    if _copied(answer, told.texts) > max(MOST_COPIED, _copied(told.example, told.texts) + MORE_THAN_EXAMPLE):
        return Looked(tuple(_unlooked(each) for each in seen), (COPIED,))
    if not any(each.is_met for each, point in zip(seen, points, strict=True) if _shows(point)):
        seen = tuple(each if _shows(point) else _unlooked(each) for each, point in zip(seen, points, strict=True))
    remarks = (
        NOT_ENGLISH if not _is_english(answer) else "",
        EXAMPLE if _copied(answer, [told.example]) > MOST_COPIED else "",
        _length(answer, points, told.example),
    )
    return Looked(seen, tuple(each for each in remarks if each))


def _shows(point: Point) -> bool:
    """Tell whether meeting it takes saying something: leaving a word out, or being brief, takes nothing."""
    return bool(point.signs or point.questions) and not point.avoids


def _unlooked(seen: Seen) -> Seen:
    return seen if seen.by and not seen.is_met else replace(seen, is_met=False, by="", missing=NOT_LOOKED_AT)


def _copied(answer: str, texts: Sequence[str]) -> float:
    """Return the share of an answer's words (0–1) that stand in a row in one of the texts."""
    words = _words(answer)
    theirs = set(_rows(_words(" ".join(texts))))
    rows = _rows(words)
    copied = {place + step for place, row in enumerate(rows) if row in theirs for step in range(IN_A_ROW)}
    return len(copied) / len(words) if words else 0.0


def _rows(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[place : place + IN_A_ROW]) for place in range(len(words) - IN_A_ROW + 1)]


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _is_english(answer: str) -> bool:
    words = _words(answer)
    return len(words) < FEWEST_WORDS or sum(word in _SMALL for word in words) / len(words) >= FEWEST_SMALL


def _length(answer: str, points: Sequence[Point], example: str) -> str:
    """Return what to say of an answer that nobody would listen to the end of; points that count words say it better."""
    count, example_count = words_in(answer), words_in(example)
    if count <= max(HALF_A_MINUTE, TIMES_AS_LONG * example_count) or any(p.most_words for p in points):
        return ""
    return f"That is {count} words; the example has {example_count}. What would you leave out at a counter?"
