"""From when until when is `this afternoon`, `late morning`, `after lunch`? Parts of a day, by the working hours."""

import re
from datetime import time

from steadyhand.business.conversations.guard.languages.en.times.clocks.expression import NOON, Reading
from steadyhand.business.conversations.guard.languages.en.times.context import Said
from steadyhand.business.conversations.guard.languages.en.times.words import compiled

EVENING = (time(17), time(21))
LUNCH = (time(NOON), time(13))
TEA = (time(15), time(17))
EARLY_MORNING_ENDS, MID_MORNING, LATE_MORNING = time(9, 30), (time(9, 30), time(11)), time(10)
EARLY_AFTERNOON, MID_AFTERNOON, LATE_AFTERNOON = (time(NOON), time(14)), (time(14), time(16)), time(15)


def _part(match: re.Match[str], said: Said) -> tuple[time, time]:
    word, edge = match["part"].lower(), (match["edge"] or "").lower()
    if word.startswith(("ni", "ton")) or word == "evening":
        return EVENING
    return _morning(edge, said) if "morning" in word else _afternoon(edge, said)


def _morning(edge: str, said: Said) -> tuple[time, time]:
    if "early" in edge:
        return said.hours.opens, max(said.hours.opens, EARLY_MORNING_ENDS)
    if "late" in edge:
        return LATE_MORNING, time(NOON)
    return MID_MORNING if "mid" in edge else (min(said.hours.opens, time(NOON)), time(NOON))


def _afternoon(edge: str, said: Said) -> tuple[time, time]:
    closes = max(said.hours.closes, time(NOON + 1))
    if "early" in edge:
        return EARLY_AFTERNOON
    if "late" in edge:
        return min(LATE_AFTERNOON, closes), closes
    return MID_AFTERNOON if "mid" in edge else (time(NOON), closes)


def _first_thing(_match: re.Match[str], said: Said) -> tuple[time, time]:
    return said.hours.opens, max(said.hours.opens, LATE_MORNING)


def _before_lunch(_match: re.Match[str], said: Said) -> tuple[time, time]:
    return min(said.hours.opens, time(NOON)), time(NOON)


def _after_lunch(_match: re.Match[str], said: Said) -> tuple[time, time]:
    return LUNCH[1], max(said.hours.closes, LUNCH[1])


def _lunch(_match: re.Match[str], _said: Said) -> tuple[time, time]:
    return LUNCH


def _tea(_match: re.Match[str], _said: Said) -> tuple[time, time]:
    return TEA


PARTS = (
    Reading(
        "part",
        compiled(
            r"""(?<!\bgood\s)\b(?P<x>(?:(?P<edge>early|late|mid|middle\sof\sthe|later)[\s-](?:in\sthe\s)?)?
            (?:this\s|in\sthe\s|the\s)?(?P<part>morning|afternoon|arvo|evening|night|tonight|tonite))(?!\w)"""
        ),
        _part,
        is_loose=True,
    ),
    # "Fri am", "Friday pm": beside a day only.
    Reading(
        "part",
        compiled(r"(?<=[a-z])\s(?P<x>(?P<edge>(?!))?(?P<part>am|pm))(?=\s*(?:$|[,.;!?)]|or\b|and\b))"),
        lambda match, said: _morning("", said) if match["part"].lower() == "am" else _afternoon("", said),
        is_loose=True,
        needs_date=True,
    ),
    Reading("part", compiled(r"\b(?P<x>first\sthing(?:\sin\sthe\smorning)?)\b"), _first_thing, is_loose=True),
    Reading("part", compiled(r"\b(?P<x>before\slunch(?:time)?)\b"), _before_lunch, is_loose=True),
    Reading("part", compiled(r"\b(?P<x>after\slunch(?:time)?)\b"), _after_lunch, is_loose=True),
    Reading("part", compiled(r"\b(?:at|by|around|over)\s(?P<x>lunch(?:time)?)\b"), _lunch, is_loose=True),
    Reading("part", compiled(r"\b(?:at|by|around|before)\s(?P<x>tea[\s-]?time)\b"), _tea, is_loose=True),
)
