"""Which times of day does an English expression mean? `By 2` is 14:00, `half three` is 15:30, at a place of work."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from steadyhand.business.conversations.guard.languages.en.times.context import Said
from steadyhand.business.conversations.guard.languages.en.times.words import NUMBER, NUMBERS, number_of, one_of

NOON = 12
# Without am or pm nobody means seven in the evening: seven to eleven are before noon, the rest after it.
FIRST_PLAIN = 7


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, or from one to another; `is_loose`: a part of a day, which only colours a date."""

    start: int
    end: int
    from_time: time
    until_time: time
    is_loose: bool = False
    # Read as a time only beside a date or another time: a bare `8-10`.
    needs_date: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A time counted from now: `in 20 minutes`."""

    start: int
    end: int
    from_at: datetime
    until_at: datetime


Meaning = Callable[[re.Match[str], Said], tuple[time, time] | None]


def clocks_in(said: Said) -> list[Clock]:
    """Return the expressions for times of day, in their order, the longest where they overlap."""
    found: list[Clock] = []
    for pattern, meaning, is_loose, needs_date in _PATTERNS:
        for match in pattern.finditer(said.text):
            try:
                span = meaning(match, said)
            except ValueError:
                continue
            if span is not None:
                found.append(Clock(match.start("x"), match.end("x"), *span, is_loose=is_loose, needs_date=needs_date))
    kept: list[Clock] = []
    for each in sorted(found, key=lambda clock: (clock.start, -clock.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
        elif each.end - each.start > kept[-1].end - kept[-1].start:
            kept[-1] = each
    return kept


def moments_in(said: Said) -> list[Moment]:
    """Return the times that are counted in minutes or hours from now."""
    found = []
    for pattern in (_COUNTED, _AWAY):
        for match in pattern.finditer(said.text):
            few, many = _minutes(match)
            prep = (match["prep"] or "").lower() if pattern is _COUNTED else ""
            if pattern is _AWAY and ("ago" in match["from"].lower() or "back" in match["from"].lower()):
                few, many = -many, -few
            is_open = prep.startswith(("within", "inside", "over", "in under", "in less", "in the next", "no more"))
            try:
                until_at = said.at + timedelta(minutes=many)
                from_at = said.at if is_open else said.at + timedelta(minutes=few)
            except OverflowError:
                continue
            found.append(Moment(match.start("x"), match.end("x"), from_at, until_at))
    found.sort(key=lambda moment: (moment.start, -moment.end))
    kept: list[Moment] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


# --- counted from now -------------------------------------------------------------------------------------------------
_HALVES = r"(?P<half>(?:a\s)?half\s(?:of\s)?an?\shour|half\shour)|(?P<ahalf>an\shour\sand\sa\shalf|one\sand\sa\shalf\shours?)|(?P<hour>the\s(?:next\s)?hour)|(?P<quarter>(?:a\s)?quarter\sof\san\shour)"
_COUNT = (
    rf"(?:{_HALVES}|(?P<n>a\scouple(?:\sof)?|a\sfew|\d{{1,3}}(?:\.\d)?|{NUMBER})(?P<plus>\sand\sa\shalf)?(?:\s?(?:-|–|to|or)\s?(?P<m>\d{{1,3}}|{NUMBER}))?"
    r"\s?(?:more\s)?(?P<unit>minutes?|mins?|min|hours?|hrs?|hr|h|m)(?:\sor\s(?P<two>two|so))?)"
)
_COUNTED = re.compile(
    rf"\b(?P<x>(?P<prep>in\s(?:about|around|roughly|approximately|maybe|under|less\sthan|as\slittle\sas|the\snext|just)|in|within(?:\sthe\snext)?|inside(?:\sof)?|over\sthe\snext|give\s(?:me|us|him|her|them|it)(?:\sabout|\sanother|\smaybe)?|eta:?(?:\sis)?(?:\sabout)?|no\smore\sthan|another)\s{_COUNT})(?![\w%])(?!\s(?:ago|before|earlier|late|behind|from|of\s(?:labou?r|work))\b)",
    re.IGNORECASE,
)
_AWAY = re.compile(
    rf"\b(?P<x>{_COUNT}\s(?P<from>from\snow|away|out(?=\s*(?:$|[,.;!?]|from\b))|ago|back(?=\s*(?:$|[,.;!?]))))(?!\w)",
    re.IGNORECASE,
)


def _minutes(match: re.Match[str]) -> tuple[float, float]:
    if match["half"]:
        return 30, 30
    if match["ahalf"]:
        return 90, 90
    if match["hour"]:
        return 60, 60
    if match["quarter"]:
        return 15, 15
    n, each = match["n"].lower(), 60 if match["unit"].lower().startswith("h") else 1
    if n.startswith("a couple"):
        few = many = 2.0
    elif n == "a few":
        few, many = 3.0, 5.0
    else:
        few = float(n) if "." in n else float(number_of(n))
        many = float(number_of(match["m"])) if match["m"] else few
    if match["plus"]:
        few, many = few + 0.5, many + 0.5
    if match["two"] == "two":
        many = 2.0
    return few * each, many * each


# --- times of day -----------------------------------------------------------------------------------------------------
def _said(hour: int, minute: int, half: str | None) -> time:
    """Return a time of day: by am or pm, else as somebody at work means it."""
    letter = (half or "").replace(".", "").lower()[:1]
    if letter == "a":
        if not 1 <= hour <= NOON:
            raise ValueError(f"{hour} am is no time.")
        return time(hour % NOON, minute)
    if letter == "p":
        if hour > NOON:
            return time(hour, minute)
        return time(hour % NOON + NOON, minute)
    if 1 <= hour < FIRST_PLAIN:
        return time(hour + NOON, minute)
    return time(hour % 24, minute) if hour == 24 and not minute else time(hour, minute)  # noqa: PLR2004 - hours a day


def _hour(word: str) -> int:
    return number_of(word)


def _point(match: re.Match[str], said: Said) -> tuple[time, time] | None:
    half = match["half"] or _part_nearby(said, match)
    at = _said(_hour(match["h"]), int(match["min"] or 0), half)
    return at, at


def _part_nearby(said: Said, match: re.Match[str]) -> str | None:
    """Return am or pm as `in the morning`, `tonight` or `this evening` beside a time say it."""
    around = said.text[match.end() : match.end() + 24].lower()
    before = said.text[max(0, match.start() - 16) : match.start()].lower()
    if re.match(r"\s(?:in the morning|this morning|tomorrow morning)", around) or re.search(
        r"morning (?:at|by|before|around|about)?\s?$", before
    ):
        return "a" if number_of(match["h"]) < NOON else None
    if re.match(
        r"\s(?:in the (?:afternoon|evening)|at night|tonight|this (?:evening|afternoon)|tomorrow (?:evening|afternoon|night))",
        around,
    ):
        return "p"
    if re.search(r"(?:evening|tonight|tonite|night)(?: (?:at|by|before|around|about))?\s?$", before):
        return "p"
    return None


def _range(match: re.Match[str], said: Said) -> tuple[time, time] | None:
    last_half = match["half2"] or None
    first_half = match["half1"] or None
    h1, h2 = _hour(match["h1"]), _hour(match["h2"])
    until = _said(h2, int(match["min2"] or 0), last_half or first_half if h2 >= h1 or last_half else None)
    if first_half:
        begins = _said(h1, int(match["min1"] or 0), first_half)
    else:
        begins = _said(h1, int(match["min1"] or 0), None)
        if last_half and h1 <= NOON:
            same = _said(h1, int(match["min1"] or 0), last_half)
            # 11-1 pm begins before noon, 1-3 pm after it.
            begins = same if same <= until else begins
    if begins >= until:
        return None
    del said
    return begins, until


def _clock_words(match: re.Match[str], said: Said) -> tuple[time, time] | None:  # noqa: ARG001 - one shape for all
    hour = _hour(match["h"])
    by = match["by"].lower().replace("-", " ")
    word = match["way"].lower() if match["way"] else ""
    minutes = (
        30
        if by == "half"
        else 15
        if by.endswith("quarter")
        else number_of(by.replace(" ", "-") if by.replace(" ", "-") in NUMBERS else by)
    )
    if word in ("to", "till", "til", "of", "before"):
        hour = NOON if hour == 1 else hour - 1
        minutes = 60 - minutes
    at = _said(hour, minutes, match["half"])
    return at, at


def _fixed(from_time: time, until_time: time) -> Meaning:
    return lambda _match, _said: (from_time, until_time)


def _opening(_: re.Match[str], said: Said) -> tuple[time, time]:
    return said.hours.opens, said.hours.opens


def _part(match: re.Match[str], said: Said) -> tuple[time, time]:
    word, hours = match["part"].lower(), said.hours
    edge = (match["edge"] or "").lower()
    if "night" in word or "nite" in word or "evening" in word:
        return time(17), time(21)
    if "morning" in word or word == "am":
        until = time(NOON)
        if "early" in edge:
            return hours.opens, time(9, 30)
        return (
            (time(10), until)
            if "late" in edge
            else (time(9, 30), time(11))
            if "mid" in edge
            else (min(hours.opens, until), until)
        )
    closes = max(hours.closes, time(13))
    if "early" in edge:
        return time(NOON), time(14)
    return (time(15), closes) if "late" in edge else (time(14), time(16)) if "mid" in edge else (time(NOON), closes)


_HALF = r"(?P<half>[ap]\.?\s?m\b\.?|[ap]\b)"
_WORD_HOUR = one_of([word for word, value in NUMBERS.items() if value <= NOON and word not in ("a", "an")])
_H = rf"(?:[01]?\d|2[0-4]|{_WORD_HOUR})"
_PREP = r"(?:at|by|before|after|around|about|until|till|til|from|@|circa|~|no\slater\sthan|not\slater\sthan|eta(?:\sis)?:?|past|like|say|closer\sto|as\slate\sas|as\searly\sas)"
# After a bare number there may only be what goes on a sentence: "at 4 pages a minute" is no time.
_GOES_ON = (
    r"(?=\s*(?:$|[,;!?)\n]|\.(?!\d)|-?ish\b|[-–—]\s|(?:today|tomorrow|tmrw|tonight|on|this|next|in\sthe|sharp|at\sthe\slatest|latest|if|so|or|and|but|then|when|unless|as|to|with"
    r"|for|because|because|works?|is|was|would|will|ok|okay|please|pls|thanks|thx|instead|the\slatest|local|your\stime|mon|tue|wed|thu|fri|sat|sun"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|i|we|he|she|you|o['’]?clock)\b))"
)
_MIN = r"(?::(?P<min>[0-5]\d))"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_PATTERNS: tuple[tuple[re.Pattern[str], Meaning, bool, bool], ...] = (
    # 10 to 12, 8-10, between two and four, 1:30–3 pm; bare only after a word that asks for it, or beside a date.
    (
        _pattern(
            rf"(?P<x>(?:\bbetween|\bfrom)\s(?P<h1>{_H})(?::(?P<min1>[0-5]\d))?\s?(?P<half1>[ap]\.?m\b\.?|[ap]\b)?\s?(?:-|–|to|and|until|till)\s?(?P<h2>{_H})(?::(?P<min2>[0-5]\d))?\s?(?P<half2>[ap]\.?m\b\.?|[ap]\b)?)(?![\w:%/])(?!\s(?:pages?|copies|sheets?|percent|minutes?|mins?|hours?|days?|weeks?|months?|years?|times|machines|units|of|inches|parts|degrees|volts|calls|feet|amps|psi|people|techs|technicians)\b)"
        ),
        _range,
        False,
        False,
    ),
    (
        _pattern(
            rf"(?<![\w:/.-])(?P<x>(?P<h1>{_H})(?::(?P<min1>[0-5]\d))?\s?(?P<half1>[ap]\.?m\b\.?|[ap]\b)?\s?(?:-|–|to)\s?(?P<h2>{_H})(?::(?P<min2>[0-5]\d))?\s?(?P<half2>[ap]\.?m\b\.?|[ap]\b))(?![\w:%/])"
        ),
        _range,
        False,
        False,
    ),
    (
        _pattern(
            r"(?<![\w:/.-])(?P<x>(?P<h1>[01]?\d|2[0-4]):(?P<min1>[0-5]\d)(?P<half1>)\s?(?:-|–|to|and)\s?(?P<h2>[01]?\d|2[0-4])(?::(?P<min2>[0-5]\d))?(?P<half2>))(?![\w:%/])"
        ),
        _range,
        False,
        False,
    ),
    (
        _pattern(
            rf"(?<![\w:/.#-])(?P<x>(?P<h1>{_H})(?P<min1>)(?P<half1>)\s?(?:-|–|to|or)\s?(?P<h2>{_H})(?::(?P<min2>[0-5]\d))?(?P<half2>))(?![\w:%/.-]|\.\d)(?!\s(?:pages?|copies|sheets?|percent|minutes?|mins?|hours?|hrs|days?|weeks?|months?|years?|times|machines|units|business|working)\b)"
        ),
        _range,
        False,
        True,
    ),
    # 2:30 pm, 9am, 8 a.m.
    (
        _pattern(rf"(?<![\w:/.$#-])(?P<x>(?P<h>1[0-2]|0?\d|{_WORD_HOUR}){_MIN}?\s?{_HALF})(?![\w/])"),
        _point,
        False,
        False,
    ),
    (
        _pattern(
            r"(?<![\w:/.#$-])(?P<x>(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)(?P<half>))(?![\w:%/])(?!\s?(?:ratio|scale|zoom))"
        ),
        _point,
        False,
        False,
    ),
    (
        _pattern(r"(?<![\w:/.#$-])(?P<x>(?P<h>[01]\d|2[0-3])(?P<min>[0-5]\d)(?P<half>)\s?(?:hrs|hours|h)\b)"),
        _point,
        False,
        False,
    ),
    (
        _pattern(
            r"\b(?:at|by|before|after|until|from)\s(?P<x>(?P<h>[01]?\d|2[0-3])\.(?P<min>[0-5]\d)(?P<half>))(?![\w%.])(?!\s(?:volts?|inch|mm|percent))"
        ),
        _point,
        False,
        False,
    ),
    (
        _pattern(
            rf"(?<![\w:/.-])(?P<x>(?P<h>1[0-2]|\d|{_WORD_HOUR})(?P<min>)(?P<half>)(?:\s?o['’]?clock|-?ish|\ssharp)\b)"
        ),
        _point,
        False,
        False,
    ),
    (
        _pattern(rf"(?<!\w){_PREP}\s?(?P<x>(?P<h>1[0-2]|[1-9]|{_WORD_HOUR})(?P<min>)(?P<half>)){_GOES_ON}"),
        _point,
        False,
        False,
    ),
    # Beside a day a number alone will do: "Saturday 7", "tomorrow, 2".
    (
        _pattern(
            rf"(?<![\w:/.#$-])(?P<x>half(?:\spast)?\s(?P<h>1[0-2]|\d|{_WORD_HOUR})(?P<by>)(?P<way>)(?P<half>))(?![\w:%])(?!\s(?:pages|copies|days|hours|minutes))"
        ),
        lambda match, said: (lambda at: (at, at))(_said(_hour(match["h"]), 30, _part_nearby(said, match))),
        False,
        False,
    ),
    (
        _pattern(
            rf"(?<![\w-])(?P<x>(?:a\s)?(?P<by>quarter|five|ten|twenty|twenty[\s-]five|\d{{1,2}})\s(?:minutes\s)?(?P<way>past|after|to|till|til|of)\s(?P<h>1[0-2]|[1-9]|{_WORD_HOUR})\s?(?P<half>[ap]\.?m\b)?)(?![\w:%])(?=\s*(?:$|[,.;!?)]|\w))(?!\s(?:pages?|copies|sheets?|percent|minutes?|days?|hours?|weeks?|machines|units|of|calls|people)\b)"
        ),
        lambda match, said: _clock_words(match, said) if _is_clock(match) else None,
        False,
        False,
    ),
    (_pattern(r"\b(?P<x>noon|mid-?day)\b"), _fixed(time(NOON), time(NOON)), False, False),
    (_pattern(r"\b(?P<x>midnight)\b"), _fixed(time(23, 59), time(23, 59)), False, False),
    (_pattern(r"\b(?P<x>(?:before|by)\s(?:you\sopen|opening|we\sopen))\b"), _opening, False, False),
    # Parts of a day.
    (
        _pattern(
            r"(?<!\bgood )(?<!\bGood )\b(?P<x>(?:(?P<edge>early|late|mid|middle of the|later)[\s-](?:in\sthe\s)?)?(?:this\s|in\sthe\s|the\s)?(?P<part>morning|afternoon|evening|night|tonight|tonite))(?!\w)"
        ),
        _part,
        True,
        False,
    ),
    (
        _pattern(r"\b(?P<x>first\sthing(?:\sin\sthe\smorning)?)\b"),
        lambda _, said: (said.hours.opens, time(10)),
        True,
        False,
    ),
    (_pattern(r"\b(?P<x>before\slunch(?:time)?)\b"), lambda _, said: (said.hours.opens, time(NOON)), True, False),
    (_pattern(r"\b(?P<x>after\slunch(?:time)?)\b"), lambda _, said: (time(13), said.hours.closes), True, False),
    (_pattern(r"\b(?:at|by|around|over)\s(?P<x>lunch(?:time)?)\b"), _fixed(time(NOON), time(13)), True, False),
)


def _is_clock(match: re.Match[str]) -> bool:
    """Tell `ten to five` from `10 to 12`, which is a window: words, or a quarter, or past."""
    by, way = match["by"].lower(), match["way"].lower()
    if by.isdigit():
        return way in ("past", "after", "till", "til") and int(by) < 60  # noqa: PLR2004 - minutes
    return way != "of" or by == "quarter"
