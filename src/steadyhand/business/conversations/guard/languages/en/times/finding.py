"""How do days and times of day make one time? `Thursday between 10 and 12`, `8-10 tomorrow`, `by 2` today."""

import re
from datetime import date, datetime, time

from steadyhand.business.conversations.guard.findings import TimeSaid
from steadyhand.business.conversations.guard.languages.en.times.clocks import Clock, Moment, clocks_in, moments_in
from steadyhand.business.conversations.guard.languages.en.times.context import Said, Tense, is_promise
from steadyhand.business.conversations.guard.languages.en.times.dates import DAY, Days, days_in
from steadyhand.business.conversations.guard.times.hours import Hours

# The last minute of a day: from there on it is the next one's.
LAST_MINUTE = time(23, 59)
# What may stand between a day and its time of day.
_GLUE = re.compile(
    r"\s*[,@(]?\s*(?:(?:at|by|before|after|around|about|between|from|in|in\sthe|until|till|til|on|the|of|no\slater\sthan|sometime|some\stime|is|and|for|early|late)\s*)*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:by|before|until|till|til|no later than|not later than|latest|within)\s*(?:the\s)?$", re.IGNORECASE
)
_AFTER = re.compile(r"\b(?:after|from|past|not before)\s*$", re.IGNORECASE)
_LATEST = re.compile(r"\s*(?:at the latest|latest|or (?:sooner|earlier|before))\b", re.IGNORECASE)


def times_in(text: str, *, at: datetime, hours: Hours | None = None) -> tuple[TimeSaid, ...]:
    """Return the times that stand in a text, each from and until when it may be meant, on the clock that `at` keeps.

    `until_at` of a whole day is its last minute. `at` is the moment in which the text is said; Monday is worked out
    from it, and from whether the sentence speaks of what was or what will be.
    """
    said = Said(text, at, hours or Hours())
    moments = moments_in(said)
    days = [each for each in days_in(said) if not _within(each, moments)]
    clocks = [each for each in clocks_in(said) if not _within(each, moments) and not _inside_days(each, days)]
    found = [_counted(said, moment) for moment in moments]
    taken: set[int] = set()
    for day in days:
        near = [
            (n, clock) for n, clock in enumerate(clocks) if n not in taken and _belongs(said, day, clock, clocks, days)
        ]
        taken.update(n for n, _ in near)
        found.append(_on_days(said, day, [clock for _, clock in near]))
    found += _without_a_day(said, [clock for n, clock in enumerate(clocks) if n not in taken])
    return tuple(sorted(found))


def _within(each: Days | Clock, moments: list[Moment]) -> bool:
    return any(each.start < moment.end and moment.start < each.end for moment in moments)


def _inside_days(clock: Clock, days: list[Days]) -> bool:
    return any(clock.start < day.end and day.start < clock.end for day in days)


def _belongs(said: Said, day: Days, clock: Clock, clocks: list[Clock], days: list[Days]) -> bool:
    """Tell whether a time of day stands right beside a day, or beside a part of the day that does."""
    low, high = min(day.start, clock.start), max(day.end, clock.end)
    between = said.text[day.end : clock.start] if clock.start >= day.end else said.text[clock.end : day.start]
    if any(other is not day and low <= other.start < high for other in days):
        return False
    for other in clocks:
        if other is not clock and low <= other.start and other.end <= high:
            inner = [said.text[a:b] for a, b in _gaps(day, other, clock)]
            return all(_GLUE.match(piece) for piece in inner)
    return bool(_GLUE.match(between))


def _gaps(*pieces: Days | Clock) -> list[tuple[int, int]]:
    ordered = sorted(pieces, key=lambda piece: piece.start)
    return [(one.end, two.start) for one, two in zip(ordered, ordered[1:], strict=False)]


def _on_days(said: Said, day: Days, clocks: list[Clock]) -> TimeSaid:
    start = min([day.start, *(clock.start for clock in clocks)])
    end = max([day.end, *(clock.end for clock in clocks)])
    exact = [clock for clock in clocks if not clock.is_loose]
    loose = [clock for clock in clocks if clock.is_loose]
    from_time, until_time = time(0), LAST_MINUTE
    if day.is_close:
        until_time = said.hours.closes
    if loose:
        from_time, until_time = loose[0].from_time, loose[0].until_time
    if exact:
        clock = exact[0]
        from_time, until_time = _by_its_word(said, clock, default=(time(0), LAST_MINUTE))
        if loose and loose[0].from_time >= time(12) and until_time < time(12) and clock.until_time.hour:
            from_time, until_time = _later(from_time), _later(until_time)
    elif "tonight" in said.text[day.start : day.end].lower() or "tonite" in said.text[day.start : day.end].lower():
        from_time, until_time = time(17), time(23, 59)
    elif _BEFORE.search(said.text[:start]) and loose:
        from_time = time(0)
    first, last = day.first, day.last
    from_at = _moment(said, first, from_time)
    until_at = _moment(said, last, until_time)
    if first == said.today and from_time == time(0) and until_at > said.at:
        # Of today, what is left of it.
        from_at = max(from_at, said.at) if said.tense(start) is not Tense.PAST else from_at
    return TimeSaid(start, end, from_at, max(from_at, until_at), is_promise(said, start, end))


def _by_its_word(said: Said, clock: Clock, *, default: tuple[time, time]) -> tuple[time, time]:
    """Return from when until when a time of day is meant, by the word before it: `by 2` begins with the day."""
    if clock.from_time != clock.until_time:
        return clock.from_time, clock.until_time
    before, at = said.text[max(0, clock.start - 24) : clock.start], clock.from_time
    if _BEFORE.search(before) or _LATEST.match(said.text[clock.end :]):
        return default[0], at
    if _AFTER.search(before):
        return at, max(at, default[1])
    return at, at


def _later(at: time) -> time:
    return at if at == time(0) or at.hour >= 12 else at.replace(hour=at.hour + 12)  # noqa: PLR2004 - noon


def _without_a_day(said: Said, clocks: list[Clock]) -> list[TimeSaid]:
    """Return the times of day that stand alone: today's, or tomorrow's where today's are over."""
    found = []
    merged: list[list[Clock]] = []
    for clock in clocks:
        if (
            merged
            and _GLUE.match(said.text[merged[-1][-1].end : clock.start])
            and merged[-1][-1].is_loose != clock.is_loose
        ):
            merged[-1].append(clock)
        else:
            merged.append([clock])
    for group in merged:
        exact = [clock for clock in group if not clock.is_loose]
        if all(clock.needs_date for clock in group) and not _is_window(said, group[0]):
            continue
        if not exact and not _stands_for_a_day(said, group[0]):
            continue
        found.append(_today_or_next(said, group, exact))
    return found


def _stands_for_a_day(said: Said, clock: Clock) -> bool:
    """Tell `this afternoon`, `in the morning` and `before lunch` from `the morning shift`."""
    words = said.text[clock.start : clock.end].lower()
    after = said.text[clock.end : clock.end + 14].lower()
    if re.match(r"\s(?:shift|run|rush|crew|team|meeting|coffee|traffic|person|jobs?|copies|print|news)", after):
        return False
    return bool(re.match(r"(?:this|in the|first thing|before lunch|after lunch|early|late|mid|lunch)", words)) or bool(
        re.search(r"\b(?:by|before)\s(?:the\s)?$", said.text[max(0, clock.start - 12) : clock.start].lower())
    )


def _is_window(said: Said, clock: Clock) -> bool:
    before = said.text[max(0, clock.start - 40) : clock.start].lower()
    return bool(
        re.search(
            r"\b(?:window|between|eta|arrive|arriving|arrival|there|be in|come|slot|appointment|from)\b[^.!?]{0,24}$",
            before,
        )
    )


def _today_or_next(said: Said, group: list[Clock], exact: list[Clock]) -> TimeSaid:
    start, end = min(clock.start for clock in group), max(clock.end for clock in group)
    loose = next((clock for clock in group if clock.is_loose), None)
    is_past = said.tense(start) is Tense.PAST
    chosen = exact[0] if exact else group[0]
    from_time, until_time = (
        _by_its_word(said, chosen, default=(time(0), LAST_MINUTE)) if exact else (chosen.from_time, chosen.until_time)
    )
    if exact and loose and loose.from_time >= time(12):
        from_time, until_time = _later(from_time), _later(until_time)
    words = said.text[start:end].lower()
    on = said.today
    is_over = _moment(said, on, until_time) <= said.at
    if not is_past and is_over and not words.startswith("this"):
        on = said.hours.working_days_after(on, 1) if words.startswith("first thing") else on + DAY
    elif not is_past and words.startswith(("first thing", "in the morning")) and said.at.time() > said.hours.opens:
        on += DAY
    from_at, until_at = _moment(said, on, from_time), _moment(said, on, until_time)
    if on == said.today and from_time == time(0) and until_at > said.at:
        from_at = said.at
    return TimeSaid(start, end, from_at, max(from_at, until_at), is_promise(said, start, end))


def _counted(said: Said, moment: Moment) -> TimeSaid:
    is_ours = is_promise(said, moment.start, moment.end)
    return TimeSaid(moment.start, moment.end, moment.from_at, moment.until_at, is_ours)


def _moment(said: Said, on: date, at: time) -> datetime:
    return datetime.combine(on, at, tzinfo=said.at.tzinfo)
