"""Which moment is `in 20 minutes`, `an hour ago`, `within 4 hours`? Times counted from the one in which it is said."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from steadyhand.business.conversations.guard.languages.en.times.context import Said
from steadyhand.business.conversations.guard.languages.en.times.words import NUMBER, compiled, number_of

COUPLE, FEW, SEVERAL = 2.0, (3.0, 5.0), 5.0


@dataclass(frozen=True, slots=True)
class Moment:
    """A time counted from now."""

    start: int
    end: int
    from_at: datetime
    until_at: datetime


def moments_in(said: Said, pieces: frozenset[str]) -> list[Moment]:
    """Return the times that are counted in minutes or hours from now."""
    found = []
    for needs, pattern in _PATTERNS:
        if needs not in pieces:
            continue
        for match in pattern.finditer(said.text):
            moment = _moment(match, said)
            if moment is not None:
                found.append(moment)
    found.sort(key=lambda moment: (moment.start, -moment.end))
    kept: list[Moment] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _moment(match: re.Match[str], said: Said) -> Moment | None:
    groups = match.groupdict()
    few, many = _minutes(groups)
    if re.search(r"\b(?:ago|back)\b", groups.get("from") or "", re.IGNORECASE):
        few, many = -many, -few
    try:
        until_at = said.at + timedelta(minutes=many)
        from_at = said.at if _OPEN.match(groups.get("prep") or "") else said.at + timedelta(minutes=few)
    except OverflowError:
        return None
    return Moment(match.start("x"), match.end("x"), from_at, until_at)


def _minutes(groups: dict[str, str | None]) -> tuple[float, float]:
    for name, minutes in (("half", 30), ("ahalf", 90), ("hour", 60), ("quarter", 15)):
        if groups.get(name):
            return minutes, minutes
    n = (groups["n"] or "").lower()
    each = 60 if (groups.get("unit") or "m").lower().startswith("h") else 1
    if "couple" in n:
        few = many = COUPLE
    elif "few" in n:
        few, many = FEW
    else:
        few = float(n) if "." in n else float(number_of(n))
        more = groups.get("m")
        many = float(number_of(more)) if more else few
    if groups.get("plus"):
        few, many = few + 0.5, many + 0.5
    if groups.get("two") == "two":
        many = COUPLE
    return few * each, many * each


_OPEN = compiled(r"(?:within|inside|over|in\sunder|in\sless|in\sthe\snext|the\snext|next|no\smore)")
_HALVES = r"""(?P<ahalf>an\shour\sand\sa\shalf|one\sand\sa\shalf\shours?)|(?P<half>(?:a\s)?half\s(?:of\s)?an?\shour
    |half\shour)|(?P<hour>the\s(?:next\s)?hour(?!s))|(?P<quarter>(?:a\s)?quarter\sof\san\shour)"""
_COUNT = rf"""(?:{_HALVES}|(?P<n>(?:a\s|next\s)?couple(?:\sof)?|(?:a\s)?few|\d{{1,3}}(?:\.\d)?|{NUMBER})
    (?P<plus>\sand\sa\shalf|\s1/2|\s?½)?
    (?:\s?(?:-|–|to|or)\s?(?P<m>\d{{1,3}}|{NUMBER}))?\s?(?:more\s)?(?P<unit>minutes?|mins?|hours?|hrs?|hr|h|m)
    (?:\sor\s(?P<two>two|so))?)"""
# How long something takes isn't when it is: "it warms up in 2 minutes" stays, "within 2 minutes of idle" doesn't.
_NOT_WHEN = r"(?![\w%])(?!\s(?:ago|before|earlier|late|behind|from|of\s|each|every|per|a\sday|job))"
_PATTERNS = (
    (
        "count",
        compiled(
            rf"""\b(?P<x>(?P<prep>in\s(?:about|around|roughly|approximately|maybe|under|less\sthan|as\slittle\sas|the\snext
        |just|another)|in|within(?:\sthe\snext)?|inside(?:\sof)?|over\sthe\snext|the\snext|give\s(?:me|us|him|her|them|it)
        (?:\sabout|\sanother|\smaybe)?|eta:?(?:\sis)?(?:\sabout)?|no\smore\sthan|another)\s{_COUNT}){_NOT_WHEN}"""
        ),
    ),
    (
        "away",
        compiled(
            rf"""\b(?P<x>{_COUNT}\s(?P<from>from\snow|away|out(?=\s*(?:$|[,.;!?]|from\b))|ago|back(?=\s*(?:$|[,.;!?]))))
        (?!\w)"""
        ),
    ),
    # "On my way, 15 min": how far off somebody is who says so.
    (
        "count",
        compiled(
            rf"""(?:\bon\smy\sway|\bomw|\ben\sroute|\bleaving\snow|\bon\sour\sway|\bbe\sthere|\bsee\syou)[,.:;\s–-]{{1,4}}
        (?:about\s|in\s|say\s|approx\s)?(?P<x>{_COUNT}){_NOT_WHEN}"""
        ),
    ),
    # "Be there in 20", "call u in 5": minutes that nobody writes out.
    (
        "count",
        compiled(
            r"""\b(?:there|you|u|back|ya|over|off|leaving|done|up)\s(?P<x>in\s(?:about\s)?(?P<n>\d{1,2}))
        (?=\s*(?:$|[.!;,)]|so\b|ok\b|to\b))"""
        ),
    ),
)
