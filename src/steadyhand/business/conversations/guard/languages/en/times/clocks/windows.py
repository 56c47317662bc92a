"""From when until when is `between 8 and 10`, `1-3pm`, `9:30 to 11:00`? Windows of a day."""

import re
from datetime import time

from steadyhand.business.conversations.guard.languages.en.times.clocks.expression import (
    COUNTED,
    HALF,
    HOUR,
    MINUTES,
    NOON,
    Reading,
    as_said,
    half_beside,
)
from steadyhand.business.conversations.guard.languages.en.times.context import Said
from steadyhand.business.conversations.guard.languages.en.times.words import compiled, number_of

# "Set it from 8 to 10" turns a knob.
_TURNED = compiled(
    r"\b(?:set|change[ds]?|turn(?:ed)?|raise[ds]?|went|lower(?:ed)?|adjust(?:ed)?|scale|level|density|volume|goes|up|down"
    r"|dropped|rose|weighs?|weight|pages?|trays?|bins?|steps?|lines?|floors?|takes?)\b[^,.;]{0,16}$"
)


def _window(match: re.Match[str], said: Said) -> tuple[time, time] | None:
    if _TURNED.search(said.text[max(0, match.start() - 32) : match.start()]):
        return None
    h1, h2 = _hour(match["h1"]), _hour(match["h2"])
    m1, m2 = int(match["min1"] or 0), int(match["min2"] or 0)
    half1, half2 = match["half1"], match["half2"] or half_beside(match, h2, said)
    # "8 am to 12" ends at noon.
    until = as_said(h2, m2, half2 or (half1 if NOON != h2 >= h1 else None))
    begins = as_said(h1, m1, half1)
    if not half1 and half2 and h1 <= NOON:
        same = as_said(h1, m1, half2)
        # 11–1 pm begins before noon, 1–3 pm after it.
        begins = same if same <= until else begins
    return (begins, until) if begins < until else None


def _hour(word: str) -> int:
    return NOON if word.lower() in ("noon", "midday") else number_of(word)


_ANY = rf"(?:{HOUR}|noon|midday)"
_ONE = rf"(?P<h1>{_ANY})(?:[:.](?P<min1>{MINUTES}))?\s?(?P<half1>{HALF})?"
_TWO = rf"(?P<h2>{_ANY})(?:[:.](?P<min2>{MINUTES}))?\s?(?P<half2>{HALF})?"
_NO_MORE = r"(?![\w:%/]|\.\d)"

WINDOWS = (
    Reading(
        "clock",
        compiled(
            rf"""(?P<x>(?:\bbetween|\bfrom)\s{_ONE}\s?(?:-|–|to|and|until|till|til)\s?{_TWO}){_NO_MORE}(?!\s{COUNTED}\b)"""
        ),
        _window,
    ),
    Reading(
        "digit",
        compiled(
            rf"""(?<![\w:/.-])(?P<x>(?P<h1>{HOUR})(?::(?P<min1>{MINUTES}))?\s?(?P<half1>{HALF})?\s?(?:-|–|to)\s?
            (?P<h2>{HOUR})(?::(?P<min2>{MINUTES}))?\s?(?P<half2>{HALF})){_NO_MORE}"""
        ),
        _window,
    ),
    Reading(
        "colon",
        compiled(
            rf"""(?<![\w:/.-])(?P<x>(?P<h1>[01]?\d|2[0-4]):(?P<min1>{MINUTES})(?P<half1>)\s?(?:-|–|to|and|until|till)\s?
            (?P<h2>[01]?\d|2[0-4])(?::(?P<min2>{MINUTES}))?(?P<half2>)){_NO_MORE}"""
        ),
        _window,
    ),
    Reading(
        "clock",
        compiled(
            rf"""(?<![\w:/.$\#-])(?P<x>(?P<h1>{_ANY})(?P<min1>)(?P<half1>)\s?(?:-|–|to|or)\s?
            (?P<h2>{_ANY})(?::(?P<min2>{MINUTES}))?(?P<half2>)){_NO_MORE}(?!-)(?!\s{COUNTED}\b)"""
        ),
        _window,
        needs_date=True,
    ),
)
