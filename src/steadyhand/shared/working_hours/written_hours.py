"""How are the hours of a week kept in a row, and how does a person read them?"""

import re
from datetime import time
from itertools import groupby

from steadyhand.shared.words import Clock, time_said
from steadyhand.shared.working_hours.calendars import DAY, MIDNIGHT, BadHours, Span, Week, checked_week

WEEKDAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALL_DAY = Span(MIDNIGHT, DAY)
WRITTEN_SPAN = re.compile(r"\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*", re.ASCII)
EXPECTED_SPAN = "write opening and closing time, such as 08:00-12:00; 24:00 is midnight"


def span_from_text(text: str) -> Span:
    """Return the span written as `08:00-12:00`; `22:00-06:00` ends the next morning, `00:00-24:00` is the whole day.

    Raises:
        BadHours: it isn't written so, or can't be meant.
    """
    written = WRITTEN_SPAN.fullmatch(text)
    if written is None:
        raise BadHours(f"{text!r} is no span of hours; {EXPECTED_SPAN}.")
    opens_hour, opens_minute, closes_hour, closes_minute = (int(digits) for digits in written.groups())
    if (closes_hour, closes_minute) == (24, 0):
        closes_hour = 0
    elif (closes_hour, closes_minute) == (0, 0) == (opens_hour, opens_minute):
        raise BadHours("00:00-00:00 opens and closes at the same time; for a whole day write 00:00-24:00.")
    try:
        opens, closes = time(opens_hour, opens_minute), time(closes_hour, closes_minute)
    except ValueError:
        raise BadHours(f"{text!r} names a time that no clock shows; {EXPECTED_SPAN}.") from None
    return Span.between(opens, closes)


def weekly_from_json(kept: object) -> dict[int, tuple[Span, ...]]:
    """Return the week kept as `{"mon": ["08:00-12:00", "13:00-17:00"], …}`; days left out are closed.

    Raises:
        BadHours: another shape, an unknown day, a span that can't be read, or spans that overlap.
        CalendarNeverOpens: no day has hours.
    """
    if not isinstance(kept, dict):
        raise BadHours(f'{kept!r} is no week; expected days with their hours, such as {{"mon": ["08:00-17:00"]}}.')
    week: dict[int, tuple[Span, ...]] = {}
    for day, spans in kept.items():
        if day not in WEEKDAY_KEYS:
            raise BadHours(f"{day!r} is no weekday; expected one of {', '.join(WEEKDAY_KEYS)}.")
        if not isinstance(spans, list) or not all(isinstance(span, str) for span in spans):
            raise BadHours(
                f'{spans!r} are no hours of {day!r}; expected a list, such as ["08:00-12:00", "13:00-17:00"].'
            )
        week[WEEKDAY_KEYS.index(day)] = tuple(span_from_text(span) for span in spans)
    return checked_week(week)


def weekly_to_json(weekly: Week) -> dict[str, list[str]]:
    """Return the week as a row keeps it: open days only, Monday first.

    Raises:
        BadHours: a weekday outside 0-6, or spans of one day that overlap.
        CalendarNeverOpens: no weekday has hours.
    """
    return {WEEKDAY_KEYS[weekday]: [str(span) for span in spans] for weekday, spans in checked_week(weekly).items()}


def weekly_in_words(weekly: Week, *, clock: Clock = 24) -> str:
    """Return the week as people write it: `Mon–Fri 8:00–17:00, Sat 9:00–12:00`.

    Raises:
        BadHours: a weekday outside 0-6, or spans of one day that overlap.
        CalendarNeverOpens: no weekday has hours.
    """
    week = checked_week(weekly)
    days_with: dict[tuple[Span, ...], list[int]] = {}
    for weekday, spans in week.items():
        days_with.setdefault(spans, []).append(weekday)
    return ", ".join(
        f"{_days_in_words(days)} {' and '.join(_span_in_words(span, clock) for span in spans)}"
        for spans, days in days_with.items()
    )


def _span_in_words(span: Span, clock: Clock) -> str:
    if span == ALL_DAY:
        return "all day"
    if span.closes == MIDNIGHT:
        return f"{time_said(span.opens, clock=clock)}–midnight"
    return f"{time_said(span.opens, clock=clock)}–{time_said(span.closes, clock=clock)}"


def _days_in_words(days: list[int]) -> str:
    if len(days) == len(WEEKDAY_KEYS):
        return "every day"
    runs = [[day for _, day in run] for _, run in groupby(enumerate(days), lambda place: place[1] - place[0])]
    if len(runs) > 1 and runs[0][0] == 0 and runs[-1][-1] == len(WEEKDAY_KEYS) - 1:
        # A week from Sunday to Thursday is one run, though Monday comes first here.
        runs = [*runs[1:-1], runs[-1] + runs[0]]
    *others, last = [_run_in_words(run) for run in runs]
    return f"{', '.join(others)} and {last}" if others else last


def _run_in_words(run: list[int]) -> str:
    first, last = WEEKDAY_KEYS[run[0]].title(), WEEKDAY_KEYS[run[-1]].title()
    return first if len(run) == 1 else f"{first}–{last}"
