"""Which time of day is `2:30 pm`, `half three`, `by 2`? Points, with the hour that a place of work means."""

import re
from datetime import time

from steadyhand.business.conversations.guard.languages.en.times.clocks.expression import (
    COUNTED,
    HALF,
    MINUTES,
    NOON,
    SOME_HOUR,
    WORD_HOUR,
    Reading,
    as_said,
    half_beside,
)
from steadyhand.business.conversations.guard.languages.en.times.context import Said
from steadyhand.business.conversations.guard.languages.en.times.words import (
    NUMBERS,
    TOMORROW,
    WEEKDAYS,
    compiled,
    number_of,
    one_of,
)

MINUTES_AN_HOUR = 60


def _point(match: re.Match[str], said: Said) -> tuple[time, time]:
    hour = number_of(match["h"])
    at = as_said(hour, int(match["min"] or 0), match["half"] or half_beside(match, hour, said))
    return at, at


_ASKS = compiled(rf"\b(?:at|by|before|after|until|from|{TOMORROW}|today|{one_of(WEEKDAYS)})\s$")


def _dotted(match: re.Match[str], said: Said) -> tuple[time, time] | None:
    is_asked = _ASKS.search(said.text[max(0, match.start() - 14) : match.start()])
    return _point(match, said) if is_asked else None


def _half_past(match: re.Match[str], said: Said) -> tuple[time, time]:
    hour = number_of(match["h"])
    at = as_said(hour, 30, half_beside(match, hour, said))
    return at, at


def _in_words(match: re.Match[str], said: Said) -> tuple[time, time]:
    hour, minute = number_of(match["h"]), match["m"].lower().replace(" ", "-")
    minutes = number_of(minute.removeprefix("oh-")) if minute in NUMBERS or "oh-" in minute else 0
    if not minutes:
        tens, ones = minute.split("-")
        minutes = number_of(tens) + number_of(ones)
    at = as_said(hour, minutes, match["half"] or half_beside(match, hour, said))
    return at, at


def _to_or_past(match: re.Match[str], said: Said) -> tuple[time, time] | None:
    if not _is_clock(match):
        return None
    hour, by = number_of(match["h"]), match["by"].lower().replace(" ", "-")
    minutes = 15 if by == "quarter" else 25 if by == "twenty-five" else number_of(by)
    if match["way"].lower() in ("to", "till", "til", "of", "before"):
        hour = NOON if hour == 1 else hour - 1
        minutes = MINUTES_AN_HOUR - minutes
    at = as_said(hour, minutes, match["half"] or half_beside(match, hour, said))
    return at, at


def _is_clock(match: re.Match[str]) -> bool:
    """Tell `ten to five` from `10 to 12`, which is a window: words, or a quarter, or past."""
    by, way = match["by"].lower(), match["way"].lower()
    if by.isdigit():
        return way in ("past", "after", "till", "til") and int(by) < MINUTES_AN_HOUR
    return way != "of" or by == "quarter"


def _noon(_match: re.Match[str], _said: Said) -> tuple[time, time]:
    return time(NOON), time(NOON)


def _midnight(_match: re.Match[str], _said: Said) -> tuple[time, time]:
    return time(23, 59), time(23, 59)


def _opening(_match: re.Match[str], said: Said) -> tuple[time, time]:
    return said.hours.opens, said.hours.opens


_PREP = (
    r"(?:at|by|before|b4|after|around|about|until|till|til|from|@|circa|~|no\slater\sthan|not\slater\sthan|eta(?:\sis)?:?"
    r"|past|like|say|closer\sto|as\slate\sas|as\searly\sas|instead\sof)"
)
# After a bare number there may only be what goes on a sentence: "at 4 pages a minute" is no time.
_GOES_ON = rf"""(?=\s*(?:$|[,;!?)\n]|\.(?!\d)|-?ish\b|[-–—]\s|(?:today|{TOMORROW}|tonight|on|this|next|in\sthe|sharp
    |at\sthe\slatest|latest|if|so|or|and|but|then|when|unless|as|to|with|for|because|works?|is|was|would|will|ok|okay
    |please|pls|thanks|thx|instead|the\slatest|local|your\stime|{one_of(WEEKDAYS)}|i|we|he|she|you|your|the|my|me|us
    |o['’]?clock)(?!\w)))"""
_MINUTE_WORDS = (
    r"(?:thirty|fifteen|forty[\s-]five|ten|twenty|forty|fifty|oh\sfive|thirty[\s-]five|twenty[\s-]five|fifty[\s-]five)"
)
_LONE = r"(?<![\w:/.$\#€£-])"

POINTS = (
    Reading(
        "clock",
        compiled(rf"{_LONE}(?P<x>(?P<h>{SOME_HOUR})(?:[:.](?P<min>{MINUTES}))?\s?(?P<half>{HALF}))(?![\w/])"),
        _point,
    ),
    Reading(
        "colon",
        compiled(
            rf"""{_LONE}(?P<x>(?P<h>[01]?\d|2[0-3]):(?P<min>{MINUTES})(?P<half>)(?:\s(?:hours|hrs)\b)?)(?![\w:%/])
            (?!\s?(?:ratio|scale|zoom))"""
        ),
        _point,
    ),
    Reading(
        "digit",
        compiled(rf"{_LONE}(?P<x>(?P<h>[01]\d|2[0-3]):?(?P<min>{MINUTES})(?P<half>)\s?(?:hrs|hours|h)\b)"),
        _point,
    ),
    Reading("digit", compiled(rf"{_LONE}(?P<x>(?P<h>[01]?\d|2[0-3])\s?h(?P<min>{MINUTES})?(?P<half>))(?!\w)"), _point),
    # "At 0830": four digits with a nought in front, on a whole five minutes, are no number of anything.
    Reading(
        "digit",
        compiled(r"\b(?:at|by|before|after|until)\s(?P<x>(?P<h>0[6-9])(?P<min>[0-5][05])(?P<half>))(?![\w:%-])"),
        _point,
    ),
    Reading(
        "digit",
        compiled(
            rf"""(?<=[a-z]\s)(?P<x>(?P<h>[01]?\d|2[0-3])\.(?P<min>{MINUTES})(?P<half>))(?![\w%.])(?!\s{COUNTED}\b)"""
        ),
        _dotted,
    ),
    Reading(
        "clock",
        compiled(
            rf"(?<![\w:/.-])(?P<x>(?P<h>{SOME_HOUR})(?P<min>)(?P<half>)(?:\s?o['’]?clock(?!\s(?:news|show))|-?ish|\ssharp)\b)"
        ),
        _point,
    ),
    Reading(
        "clock",
        compiled(rf"(?<!\w){_PREP}\s?(?P<x>(?P<h>{SOME_HOUR})(?P<min>)(?P<half>))(?!\s?(?:to|-|–)\s?\d){_GOES_ON}"),
        _point,
    ),
    # "Tomorrow 11", "three in the afternoon".
    Reading(
        "clock",
        compiled(rf"\b(?:{TOMORROW}|today|tonight),?\s(?P<x>(?P<h>{SOME_HOUR})(?P<min>)(?P<half>)){_GOES_ON}"),
        _point,
        needs_date=True,
    ),
    Reading(
        "clock",
        compiled(
            rf"""{_LONE}(?P<x>(?P<h>{SOME_HOUR})(?P<min>)(?P<half>))
            (?=\s(?:in\sthe\s(?:morning|afternoon|evening)|this\s(?:morning|afternoon|evening)|{TOMORROW}\smorning)\b)"""
        ),
        _point,
    ),
    Reading(
        "words",
        compiled(
            rf"""(?<![\w-])(?P<x>(?P<h>{WORD_HOUR})[\s-](?P<m>{_MINUTE_WORDS})\s?(?P<half>[ap]\.?m\b)?)(?![\w:%-])
            (?!\s{COUNTED}\b)"""
        ),
        _in_words,
    ),
    Reading(
        "half",
        compiled(rf"{_LONE}(?P<x>half(?:[\s-]past)?\s(?P<h>{SOME_HOUR}))(?![\w:%])(?!\s{COUNTED}\b)"),
        _half_past,
    ),
    Reading(
        "clock",
        compiled(
            rf"""(?<![\w-])(?P<x>(?:a\s)?(?P<by>quarter|five|ten|twenty|twenty[\s-]five|\d{{1,2}})\s(?:minutes\s)?
            (?P<way>past|after|to|till|til|of)\s(?P<h>{SOME_HOUR})\s?(?P<half>[ap]\.?m\b)?)(?![\w:%])
            (?=\s*(?:$|[,.;!?)]|\w))(?!\s{COUNTED}\b)"""
        ),
        _to_or_past,
    ),
    Reading("part", compiled(r"\b(?P<x>noon(?:ish)?|mid-?day)\b"), _noon),
    Reading("part", compiled(r"\b(?P<x>midnight)\b"), _midnight),
    Reading("part", compiled(r"\b(?P<x>(?:before|by)\s(?:you\sopen|opening|we\sopen))\b"), _opening),
)
