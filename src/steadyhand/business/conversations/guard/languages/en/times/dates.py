"""Which days does an English expression mean? Patterns, each with what it means on a given day."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from steadyhand.business.conversations.guard.languages.en.times.context import Said, Tense
from steadyhand.business.conversations.guard.languages.en.times.words import (
    MONTH,
    MONTHS,
    NUMBER,
    ORDINALS,
    SHORT_DAYS,
    SHORT_MONTHS,
    WEEKDAY,
    WEEKDAYS,
    number_of,
    one_of,
)

DAY = timedelta(days=1)
WEEK = 7
# A date so long ago without a year, and not told as past, is next year's.
RECENT = timedelta(days=45)
Span = tuple[date, date]
Meaning = Callable[[re.Match[str], Said], Span | None]


@dataclass(frozen=True, slots=True)
class Days:
    """An expression for days: where it stands, from which to which day, and whether it means the end of the last."""

    start: int
    end: int
    first: date
    last: date
    is_close: bool = False


def days_in(said: Said) -> list[Days]:
    """Return the expressions for days in a text, in their order, the longest where they overlap."""
    found = [
        Days(match.start(), match.end(), *span, is_close=is_close)
        for pattern, meaning, is_close in _PATTERNS
        for match, span in _meant(pattern, meaning, said)
    ]
    return _longest(found)


def _meant(pattern: re.Pattern[str], meaning: Meaning, said: Said) -> Iterator[tuple[re.Match[str], Span]]:
    for match in pattern.finditer(said.text):
        try:
            span = meaning(match, said)
        except (ValueError, OverflowError):
            # The 31st of June, the year 99999: no day at all.
            continue
        if span is not None:
            yield match, span


def _longest(found: list[Days]) -> list[Days]:
    kept: list[Days] = []
    for each in sorted(found, key=lambda days: (days.start, -days.end)):
        if kept and each.start < kept[-1].end:
            if each.end - each.start > kept[-1].end - kept[-1].start:
                kept[-1] = each
            continue
        kept.append(each)
    return kept


# --- days of the calendar ---------------------------------------------------------------------------------------------
def _iso(match: re.Match[str], said: Said) -> Span:  # noqa: ARG001 - one shape for all
    on = date(int(match["y"]), int(match["m"]), int(match["d"]))
    return on, on


def _slashed(match: re.Match[str], said: Said) -> Span | None:
    one, two = int(match["a"]), int(match["b"])
    day, month = (one, two) if said.hours.is_day_first else (two, one)
    if month > 12 >= day:  # noqa: PLR2004 - months
        day, month = month, day
    on = _in_year(day, month, match["y"], match.start(), said)
    return on, on


def _named(match: re.Match[str], said: Said) -> Span | None:
    if _is_other_word(match["month"], SHORT_MONTHS) and not match["d"]:
        return None
    month = MONTHS[match["month"].lower()]
    first = _in_year(int(match["d"]), month, match["y"], match.start(), said)
    last = first.replace(day=int(match["to"])) if match["to"] else first
    return (first, last) if first <= last else None


def _in_year(day: int, month: int, year: str | None, start: int, said: Said) -> date:
    if year:
        number = int(year)
        return date(number if number >= 100 else 2000 + number, month, day)  # noqa: PLR2004 - of two digits
    today, tense = said.today, said.tense(start)
    # 29 February is looked for in the years around.
    years = [y for y in range(today.year - 4, today.year + 5) if day <= monthrange(y, month)[1]]
    days = [date(y, month, day) for y in years]
    if not days:
        raise ValueError(f"No month {month} has a day {day}.")
    if tense is Tense.PAST:
        return max(each for each in days if each <= today)
    floor = today if tense is Tense.FUTURE else today - RECENT
    return min(each for each in days if each >= floor)


def _of_month(match: re.Match[str], said: Said) -> Span | None:
    word = match["n"].lower()
    day = int(re.sub(r"\D", "", word)) if word[0].isdigit() else ORDINALS[word]
    today, is_past = said.today, said.tense(match.start()) is Tense.PAST
    for months in range(0, -13, -1) if is_past else range(13):
        year, month = _month_away(today, months)
        if day <= monthrange(year, month)[1]:
            on = date(year, month, day)
            if (on <= today) if is_past else (on >= today):
                return on, on
    return None


def _month(match: re.Match[str], said: Said) -> Span | None:
    if _is_other_word(match["month"], SHORT_MONTHS) and match["month"].lower() not in ("march", "may"):
        return None
    if not match["month"][0].isupper():
        return None
    number, today = MONTHS[match["month"].lower()], said.today
    year = int(match["y"]) if match["y"] else today.year
    is_past = said.tense(match.start()) is Tense.PAST
    if not match["y"]:
        if not is_past and number < today.month:
            year += 1
        if is_past and number > today.month:
            year -= 1
    first, last = _whole_month(year, number)
    return _edge(match["edge"], first, last)


def _edge(word: str | None, first: date, last: date) -> Span:
    """Return the part of a month that `early`, `mid`, `late` or `the end of` means."""
    edge = (word or "").lower()
    if "end" in edge or "close" in edge:
        return last, last
    if "early" in edge or "begin" in edge or "start" in edge:
        return first, first.replace(day=10)
    if "mid" in edge:
        return first.replace(day=11), first.replace(day=20)
    if "late" in edge:
        return first.replace(day=21), last
    return first, last


# --- weeks and months around today ------------------------------------------------------------------------------------
def _period(match: re.Match[str], said: Said) -> Span:
    edge, which, unit = (match["edge"] or "").lower(), (match["which"] or "").lower(), match["unit"].lower()
    # "Next week" is one away, "the week after next" two.
    away = 1 if which in ("next", "the following", "the coming") else -1 if which in ("last", "past", "previous") else 0
    if match["after"]:
        away = 2
    today = said.today
    if unit == "month":
        first, last = _whole_month(*_month_away(today, away))
        return _edge(edge, first, last) if edge else (max(first, today) if not away else first, last)
    if unit == "quarter":
        return _quarter(today, away, is_end="end" in edge or "close" in edge)
    if unit == "year":
        first, last = date(today.year + away, 1, 1), date(today.year + away, 12, 31)
        return (last, last) if "end" in edge or "close" in edge else (first if away else max(first, today), last)
    monday = today + (WEEK * away - today.weekday()) * DAY
    return (
        _of_week(edge, monday, today, said) if edge else (max(monday, today) if not away else monday, monday + 6 * DAY)
    )


def _of_week(edge: str, monday: date, today: date, said: Said) -> Span:
    sunday, friday = monday + 6 * DAY, said.hours.last_of_week(monday)
    if "later" in edge or "rest" in edge or "remainder" in edge:
        return max(today + DAY, monday), sunday
    if "end" in edge or "close" in edge:
        return friday, sunday
    if "late" in edge or "latter" in edge or "back" in edge:
        return monday + 3 * DAY, friday
    if "mid" in edge:
        return monday + 2 * DAY, monday + 2 * DAY
    return monday, monday + DAY


def _week_of(match: re.Match[str], said: Said) -> Span | None:
    inner = [days for days in days_in(Said(match["date"], said.at, said.hours)) if not days.start]
    if not inner:
        return None
    monday = inner[0].first - inner[0].first.weekday() * DAY
    return monday, monday + 6 * DAY


def _weekend(match: re.Match[str], said: Said) -> Span:
    saturday = said.today + (5 - said.today.weekday()) * DAY
    which = (match["which"] or "").lower()
    saturday += {"next": WEEK, "last": -WEEK}.get(which, 0) * DAY
    if match["before"]:
        friday = saturday - DAY
        return friday, friday
    return max(saturday, said.today) if which not in ("last", "next") else saturday, saturday + DAY


def _end_of_month(match: re.Match[str], said: Said) -> Span:
    _, last = _whole_month(*_month_away(said.today, 1 if match["next"] else 0))
    return last, last


def _end_of_week(match: re.Match[str], said: Said) -> Span:  # noqa: ARG001 - one shape for all
    monday = said.today - said.today.weekday() * DAY
    return said.hours.last_of_week(monday), monday + 6 * DAY


def _end_of_day(match: re.Match[str], said: Said) -> Span:  # noqa: ARG001 - one shape for all
    return said.today, said.today


# --- days counted from today, and weekdays ----------------------------------------------------------------------------
_NEAR = {
    "today": 0, "tonight": 0, "tonite": 0, "2day": 0, "yesterday": -1, "last night": -1, "overnight": 1,
    "the day after tomorrow": 2, "day after tomorrow": 2, "day after tmrw": 2, "the day before yesterday": -2,
    "day before yesterday": -2,
}  # fmt: skip


def _near(match: re.Match[str], said: Said) -> Span:
    word = re.sub(r"\s+", " ", match[0].lower())
    on = said.today + _NEAR.get(word, 1) * DAY
    return on, on


def _counted(match: re.Match[str], said: Said) -> Span | None:
    few, many = _how_many(match)
    unit, prep = match["unit"].lower(), match["prep"].lower()
    is_open = prep.startswith(("within", "inside", "over", "in under", "in less", "in the next", "the next", "no more"))
    first, last = (
        _away(few, unit, said, is_working=bool(match["working"])),
        _away(many, unit, said, is_working=bool(match["working"])),
    )
    if first is None or last is None:
        return None
    return (said.today if is_open else first), last


def _from_now(match: re.Match[str], said: Said) -> Span | None:
    few, many = _how_many(match)
    unit, word = match["unit"].lower(), match["from"].lower()
    if "ago" in word or "back" in word or "earlier" in word:
        few, many = -many, -few
    base = said.today
    for name, days in (("tomorrow", 1), ("today", 0), ("now", 0)):
        if name in word:
            base += days * DAY
    weekday = next((WEEKDAYS[name] for name in re.findall(WEEKDAY, word) if name in WEEKDAYS), None)
    if weekday is not None:
        base = _coming(base, weekday)
    there = Said(said.text, said.at, said.hours)
    first = _away(few, unit, there, is_working=bool(match["working"]), base=base)
    last = _away(many, unit, there, is_working=bool(match["working"]), base=base)
    return None if first is None or last is None else (first, last)


def _how_many(match: re.Match[str]) -> tuple[int, int]:
    n = match["n"].lower()
    if n.startswith(("a couple", "couple")):
        return 2, 2
    if "few" in n:
        return 3, 4
    if n == "several":
        return 3, 7
    few = number_of(n)
    more = match["m"]
    return few, number_of(more) if more else few


def _away(n: int, unit: str, said: Said, *, is_working: bool, base: date | None = None) -> date | None:
    start = base or said.today
    if unit.startswith(("day", "weekday")):
        if is_working or unit.startswith("weekday"):
            return said.hours.working_days_after(start, n) if n >= 0 else None
        return start + n * DAY
    if unit.startswith(("week", "wk", "fortnight")):
        return start + WEEK * n * (2 if unit.startswith("fortnight") else 1) * DAY
    year, month = _month_away(start, n if unit.startswith("month") else 12 * n)
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _next_working_day(match: re.Match[str], said: Said) -> Span:  # noqa: ARG001 - one shape for all
    on = said.hours.working_days_after(said.today, 1)
    return on, on


def _weekday(match: re.Match[str], said: Said) -> Span | None:
    if not _is_weekday(match, "day", said):
        return None
    number, today = WEEKDAYS[match["day"].lower()], said.today
    which = (match["which"] or "").lower()
    if match["after"]:
        on = today + (2 * WEEK - today.weekday() + number) * DAY
    elif match["week"]:
        on = _coming(today, number) + WEEK * DAY
    elif which.startswith(("last", "past", "previous")) or (
        said.tense(match.start()) is Tense.PAST and not which.startswith(("this coming", "next", "coming"))
    ):
        on = today - ((today.weekday() - number - 1) % WEEK + 1) * DAY
    elif which == "next" or which.endswith("week"):
        on = today + (WEEK - today.weekday() + number) * DAY
    else:
        on = _coming(today, number)
        if which == "this" and number == today.weekday():
            on = today
    if match["date"]:
        return _with_date(match, said)
    if match["to"] and _is_weekday(match, "to", said):
        until = on + ((WEEKDAYS[match["to"].lower()] - number) % WEEK) * DAY
        return on, until
    return on, on


def _with_date(match: re.Match[str], said: Said) -> Span | None:
    """Return the date that follows a weekday: `Wed the 18th`, `Friday, March 20`."""
    inner = days_in(Said(match["date"].strip(" ,"), said.at, said.hours))
    return (inner[0].first, inner[0].last) if inner else None


def _is_weekday(match: re.Match[str], group: str, said: Said) -> bool:
    word = match[group]
    if word.lower() not in SHORT_DAYS or word[0].isupper():
        return True
    around = said.text[max(0, match.start(group) - 12) : match.start(group)].lower()
    after = said.text[match.end(group) : match.end(group) + 10].lower()
    return bool(
        re.search(
            r"(?:\b(?:on|by|next|this|last|until|till|til|or|to|before|after|for|coming|late|early)\s|[-–/])$", around
        )
        or re.match(r"\s(?:morning|afternoon|evening|am\b|pm\b|at\b|by\b|before\b|or\b|the\b|\d)", after)
    )


def _coming(today: date, number: int) -> date:
    return today + ((number - today.weekday() - 1) % WEEK + 1) * DAY


def _month_away(today: date, months: int) -> tuple[int, int]:
    at = today.year * 12 + today.month - 1 + months
    return at // 12, at % 12 + 1


def _whole_month(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _quarter(today: date, away: int, *, is_end: bool) -> Span:
    at = today.year * 4 + (today.month - 1) // 3 + away
    year, quarter = at // 4, at % 4
    last = _whole_month(year, quarter * 3 + 3)[1]
    first = date(year, quarter * 3 + 1, 1)
    return (last, last) if is_end else (max(first, today) if not away else first, last)


def _is_other_word(word: str, words: frozenset[str]) -> bool:
    return word.lower() in words and word.islower()


# --- the patterns -----------------------------------------------------------------------------------------------------
_END = r"(?![\w%])"
_NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{one_of(ORDINALS)})"
_YEAR = r"(?:,?\s(?P<y>20\d\d)\b)?"
_MANY = (
    rf"(?P<n>an?\scouple(?:\sof)?|couple(?:\sof)?|a\sfew|few|several|{NUMBER})(?:\s?(?:-|–|to|or)\s?(?P<m>{NUMBER}))?"
)
_UNIT = r"(?P<working>(?:business|working|work|bus)\s)?(?P<unit>(?:week)?days?|weeks?|wks?|fortnights?|months?|years?)"
_EDGE = (
    r"(?:(?:the\s)?(?P<edge>end|close|start|beginning|middle|mid|early|earlier|late|later|rest|remainder"
    r"|latter\s(?:half|part)|back\shalf|first\shalf)(?:\sof|\sin|\son|-)?\s(?:the\s)?)"
)
_NOUNS = (
    "floor|tray|time|street|st|ave|avenue|page|visit|call|unit|machine|one|drawer|attempt|generation|gen|try|part|century"
    "|quarter|person|party|copy|copier|printer|technician|tech|trip|shift|cassette|roller|fuser|drum|door|building|room"
    "|set|test|line|item|step|digit|edition|year|week|month|day|hour|half|ring|opinion|fix|repair|option|question|thing"
    "|model|invoice|order|shipment|delivery|ticket|ones|in\\sline|fl|bay|box|screw|row|column|sheet|copies|pass|cup"
)
_FRACTIONS = (
    r"""of|inch|inches|in\.|turn|full|cup|way|done|empty|price|hp|mm|cm|duplex|through|mile|size|a\b|["”″]|’’|''"""
)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_MONTH_OF = rf"(?P<month>{MONTH})\.?"
_PATTERNS: tuple[tuple[re.Pattern[str], Meaning, bool], ...] = (
    (_pattern(r"(?<![\w-])(?P<y>20\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?![\w-])"), _iso, False),
    (
        _pattern(
            rf"(?<![\w/$.-])(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?:/(?P<y>20\d\d|\d\d))?(?![\w/%-])(?!\.\d)(?!\s?(?:{_FRACTIONS}))"
        ),
        _slashed,
        False,
    ),
    (
        _pattern(
            rf"(?<!\w)(?:the\s)?{_MONTH_OF}\s(?:the\s)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:-|–|to|through)\s?(?P<to>\d{{1,2}})(?:st|nd|rd|th)?)?(?![\d:%])(?!\s?[ap]\.?m){_YEAR}"
        ),
        _named,
        False,
    ),
    (
        _pattern(
            rf"(?<![\w/.-])(?:the\s)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?P<to>(?!))?\s(?:of\s)?{_MONTH_OF}{_END}{_YEAR}"
        ),
        _named,
        False,
    ),
    (
        _pattern(
            rf"\bthe\s(?P<n>{_NTH})(?=\s*(?:$|[,.;:?!)\n]|[-–]\s|(?:at|by|before|after|between|from|in\sthe|and|or|if|so|to|for|works?|is|was|morning|afternoon"
            rf"|with|instead|then|not|because|but|around|about|unless|when|until|through|would|will|we|i)\b|[-–]))(?!\s(?:{_NOUNS})\b)"
        ),
        lambda match, said: _of_month(match, said) if _is_day_of_month(match, said) else None,
        False,
    ),
    (
        _pattern(
            rf"(?:\bin\s|\bfor\s|\bby\s|\buntil\s|\bsince\s|\bthis\s)?(?:{_EDGE}|\bin\s|\bby\s|\buntil\s)(?P<x>){_MONTH_OF}{_END}(?!\s\d){_YEAR}"
        ),
        lambda match, said: _month(match, said),
        False,
    ),
    (
        _pattern(
            r"(?:\bthe\s)?\bweek\s(?:of|beginning|starting|commencing|from)\s(?P<date>(?:the\s)?[\w/-]+(?:\s\w+)?)"
        ),
        _week_of,
        False,
    ),
    (
        _pattern(
            rf"(?:\b{_EDGE})?\b(?P<which>this|next|last|past|previous|the\sfollowing|the\scoming)\s(?P<unit>week|month|quarter|year){_END}(?P<after>(?!))?"
        ),
        _period,
        False,
    ),
    (_pattern(rf"\b{_EDGE}(?P<which>(?!))?(?P<unit>week|month|quarter|year){_END}(?P<after>(?!))?"), _period, False),
    (
        _pattern(rf"(?P<edge>(?!))?(?P<which>(?!))?\b(?:the\s)?(?P<unit>week|month)\s(?P<after>after\snext){_END}"),
        _period,
        False,
    ),
    (
        _pattern(rf"(?P<before>\bbefore\s)?\b(?:over\s)?(?:(?P<which>this|next|last|the)(?:\scoming)?\s)weekend{_END}"),
        _weekend,
        False,
    ),
    (_pattern(rf"\b(?:the\s)?(?P<next>next\s)?(?:month['’]?s?[\s-]end|eom){_END}"), _end_of_month, False),
    (_pattern(rf"\b(?:eow|week['’]?s?[\s-]end){_END}"), _end_of_week, False),
    (
        _pattern(rf"\bmid-?week{_END}"),
        lambda _, said: _of_week("mid", said.today - said.today.weekday() * DAY, said.today, said),
        False,
    ),
    (
        _pattern(
            rf"\b(?:the\s)?(?:end|close)\sof\s(?:the\s)?(?:day|business|shift|work|play)(?:\stoday)?{_END}|\b(?:eod|cob|eob){_END}|\bday['’]s\send{_END}|\bclosing(?:\stime)?{_END}(?=\s*(?:$|[,.;!?]|today|tomorrow|on\b))"
        ),
        _end_of_day,
        True,
    ),
    (
        _pattern(
            rf"\b(?:(?:the\s)?day\s(?:after\s(?:tomorrow|tmrw)|before\syesterday)|today|tonight|tonite|2day|yesterday|last\snight|overnight"
            rf"|tomorrow|tommorow|tommorrow|tomorow|tmrw|tmr|tmw|tomo|2moro|2morrow){_END}"
        ),
        _near,
        False,
    ),
    (_pattern(rf"\b(?:the\s)?(?:next|following)\s(?:business|working|work)\sday{_END}"), _next_working_day, False),
    (
        _pattern(
            rf"\b(?P<prep>in\s(?:about|around|roughly|approximately|maybe|under|less\sthan|as\slittle\sas|the\snext|just)|in|within(?:\sthe\snext)?|inside(?:\sof)?|over\sthe\snext|the\snext|give\s(?:me|us|him|her|them|it)(?:\sabout|\sanother)?|no\smore\sthan)\s{_MANY}\s{_UNIT}(?:\sor\sso)?{_END}(?!\s(?:ago|before|earlier|of|or\sless|warranty|from))"
        ),
        _counted,
        False,
    ),
    (
        _pattern(
            rf"(?<!\w){_MANY}\s{_UNIT}\s(?P<from>from\s(?:now|today|tomorrow|(?:this\s|next\s)?{WEEKDAY})|ago|out(?=\s*(?:$|[,.;!?]))|away|hence)(?!\w)"
        ),
        _from_now,
        False,
    ),
    (
        _pattern(
            rf"(?<!\w)(?:(?P<which>this\scoming|this|next|last|past|previous|coming|the\scoming|the\spast)\s)?(?P<day>{WEEKDAY})(?![\w])\.?(?!s\b)"
            rf"(?P<after>\safter\snext)?(?P<week>\sweek(?!end))?(?P<date>,?\s(?:the\s\d{{1,2}}(?:st|nd|rd|th)?(?![\w:])|{MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?![\w:])|\d{{1,2}}/\d{{1,2}}(?![\w/])|\d{{1,2}}(?:st|nd|rd|th)(?:\s(?:of\s)?{MONTH}\b)?|\d{{1,2}}\s{MONTH}\b))?"
            rf"(?:(?:\s?(?:-|–|/)\s?|\s(?:to|through|thru|or|and|until)\s)(?P<to>{WEEKDAY})(?!\w))?"
        ),
        _weekday,
        False,
    ),
)


def _is_day_of_month(match: re.Match[str], said: Said) -> bool:
    """Tell whether `the 4th` is a day: after a word that asks for one, or at the end of what is said."""
    before = said.text[max(0, match.start() - 14) : match.start()].lower()
    asks = re.search(
        r"\b(?:on|by|until|till|for|before|after|due|is|from|through|of|it['’]s|and|or|to|since|around|about|not|works?)\s$",
        before,
    )
    if match["n"][0].isdigit():
        return bool(asks) or not before.strip()
    return bool(re.search(r"\b(?:on|by|until|till|before|due)\s$", before)) and ORDINALS[match["n"].lower()] > 3  # noqa: PLR2004
