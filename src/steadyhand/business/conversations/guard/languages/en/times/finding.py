"""Which times stand in a text? Sentence by sentence, so that a long text takes no longer than its sentences."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from steadyhand.business.conversations.guard.findings import TimeSaid
from steadyhand.business.conversations.guard.languages.en.times.context import Said
from steadyhand.business.conversations.guard.languages.en.times.joining import times_of_sentence
from steadyhand.business.conversations.guard.languages.en.times.pieces import pieces_of
from steadyhand.business.conversations.guard.languages.en.times.words import MONTH, WEEKDAY, compiled
from steadyhand.business.conversations.guard.times.hours import Hours

# Nobody writes a sentence of this length; what has no end by then is cut, so that odd input can't take long.
LONGEST = 600
# Nor a message with so many times; what is left of a longer one isn't looked at.
MOST_TIMES = 2_000
_STOP = re.compile(r"[.!?;](?=\s)|\n")
# "Weds. 18th", "approx. 3", "2 p.m. tomorrow" go on behind their stop.
_GOES_ON = compiled(rf"(?:\b(?:approx|a\.?m|p\.?m|mr|mrs|ms|dr|st|no|hr|hrs|min|mins|{WEEKDAY}|{MONTH})|\b[ap]\.m)\.$")


def times_in(text: str, *, at: datetime, hours: Hours | None = None) -> tuple[TimeSaid, ...]:
    """Return the times that stand in a text, each from and until when it may be meant, on the clock that `at` keeps.

    `until_at` of a whole day is its last minute. `at` is the moment in which the text is said; Monday is worked out
    from it, and from whether the sentence speaks of what was or what will be.
    """
    by = hours or Hours()
    found: list[TimeSaid] = []
    for start, sentence in sentences_in(text):
        if len(found) >= MOST_TIMES:
            break
        pieces = pieces_of(sentence)
        if pieces:
            found += [
                replace(each, start=start + each.start, end=start + each.end)
                for each in times_of_sentence(Said(sentence, at, by), pieces)
            ]
    return tuple(sorted(found))


def sentences_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence with where it begins; its stop belongs to it."""
    start = 0
    for stop in _STOP.finditer(text):
        if stop[0] == "." and _GOES_ON.search(text[max(start, stop.end() - 12) : stop.end()]):
            follows = text[stop.end() : stop.end() + 2].strip()[:1]
            if not follows.isupper():
                continue
        yield from _cut(start, text[start : stop.end()])
        start = stop.end()
    yield from _cut(start, text[start:])


def _cut(start: int, sentence: str) -> Iterator[tuple[int, str]]:
    while len(sentence) > LONGEST:
        space = sentence.rfind(" ", LONGEST // 2, LONGEST)
        at = space if space > 0 else LONGEST
        yield start, sentence[:at]
        start, sentence = start + at, sentence[at:]
    if sentence.strip():
        yield start, sentence
