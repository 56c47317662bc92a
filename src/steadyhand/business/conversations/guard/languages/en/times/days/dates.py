"""Which day is `March 20`, `3/20`, `the 17th` or `2026-03-20`? Days of the calendar, near the one it is said on."""

import re
from calendar import monthrange
from datetime import date, timedelta

from steadyhand.business.conversations.guard.languages.en.times.context import Said, Tense
from steadyhand.business.conversations.guard.languages.en.times.days.expression import (
    END,
    MONTHS_A_YEAR,
    Reading,
    Span,
    month_away,
    one_day,
    whole_month,
)
from steadyhand.business.conversations.guard.languages.en.times.words import (
    MONTH,
    MONTHS,
    ORDINALS,
    SHORT_MONTHS,
    WEEKDAY,
    compiled,
    one_of,
)

# A date so long ago without a year, and not told as past, is next year's.
RECENT = timedelta(days=45)
CENTURY = 2000
# "On first" may be the first gear; from "the fourth" on, a day of the month is the likelier.
FIRST_SURE_ORDINAL = 4


def _iso(match: re.Match[str], _said: Said) -> Span:
    return one_day(date(int(match["y"]), int(match["m"]), int(match["d"])))


def _slashed(match: re.Match[str], said: Said) -> Span | None:
    if not match["y"] and not _asks_for_a_date(match, said):
        return None
    one, two = int(match["a"]), int(match["b"])
    day, month = (one, two) if said.hours.is_day_first else (two, one)
    if month > MONTHS_A_YEAR >= day:
        day, month = month, day
    return one_day(in_year(day, month, match["y"], match.start(), said))


_ASKS = compiled(
    r"""(?:^|[,:(]|\b(?:on|by|for|until|till|before|after|from|since|due|booked|set|moved|scheduled|through|thru|to|of
    |and|or|is|was|til|"""
    + WEEKDAY
    + r"""),?)\s*(?:the\s)?$"""
)
_GOES_ON = compiled(
    r"\s*(?:$|[,.;:!?)]|[-–]\s|(?:@|at|by|between|before|after|in\sthe|and|or|from|to|works?|if|so|around|for|with|until"
    r"|is|was|will|we|i|please|ok|morning|afternoon|first|\d{1,2}\s?[ap:])(?!\w))"
)
_ALWAYS = ("24/7", "7/24", "50/50", "9/11")


def _asks_for_a_date(match: re.Match[str], said: Said) -> bool:
    """Tell `on 3/20` from a fraction of an inch, a page of pages and "24/7"."""
    if match[0] in _ALWAYS:
        return False
    before, after = said.text[max(0, match.start() - 16) : match.start()], said.text[match.end() : match.end() + 16]
    return bool(_ASKS.search(before)) and bool(_GOES_ON.match(after))


def _dotted(match: re.Match[str], said: Said) -> Span:
    return one_day(in_year(int(match["d"]), int(match["m"]), match["y"], match.start(), said))


def named(match: re.Match[str], said: Said) -> Span | None:
    """Return the day of `March 20`, `20 March`, `March 16–18`."""
    month = MONTHS[match["month"].lower()]
    first = in_year(int(match["d"]), month, match["y"], match.start(), said)
    last = first.replace(day=int(match["to"])) if match["to"] else first
    return Span(first, last) if first <= last else None


def in_year(day: int, month: int, year: str | None, start: int, said: Said) -> date:
    """Return the day in its year, or in the year that a sentence without one means.

    Raises:
        ValueError: the month has no such day.
    """
    if year:
        number = int(year)
        return date(number if number >= CENTURY else CENTURY + number, month, day)
    today, tense = said.today, said.tense(start)
    # 29 February is looked for in the years around.
    days = [date(y, month, day) for y in range(today.year - 4, today.year + 5) if day <= monthrange(y, month)[1]]
    if tense is Tense.PAST:
        return max(each for each in days if each <= today)
    floor = today if tense is Tense.FUTURE else today - RECENT
    return min(each for each in days if each >= floor)


def _of_month(match: re.Match[str], said: Said) -> Span | None:
    if not _is_day_of_month(match, said):
        return None
    return nth(match["n"], match.start(), said)


def nth(word: str, start: int, said: Said) -> Span | None:
    """Return the day of the month that `17th` or `fourth` means, near the one on which it is said."""
    day = int(re.sub(r"\D", "", word)) if word[0].isdigit() else ORDINALS[word.lower()]
    today, is_past = said.today, said.tense(start) is Tense.PAST
    for months in range(0, -13, -1) if is_past else range(13):
        year, month = month_away(today, months)
        if day <= monthrange(year, month)[1]:
            on = date(year, month, day)
            if (on <= today) if is_past else (on >= today):
                return one_day(on)
    return None


_ASKS_NTH = compiled(
    r"""\b(?:on|by|until|till|for|before|after|due|is|from|through|of|it['’]s|and|or|to|since|around|about|not|in
    |works?|between)\s$"""
)
_ASKS_WORD = compiled(r"\b(?:on|by|until|till|before|due)\s$")


def _is_day_of_month(match: re.Match[str], said: Said) -> bool:
    """Tell whether `the 4th` is a day: after a word that asks for one, or at the end of what is said."""
    before = said.text[max(0, match.start() - 14) : match.start()]
    if match["n"][0].isdigit():
        return bool(_ASKS_NTH.search(before)) or not before.strip()
    return bool(_ASKS_WORD.search(before)) and ORDINALS[match["n"].lower()] >= FIRST_SURE_ORDINAL


def _month(match: re.Match[str], said: Said) -> Span | None:
    word = match["month"]
    if not word[0].isupper() or (word.lower() in SHORT_MONTHS and word.lower() not in ("march", "may")):
        return None
    number, today = MONTHS[word.lower()], said.today
    year = int(match["y"]) if match["y"] else today.year
    is_past = said.tense(match.start()) is Tense.PAST
    if not match["y"]:
        year += (not is_past and number < today.month) - (is_past and number > today.month)
    return edge_of_month(match["edge"], whole_month(year, number))


def edge_of_month(word: str | None, month: Span) -> Span:
    """Return the part of a month that `early`, `mid`, `late` or `the end of` means."""
    edge = (word or "").lower()
    if "end" in edge or "close" in edge or "last" in edge:
        return one_day(month.last)
    if edge.startswith(("early", "begin", "start")):
        return Span(month.first, month.first.replace(day=10))
    if "mid" in edge:
        return Span(month.first.replace(day=11), month.first.replace(day=20))
    if "late" in edge:
        return Span(month.first.replace(day=21), month.last)
    return month


EDGE = (
    r"(?:(?:the\s(?:very\s)?)?(?P<edge>end|last\sday|close|start|beginning|middle|mid|early|earlier|late|later|rest|remainder"
    r"|latter\s(?:half|part)|back\shalf|first\shalf)(?:\sof|\sin|\son|-)?\s?(?:the\s)?)"
)
_NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{one_of(ORDINALS)})"
_YEAR = r"(?:,?\s(?P<y>20\d\d)\b)?"
_MONTH_OF = rf"(?P<month>{MONTH})\b\.?"
_FRACTIONS = r"of|inch|inches|in\.|turn|full|cup|way|done|empty|price|hp|mm|cm|duplex|mile|size|a\b|[\"”″]|’’|''"
_ROADS = r"(?!\s(?:street|st\.?|road|rd|avenue|ave|lane|place|drive|square|court|pages?|copies)\b)"
# What a "4th" may count besides days, where it isn't at the end: then only these words let it be a day.
_AFTER_NTH = (
    r"at|by|before|after|between|from|in\sthe|and|or|if|so|to|for|works?|is|was|morning|afternoon|with|instead|then|not"
    r"|because|but|around|about|unless|when|until|through|would|will|we|i"
)
# What a date is beside a weekday: "Friday, March 20, 2026", "Mon the 16th", "weds 18th", "Tuesday, 17 March".
DATE_BESIDE = rf"""(?:the\s)?(?:{MONTH}\.?\s(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?(?![\w:])(?:,?\s20\d\d)?
    |\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH}\b(?:,?\s20\d\d)?|\d{{1,2}}/\d{{1,2}}(?:/\d\d(?:\d\d)?)?(?![\w/])
    |20\d\d-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th)(?!\w))"""

NAMED = (
    Reading(
        "month",
        compiled(
            rf"""(?<!\w)(?:the\s)?{_MONTH_OF}\s(?:the\s)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?
            (?:\s?(?:-|–|to|through)\s?(?P<to>\d{{1,2}})(?:st|nd|rd|th)?)?(?![\d:%]|\.\d)(?!\s?[ap]\.?m)
            {_YEAR}"""
        ),
        named,
    ),
    Reading(
        "month",
        compiled(
            rf"""(?<![\w/.-])(?:the\s)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:-|–|to)\s?(?:the\s)?(?P<to>\d{{1,2}})(?:st|nd|rd|th)?)?
            \s(?:of\s)?{_MONTH_OF}{END}
            {_ROADS}{_YEAR}"""
        ),
        named,
    ),
)
DATES = (
    Reading("digit", compiled(r"(?<![\w-])(?P<y>20\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?![\w-])"), _iso),
    Reading(
        "digit",
        compiled(
            rf"""(?<![\w/$.-])(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?:/(?P<y>20\d\d|\d\d))?
            (?![\w/%-])(?!\.\d)(?!\s?(?:{_FRACTIONS}))"""
        ),
        _slashed,
    ),
    Reading("digit", compiled(r"(?<![\w-])(?P<a>\d{1,2})-(?P<b>\d{1,2})-(?P<y>20\d\d)(?![\w-])"), _slashed),
    Reading(
        "month", compiled(rf"(?<![\w-])(?P<d>\d{{1,2}})-(?P<month>{MONTH})-(?P<y>20\d\d)(?P<to>(?!))?(?![\w-])"), named
    ),
    Reading("digit", compiled(r"(?<![\w.])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>20\d\d)(?![\w.]\d)"), _dotted),
    *NAMED,
    Reading(
        "nth",
        compiled(rf"""\bthe\s(?P<n>{_NTH})(?=\s*(?:$|[,.;:?!)\n]|[-–]|(?:{_AFTER_NTH})\b))(?!\sof\s)"""),
        _of_month,
    ),
    Reading(
        "month",
        compiled(
            rf"""(?:\b(?:in|for|by|until|since|this)\s)?(?:\b{EDGE}|\b(?:in|by|until)\s){_MONTH_OF}{END}
            (?!\s\d{{1,2}}\b){_ROADS}{_YEAR}"""
        ),
        _month,
    ),
)
