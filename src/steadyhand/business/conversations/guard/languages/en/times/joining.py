"""How do days and times of day make one time? `Thursday between 10 and 12`, `8-10 tomorrow`, `by 2` today."""

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from steadyhand.business.conversations.guard.findings import TimeSaid
from steadyhand.business.conversations.guard.languages.en.times.binding import is_promise
from steadyhand.business.conversations.guard.languages.en.times.clocks import NOON, Clock, Moment, clocks_in, moments_in
from steadyhand.business.conversations.guard.languages.en.times.context import Said, Tense
from steadyhand.business.conversations.guard.languages.en.times.days import Days, days_in
from steadyhand.business.conversations.guard.languages.en.times.days.expression import DAY
from steadyhand.business.conversations.guard.languages.en.times.words import compiled

# The last minute of a day: from there on it is the next one's.
LAST_MINUTE = time(23, 59)
WHOLE_DAY = (time(0), LAST_MINUTE)
TONIGHT = (time(17), LAST_MINUTE)
# What may stand between a day and its time of day.
_GLUE = compiled(
    r"""\s*[,@(:–-]?\s*(?:(?:at|by|before|b4|after|around|about|between|from|in|in\sthe|until|till|til|on|the|of
    |no\slater\sthan|sometime|some\stime|is|and|for|early|late|say|like|or|work|hours|latest)\b\s*){0,4}$"""
)
_BEFORE = compiled(r"\b(?:by|before|b4|until|till|til|no\slater\sthan|not\slater\sthan|latest|within)\s*(?:the\s)?$")
_AFTER = compiled(r"\b(?:after|from|past|not\sbefore)\s*$")
_LATEST = compiled(r"\s*(?:at\sthe\slatest|latest|or\s(?:sooner|earlier|before))\b")
_TONIGHT = compiled(r"\b(?:tonight|tonite|2nite)\b")
_OTHER_PARTS = compiled(
    r"\s(?:shift|run|rush|crew|team|meeting|coffee|traffic|person|jobs?|copies|print|news|mode|backup|batch|setting|of\b)"
)
_NAMES_A_DAY = compiled(r"(?:this|in\sthe|first\sthing|before\slunch|after\slunch|lunch|tea|later\sin|tonight|tonite)")
_ASKS_A_PART = compiled(r"\b(?:by|before|until|during|sometime|later|at|over|for)\s(?:the\s)?$")
_WINDOW = compiled(
    r"\b(?:window|between|eta|arrive|arriving|arrival|there|be\sin|come|slot|appointment|from)\b[^.!?]{0,24}$"
)
_NOW_UNTIL = compiled(r"\bbetween\s(?:now|today)\sand\s(?:the\s)?$")


def times_of_sentence(said: Said, pieces: frozenset[str]) -> list[TimeSaid]:
    """Return the times that stand in a sentence; `pieces`: what times are made of, and stands in it."""
    moments = moments_in(said, pieces) if "count" in pieces else []
    days = [each for each in days_in(said, pieces) if not _overlaps_any(each, moments)]
    clocks = [each for each in clocks_in(said, pieces) if not _overlaps_any(each, moments)]
    clocks = [each for each in clocks if not _overlaps_any(each, days)]
    found = [
        TimeSaid(each.start, each.end, each.from_at, each.until_at, is_promise(said, each.start, each.end))
        for each in moments
    ]
    taken: set[int] = set()
    for day in days:
        near = [n for n, clock in enumerate(clocks) if n not in taken and _belongs(said, day, clock, clocks, days)]
        taken.update(near)
        found.append(_on_days(said, day, [clocks[n] for n in near]))
    return found + _without_a_day(said, [clock for n, clock in enumerate(clocks) if n not in taken])


def _overlaps_any(each: Days | Clock, others: list[Moment] | list[Days]) -> bool:
    return any(each.start < other.end and other.start < each.end for other in others)


def _belongs(said: Said, day: Days, clock: Clock, clocks: list[Clock], days: list[Days]) -> bool:
    """Tell whether a time of day stands right beside a day, or beside a part of the day that does."""
    low, high = min(day.start, clock.start), max(day.end, clock.end)
    if any(other is not day and low <= other.start < high for other in days):
        return False
    inner = [other for other in clocks if other is not clock and low <= other.start and other.end <= high]
    pieces: list[Days | Clock] = [day, clock, *inner]
    pieces.sort(key=lambda piece: piece.start)
    return all(_GLUE.match(said.text[one.end : two.start]) for one, two in pairwise(pieces))


@dataclass(frozen=True, slots=True)
class _Times:
    """From when until when on its days, before it is known which they are."""

    first: time
    last: time


def _on_days(said: Said, day: Days, clocks: list[Clock]) -> TimeSaid:
    start = min([day.start, *(clock.start for clock in clocks)])
    end = max([day.end, *(clock.end for clock in clocks)])
    times = _times_of_day(said, day, clocks, start)
    from_at, until_at = _moment(said, day.first, times.first), _moment(said, day.last, times.last)
    is_past = said.tense(start) is Tense.PAST
    if _NOW_UNTIL.search(said.text[:start]) and from_at > said.at:
        from_at = said.at
    elif day.first == said.today and times.first == time(0) and until_at > said.at and not is_past:
        # Of today, what is left of it.
        from_at = said.at
    return TimeSaid(start, end, from_at, max(from_at, until_at), is_promise(said, start, end))


def _times_of_day(said: Said, day: Days, clocks: list[Clock], start: int) -> _Times:
    exact = next((clock for clock in clocks if not clock.is_loose), None)
    loose = next((clock for clock in clocks if clock.is_loose), None)
    if exact:
        return _exactly(said, exact, loose)
    if loose:
        is_by = bool(_BEFORE.search(said.text[:start]) or _BEFORE.search(said.text[: loose.start]))
        return _Times(time(0) if is_by else loose.from_time, loose.until_time)
    if day.is_close:
        return _Times(time(0), said.hours.closes)
    return _Times(*(TONIGHT if _TONIGHT.search(said.text[day.start : day.end]) else WHOLE_DAY))


def _exactly(said: Said, exact: Clock, loose: Clock | None) -> _Times:
    times = _by_its_word(said, exact)
    if loose and loose.from_time >= time(NOON) and times.last < time(NOON) and times.last.hour:
        return _Times(_later(times.first), _later(times.last))
    return times


def _by_its_word(said: Said, clock: Clock) -> _Times:
    """Return from when until when a time of day is meant, by the word before it: `by 2` begins with the day."""
    if clock.from_time != clock.until_time:
        return _Times(clock.from_time, clock.until_time)
    before, at = said.text[max(0, clock.start - 24) : clock.start], clock.from_time
    if _BEFORE.search(before) or _LATEST.match(said.text[clock.end : clock.end + 24]):
        return _Times(time(0), at)
    return _Times(at, LAST_MINUTE if _AFTER.search(before) else at)


def _later(at: time) -> time:
    return at if at == time(0) or at.hour >= NOON else at.replace(hour=at.hour + NOON)


def _without_a_day(said: Said, clocks: list[Clock]) -> list[TimeSaid]:
    """Return the times of day that stand alone: today's, or tomorrow's where today's are over."""
    groups: list[list[Clock]] = []
    for clock in clocks:
        last = groups[-1][-1] if groups else None
        if last and last.is_loose != clock.is_loose and _GLUE.match(said.text[last.end : clock.start]):
            groups[-1].append(clock)
        else:
            groups.append([clock])
    return [_today_or_next(said, group) for group in groups if _is_a_time(said, group)]


def _is_a_time(said: Said, group: list[Clock]) -> bool:
    first = group[0]
    if all(clock.needs_date for clock in group):
        return not first.is_loose and bool(_WINDOW.search(said.text[max(0, first.start - 40) : first.start]))
    return any(not clock.is_loose for clock in group) or _stands_for_a_day(said, first)


def _stands_for_a_day(said: Said, clock: Clock) -> bool:
    """Tell `this afternoon`, `in the morning` and `before lunch` from `the morning shift`."""
    if _OTHER_PARTS.match(said.text[clock.end : clock.end + 14]):
        return False
    if _NAMES_A_DAY.match(said.text[clock.start : clock.end]):
        return True
    return bool(_ASKS_A_PART.search(said.text[max(0, clock.start - 16) : clock.start]))


def _today_or_next(said: Said, group: list[Clock]) -> TimeSaid:
    start, end = min(clock.start for clock in group), max(clock.end for clock in group)
    exact = next((clock for clock in group if not clock.is_loose), None)
    loose = next((clock for clock in group if clock.is_loose), None)
    times = _exactly(said, exact, loose) if exact else _part_alone(said, group[0])
    words, on = said.text[start:end].lower(), said.today
    is_past, is_over = said.tense(start) is Tense.PAST, _moment(said, on, times.last) <= said.at
    if not is_past and is_over and not words.startswith("this"):
        on = said.hours.working_days_after(on, 1) if words.startswith("first thing") else on + DAY
    elif not is_past and words.startswith(("first thing", "in the morning")) and said.at.time() > said.hours.opens:
        on += DAY
    from_at, until_at = _moment(said, on, times.first), _moment(said, on, times.last)
    if on == said.today and times.first == time(0) and until_at > said.at:
        from_at = said.at
    return TimeSaid(start, end, from_at, max(from_at, until_at), is_promise(said, start, end))


def _part_alone(said: Said, clock: Clock) -> _Times:
    is_by = bool(_BEFORE.search(said.text[max(0, clock.start - 24) : clock.start]))
    return _Times(time(0) if is_by else clock.from_time, clock.until_time)


def _moment(said: Said, on: date, at: time) -> datetime:
    return datetime.combine(on, at, tzinfo=said.at.tzinfo)
