"""Which days does an English expression mean?"""

from steadyhand.business.conversations.guard.languages.en.times.context import Said
from steadyhand.business.conversations.guard.languages.en.times.days.counted import COUNTED
from steadyhand.business.conversations.guard.languages.en.times.days.dates import DATES
from steadyhand.business.conversations.guard.languages.en.times.days.expression import Days, read
from steadyhand.business.conversations.guard.languages.en.times.days.periods import PERIODS
from steadyhand.business.conversations.guard.languages.en.times.days.weekdays import WEEKDAYS_READ
from steadyhand.business.conversations.guard.languages.en.times.words import compiled

__all__ = ["Days", "days_in"]
_READINGS = (*DATES, *PERIODS, *COUNTED, *WEEKDAYS_READ)
_AGAIN = compiled(r"\b(?:every|each|daily|weekly|monthly|nightly)\s(?:\w+\s)?(?:at\s)?$")
# "Today or tomorrow", "March 30 to April 2": one time from the first to the last.
_UNTIL = compiled(r",?\s?(?:-|–|\b(?:or|to|through|thru|until))\s?(?:on\s)?(?:maybe\s)?$")
_FROM = compiled(r"\b(?:moved|rescheduled|changed|pushed|switched|shifted|bumped)\b[^.]*\bfrom\s$")
# "EOD Friday", "Friday by close", "close of business tomorrow".
_BESIDE = compiled(r"(?:['’]s)?,?\s?(?:by|at|on|before|the|,|-|–)?\s?(?:the\s)?$")


def days_in(said: Said, pieces: frozenset[str]) -> list[Days]:
    """Return the expressions for days in a sentence, in their order, the longest where they overlap."""
    found = [each for each in read(_READINGS, said, pieces) if not _comes_again(each, said)]
    at = 0
    while at + 1 < len(found):
        both = _both(said, found[at], found[at + 1])
        if both is None:
            at += 1
        else:
            found[at : at + 2] = [both]
    return found


def _both(said: Said, one: Days, two: Days) -> Days | None:
    """Return the one time that two expressions beside each other make, if they do."""
    between = said.text[one.end : two.start]
    if one.is_close != two.is_close and _BESIDE.match(between):
        day = two if one.is_close else one
        return Days(one.start, two.end, day.first, day.last, is_close=True)
    if one.last < two.first and _UNTIL.match(between):
        is_moved = _FROM.search(said.text[: one.start])
        return Days(one.start, two.end, two.first if is_moved else one.first, two.last, is_close=two.is_close)
    return None


def _comes_again(each: Days, said: Said) -> bool:
    """Tell whether a day is one of many: "every Friday"."""
    return bool(_AGAIN.search(said.text[max(0, each.start - 24) : each.start]))
