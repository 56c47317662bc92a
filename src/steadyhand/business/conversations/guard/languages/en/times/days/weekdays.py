"""Which day is `next Friday`, `Mon the 16th`? Weekdays, by the day and the tense that they are said in."""

import re
from datetime import date

from steadyhand.business.conversations.guard.languages.en.times.context import Said, Tense
from steadyhand.business.conversations.guard.languages.en.times.days.counted import coming
from steadyhand.business.conversations.guard.languages.en.times.days.dates import DATE_BESIDE, DATES, nth
from steadyhand.business.conversations.guard.languages.en.times.days.expression import (
    DAY,
    WEEK,
    Reading,
    Span,
    monday_of,
    one_day,
    read,
)
from steadyhand.business.conversations.guard.languages.en.times.words import SHORT_DAYS, WEEKDAY, WEEKDAYS, compiled


def _weekday(match: re.Match[str], said: Said) -> Span | None:
    if not _is_weekday(match, said) or _COMES_AGAIN.search(said.text[max(0, match.start() - 16) : match.start()]):
        return None
    if match["date"]:
        return _with_date(match, said)
    number = WEEKDAYS[match["day"].lower()]
    on = _which(match, number, said)
    if not match["to"]:
        return one_day(on)
    until = on + ((WEEKDAYS[match["to"].lower()] - number) % WEEK) * DAY
    if _MOVED.search(said.text[max(0, match.start() - 24) : match.start()]) and match["and"].strip().lower() == "to":
        # "Moved from Thursday to Friday" is Friday.
        return one_day(until)
    return Span(on, until)


def _which(match: re.Match[str], number: int, said: Said) -> date:
    today, which, after = said.today, (match["which"] or "").lower(), (match["after"] or match["after2"] or "").lower()
    if "after next" in after or "week after" in which:
        return monday_of(today) + (2 * WEEK + number) * DAY
    if "next week" in after or "next" in which.split():
        return monday_of(today) + (WEEK + number) * DAY
    if "this week" in after or which == "this week":
        return monday_of(today) + number * DAY
    if after or which == "a week on":
        weeks = 2 if "fortnight" in after else 1
        return coming(today, number) + weeks * WEEK * DAY
    # "This Wednesday", said on one.
    later = today if which == "this" and number == today.weekday() else coming(today, number)
    is_said_past = said.tense(match.start()) is Tense.PAST and "coming" not in which and "following" not in which
    if which.endswith(("last", "past", "previous")) or is_said_past:
        return today - ((today.weekday() - number - 1) % WEEK + 1) * DAY
    return later


def _with_date(match: re.Match[str], said: Said) -> Span | None:
    """Return the date that stands beside a weekday: `Wed the 18th`, `Friday, March 20`."""
    word = match["date"].strip(" ,")
    bare = re.fullmatch(r"(?:the\s)?(\d{1,2}(?:st|nd|rd|th))", word, re.IGNORECASE)
    if bare:
        return nth(bare[1], match.start(), said)
    inner = read(DATES, Said(f"on {word}", said.at, said.hours), frozenset({"digit", "month", "nth"}))
    return Span(inner[0].first, inner[0].last) if inner else None


_COMES_AGAIN = compiled(r"\b(?:every|each|every\sother|most|some)\s(?:other\s|single\s)?$")
_MOVED = compiled(r"\b(?:moved|rescheduled|changed|pushed|switched|shifted|bumped|it)\b[^.]*\bfrom\s$")
_ASKS = compiled(
    r"""(?:\b(?:on|by|next|this|last|until|till|til|or|to|before|after|for|coming|late|early|from|between|lands|comes|due
    |is|booked|see\syou|there|here|back|confirm|confirmed|@)\s|[-–/:(]\s?)$"""
)
_TIME_AFTER = compiled(
    r"""\s?(?:$|[,.;:!?)]\s*(?:$|\d|the\s\d|at\b|morning|from)|[-–/]\s?(?:\d|\w{3,9}\b)
    |\s(?:morning|afternoon|evening|night|noon|am\b|pm\b|at\b|by\b|before\b|after\b|between\b|from\b|or\b|the\s\d
    |first\sthing|week\b|early|late|we\b|i\b|you\b|he\b|she\b|next\b|this\b|to\b|\d|around|about|works|ok\b|[A-Z][a-z]{2,8}\s\d))"""
)
# The days of a firm or a place: "the Friday Harbor paper", "Sunday Printing Ltd".
_NAME_AFTER = re.compile(r"\s(?!(?:Morning|Afternoon|Evening|Noon|March|April|May|June|July)\b)[A-Z][a-z]+")
_OF_A_NAME = compiled(r"^\s\w+\s(?:ltd|inc|llc|gmbh|co|group|company|limited|harbou?r|street|press)\b")
_FIRM_AFTER = compiled(r"^\s(?:ltd|inc|llc|printing|press|harbou?r|street|motors|night\slights|times|post)\b")


def _is_weekday(match: re.Match[str], said: Said) -> bool:
    word, start, end = match["day"], match.start("day"), match.end("day")
    before, after = said.text[max(0, match.start("day") - 14) : start], said.text[end : end + 24]
    if after.startswith(("-brand", "-type")) or _FIRM_AFTER.match(after) or _OF_A_NAME.match(after):
        return False
    if re.search(r"\bthe\s$", before, re.IGNORECASE) and _NAME_AFTER.match(after):
        return False
    if word.lower() not in SHORT_DAYS:
        return True
    if _TIME_AFTER.match(after):
        ends = not after.strip(" .!?") or after[0] in ",;"
        return not (ends and word.islower() and word in ("sat", "sun", "wed")) or bool(_ASKS.search(before))
    return bool(_ASKS.search(before))


_WHICH = (
    r"this\scoming|this\sweek|next\sweek(?:\son)?|the\sweek\safter(?:\snext)?(?:,?\son)?|this|next|the\snext"
    r"|last|past|previous|a\sweek\son|coming|the\scoming|the\spast|following|the\sfollowing"
)
WEEKDAYS_READ = (
    Reading(
        "weekday",
        compiled(
            rf"""(?<![\w-])(?:(?P<which>{_WHICH})\s)?(?P<day>{WEEKDAY})(?!\w)(?:\.(?=,?\s\w))?(?!s\b)
            (?P<after>(?:\sof)?,?\s(?:next\sweek|this\sweek)|\safter\snext|\sweek(?!end)|\sfortnight)?
            (?P<date>,?\s{DATE_BESIDE})?
            (?:(?P<and>\s?(?:-|–|/)\s?|\s(?:to|through|thru|or|and|until)\s)(?:the\s)?(?P<to>{WEEKDAY})(?!\w)
            (?:\s(?P<after2>next\sweek)(?!\w))?)?"""
        ),
        _weekday,
    ),
)
