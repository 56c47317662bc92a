"""Which day is `tomorrow`, `in 2–3 business days`, `two days ago`? Days counted from the one on which it is said."""

import re
from calendar import monthrange
from datetime import date

from steadyhand.business.conversations.guard.languages.en.times.context import Said
from steadyhand.business.conversations.guard.languages.en.times.days.expression import (
    DAY,
    END,
    MONTHS_A_YEAR,
    WEEK,
    Reading,
    Span,
    month_away,
    one_day,
)
from steadyhand.business.conversations.guard.languages.en.times.words import (
    NUMBER,
    TOMORROW,
    WEEKDAY,
    WEEKDAYS,
    compiled,
    number_of,
)

_NEAR = {
    "today": 0, "tonight": 0, "tonite": 0, "2day": 0, "2nite": 0, "yesterday": -1, "last night": -1, "overnight": 1,
}  # fmt: skip
# From now on, and until then: not on that day.
_OPEN = ("within", "inside", "over", "in under", "in less", "in the next", "the next", "next", "no more", "under")


def _near(match: re.Match[str], said: Said) -> Span:
    word = re.sub(r"\s+", " ", match[0].lower())
    away = 2 if "after" in word else -2 if "before" in word else _NEAR.get(word, 1)
    return one_day(said.today + away * DAY)


def _counted(match: re.Match[str], said: Said) -> Span | None:
    few, many = _how_many(match)
    if match["two"]:
        many = max(many, 2)
    unit, is_working = match["unit"].lower(), bool(match["working"])
    first = _away(few, unit, said, said.today, is_working=is_working)
    last = _away(many, unit, said, said.today, is_working=is_working)
    is_open = match["prep"].lower().startswith(_OPEN)
    return Span(said.today if is_open else first, last)


def _from_now(match: re.Match[str], said: Said) -> Span | None:
    few, many = _how_many(match)
    unit, word = match["unit"].lower(), match["from"].lower()
    if any(past in word for past in ("ago", "back", "earlier")):
        few, many = -many, -few
    base = said.today + DAY if re.search(TOMORROW, word) else said.today
    weekday = re.search(WEEKDAY, word)
    if weekday is not None:
        base = coming(base, WEEKDAYS[weekday[0]])
    is_working = bool(match["working"]) and few >= 0
    first = _away(few, unit, said, base, is_working=is_working)
    return Span(first, _away(many, unit, said, base, is_working=is_working))


def _how_many(match: re.Match[str]) -> tuple[int, int]:
    n = match["n"].lower()
    if "couple" in n:
        return 2, 2
    if "few" in n:
        return 3, 4
    if n == "several":
        return 3, 7
    few = number_of(n)
    return few, number_of(match["m"]) if match["m"] else few


def _away(n: int, unit: str, said: Said, start: date, *, is_working: bool) -> date:
    if unit.startswith(("day", "weekday")):
        if (is_working or unit.startswith("weekday")) and n >= 0:
            return said.hours.working_days_after(start, n)
        return start + n * DAY
    if unit.startswith(("week", "wk", "fortnight")):
        return start + WEEK * n * (2 if unit.startswith("fortnight") else 1) * DAY
    year, month = month_away(start, n if unit.startswith("month") else MONTHS_A_YEAR * n)
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _next_working_day(_match: re.Match[str], said: Said) -> Span:
    return one_day(said.hours.working_days_after(said.today, 1))


def coming(today: date, number: int) -> date:
    """Return the next day with this weekday after today."""
    return today + ((number - today.weekday() - 1) % WEEK + 1) * DAY


_MANY = (
    rf"(?P<n>an?\scouple(?:\sof)?|couple(?:\sof)?|a\sfew|few|several|{NUMBER})(?:\s?(?:-|–|to|or)\s?(?P<m>{NUMBER}))?"
)
_UNIT = r"(?P<working>(?:business|working|work|bus)\s)?(?P<unit>(?:week)?days?|weeks?|wks?|fortnights?|months?|years?)"
_PREP = r"""(?P<prep>in\s(?:about|around|roughly|approximately|maybe|under|less\sthan|as\slittle\sas|the\snext|just
    |another)|in|within(?:\sthe\snext)?|inside(?:\sof)?|over\sthe\snext|the\snext|next|no\smore\sthan
    |give\s(?:me|us|him|her|them|it)(?:\sabout|\sanother)?|another)"""

COUNTED = (
    Reading(
        "near",
        compiled(
            rf"""\b(?:(?:the\s)?day\s(?:after\s{TOMORROW}|before\syesterday)|today|tonight|tonite|2day|2nite|yesterday
            |last\snight|overnight(?!\s(?:shipping|delivery|freight|mode|rate))|{TOMORROW}){END}"""
        ),
        _near,
    ),
    Reading(
        "unit",
        compiled(rf"\b(?:the\s)?(?:next|following)\s(?:business|working|work)\sday{END}"),
        _next_working_day,
    ),
    Reading(
        "unit",
        compiled(
            rf"""\b{_PREP}\s{_MANY}\s{_UNIT}(?:['’]\stime)?(?:\sor\s(?:so|(?P<two>two)))?{END}
            (?!\s(?:ago|before|earlier|of|or\sless|warranty|from))"""
        ),
        _counted,
    ),
    Reading(
        "away",
        compiled(
            rf"""(?<!\w){_MANY}\s{_UNIT}\s(?P<from>from\s(?:now|today|{TOMORROW}|(?:this\s|next\s)?{WEEKDAY})|ago
            |back(?=\s*(?:$|[,.;!?]))|out(?=\s*(?:$|[,.;!?]))|away|hence)(?!\w)"""
        ),
        _from_now,
    ),
)
