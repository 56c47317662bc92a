"""Which times of day does an English expression mean? `By 2` is 14:00, `half three` is 15:30, at a place of work."""

import re

from steadyhand.business.conversations.guard.languages.en.times.clocks.counted import Moment, moments_in
from steadyhand.business.conversations.guard.languages.en.times.clocks.expression import NOON, Clock
from steadyhand.business.conversations.guard.languages.en.times.clocks.parts import PARTS
from steadyhand.business.conversations.guard.languages.en.times.clocks.points import POINTS
from steadyhand.business.conversations.guard.languages.en.times.clocks.windows import WINDOWS
from steadyhand.business.conversations.guard.languages.en.times.context import Said

__all__ = ["NOON", "Clock", "Moment", "clocks_in", "moments_in"]
_READINGS = (*WINDOWS, *POINTS, *PARTS)
_AGAIN = re.compile(r"\b(?:every|each|daily|nightly|day)\s(?:\w+\s)?(?:at|from|by)?\s?$", re.IGNORECASE)


def clocks_in(said: Said, pieces: frozenset[str]) -> list[Clock]:
    """Return the expressions for times of day in a sentence, in their order, the longest where they overlap."""
    found: list[Clock] = []
    for reading in _READINGS:
        if reading.needs not in pieces:
            continue
        for match in reading.pattern.finditer(said.text):
            try:
                span = reading.meaning(match, said)
            except ValueError:
                # 13 am, 25:00: no time at all.
                continue
            if span is not None and not _AGAIN.search(said.text[max(0, match.start() - 24) : match.start()]):
                start, end = match.span("x")
                found.append(Clock(start, end, *span, is_loose=reading.is_loose, needs_date=reading.needs_date))
    return _longest(found)


def _longest(found: list[Clock]) -> list[Clock]:
    kept: list[Clock] = []
    for each in sorted(found, key=lambda clock: (clock.start, -clock.end, clock.needs_date)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
        elif each.end - each.start > kept[-1].end - kept[-1].start:
            kept[-1] = each
    return kept
