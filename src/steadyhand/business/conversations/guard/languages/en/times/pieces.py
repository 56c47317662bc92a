"""What are times made of, and what of it stands in a sentence? Looked up first: most patterns needn't be tried then."""

import re

from steadyhand.business.conversations.guard.languages.en.times.words import (
    HOURS_IN_WORDS,
    MONTHS,
    ORDINALS,
    TOMORROWS,
    WEEKDAYS,
)

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")
_BY_WORDS = {
    "weekday": frozenset(WEEKDAYS),
    "month": frozenset(MONTHS),
    "near": frozenset(
        {"today", "tonight", "tonite", "2day", "2nite", "yesterday", "overnight", "night", "day", *TOMORROWS}
    ),
    "unit": frozenset(
        {
            "week", "weeks", "weekday", "weekdays", "weekend", "midweek", "day", "days", "month", "months", "quarter",
            "year", "years", "wk", "wks", "fortnight", "fortnights", "eow", "eom",
        }
    ),
    "close": frozenset({"end", "close", "closing", "eod", "cob", "eob"}),
    "away": frozenset({"ago", "away", "hence", "from", "back", "out"}),
    "count": frozenset({"minute", "minutes", "min", "mins", "hour", "hours", "hr", "hrs"}),
    "words": HOURS_IN_WORDS,
    "half": frozenset({"half"}),
    "part": frozenset(
        {
            "noon", "noonish", "midday", "mid", "midnight", "morning", "afternoon", "arvo", "evening", "night",
            "tonight", "tonite", "lunch", "lunchtime", "thing", "tea", "teatime", "open", "opening", "am", "pm",
        }
    ),
}  # fmt: skip
_NTHS = frozenset(ORDINALS)


def pieces_of(sentence: str) -> frozenset[str]:
    """Return which kinds of pieces stand in a sentence; none: no time can stand in it."""
    lowered = sentence.lower()
    words = frozenset(_WORD.findall(lowered))
    found = {name for name, known in _BY_WORDS.items() if not known.isdisjoint(words)}
    has_digit = _DIGIT.search(lowered) is not None
    if has_digit:
        found |= {"digit", "count", "clock"}
        if ":" in lowered:
            found.add("colon")
    if found & {"words", "half"} or not words.isdisjoint({"noon", "midday"}):
        found.add("clock")
    if "the" in words and (has_digit or not _NTHS.isdisjoint(words)):
        found.add("nth")
    return frozenset(found)
