"""What is an expression for a time of day? From when until when, and how it is read without am or pm."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from steadyhand.business.conversations.guard.languages.en.times.context import Said
from steadyhand.business.conversations.guard.languages.en.times.words import NUMBERS, compiled, one_of

NOON = 12
HOURS_A_DAY = 24
# Without am or pm nobody at work means seven in the evening: seven to eleven are before noon, the rest after it.
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


Meaning = Callable[[re.Match[str], Said], tuple[time, time] | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """A pattern whose group `x` is the expression, the pieces it needs, and what it means."""

    needs: str
    pattern: re.Pattern[str]
    meaning: Meaning
    is_loose: bool = False
    needs_date: bool = False


HALF = r"(?:[ap]\.?\s?m\b\.?|[ap]\b)"
WORD_HOUR = one_of([word for word, value in NUMBERS.items() if value <= NOON and word not in ("a", "an")])
HOUR = rf"(?:[01]?\d|2[0-4]|{WORD_HOUR})"
SOME_HOUR = rf"(?:1[0-2]|0?[1-9]|{WORD_HOUR})"
MINUTES = r"[0-5]\d"
# What is counted and no time: "from 8 to 10 pages", "by 4 inches".
COUNTED = (
    r"(?:pages?|copies|sheets?|percent|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|times|machines?|units?|of"
    r"|inch(?:es)?|parts?|degrees|volts?|calls|feet|amps|psi|people|techs|technicians|business|working|grams|gsm|mm|cm"
    r"|lines|users|trays?|turns?|millimetres|millimeters|centimetres|metres|meters|dollars|bucks|euros|cents|rollers"
    r"|screws|visits|steps|seconds|secs|points|on\sthe\s(?:scale|density|dial|panel))"
)


def as_said(hour: int, minute: int, half: str | None) -> time:
    """Return a time of day: by am or pm, else as somebody at work means it.

    Raises:
        ValueError: there is no such hour.
    """
    letter = (half or "").replace(".", "").lower()[:1]
    if letter == "a":
        if not 1 <= hour <= NOON:
            raise ValueError(f"{hour} am is no time.")
        return time(hour % NOON, minute)
    if letter == "p":
        return time(hour, minute) if hour > NOON else time(hour % NOON + NOON, minute)
    if 1 <= hour < FIRST_PLAIN:
        return time(hour + NOON, minute)
    return time(hour % HOURS_A_DAY, minute) if hour == HOURS_A_DAY and not minute else time(hour, minute)


_MORNING_AFTER = compiled(r"\s(?:in\sthe\smorning|this\smorning|tomorrow\smorning|on\s\w+\smorning)")
_MORNING_BEFORE = compiled(r"morning,?\s?(?:at|by|before|around|about)?\s?$")
_LATER_AFTER = compiled(
    r"\s(?:in\sthe\s(?:afternoon|evening)|at\snight|tonight|this\s(?:evening|afternoon|arvo)"
    r"|tomorrow\s(?:evening|afternoon|night))"
)
_LATER_BEFORE = compiled(r"(?:evening|tonight|tonite|night|afternoon|arvo),?\s?(?:at|by|before|around|about)?\s?$")


def half_beside(match: re.Match[str], hour: int, said: Said) -> str | None:
    """Return am or pm as `in the morning`, `tonight` or `this evening` beside a time say it."""
    after = said.text[match.end() : match.end() + 24]
    before = said.text[max(0, match.start() - 20) : match.start("x")]
    if _MORNING_AFTER.match(after) or _MORNING_BEFORE.search(before):
        return "a" if 1 <= hour < NOON else None
    if _LATER_AFTER.match(after) or _LATER_BEFORE.search(before):
        return "p" if 1 <= hour <= NOON else None
    return None
