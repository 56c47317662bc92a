"""The business clock against a minute-by-minute oracle, and its laws, around the changes of clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from steadyhand.shared.working_hours import (
    Pause,
    Span,
    WorkingCalendar,
    add_working_days,
    due_at,
    elapsed,
    is_open,
    next_opening,
)

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
OFFICE = WorkingCalendar("America/Chicago", dict.fromkeys(range(5), (Span.between(time(8), time(17)),)))

# Days on which clocks change: by an hour, by Lord Howe's half hour, at midnight, and Samoa's day that never was.
CHANGES = [
    ("America/Chicago", date(2026, 3, 8)),
    ("America/Chicago", date(2026, 11, 1)),
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/Havana", date(2026, 11, 1)),
    ("Asia/Beirut", date(2025, 10, 26)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Asia/Kolkata", date(2026, 6, 10)),
]
HARD_SPANS = [(time(22), 480), (time(1), 45), (time(1, 45), 60), (time(2), 60), (time(0), 1440), (time(23, 30), 1410)]


@st.composite
def days_of_spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """Up to three spans of a day that don't overlap, the last maybe over midnight."""
    if draw(st.booleans()):
        opens, minutes = draw(st.sampled_from(HARD_SPANS))
        return (Span(opens, minutes * MINUTE),)
    edges = sorted(draw(st.sets(st.integers(0, 95), min_size=2, max_size=6)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple(Span(time(opens // 4, opens % 4 * 15), (closes - opens) * 15 * MINUTE) for opens, closes in pairs)


@st.composite
def cases(draw: st.DrawFn) -> tuple[WorkingCalendar, datetime]:
    """A calendar and a moment within two days of a change of its clocks."""
    zone, day = draw(st.sampled_from(CHANGES))
    near = st.integers(-4, 4).map(lambda days: day + days * DAY)
    week = draw(st.dictionaries(st.integers(0, 6), days_of_spans(), min_size=1))
    closed = draw(st.frozensets(near, max_size=2))
    extra = draw(st.dictionaries(near, days_of_spans(), max_size=2))
    start = datetime.combine(day, time(), UTC) + draw(st.integers(-2880, 1440)) * MINUTE
    return WorkingCalendar(zone, week, closed, extra), start


def pauses_after(start: datetime) -> st.SearchStrategy[list[Pause]]:
    minutes = st.integers(-300, 4000)
    pairs = st.lists(st.tuples(minutes, st.integers(0, 900)), max_size=3)
    return pairs.map(lambda pause: [(start + at * MINUTE, start + (at + length) * MINUTE) for at, length in pause])


def open_minutes(calendar: WorkingCalendar, start: datetime, end: datetime, pauses: list[Pause]) -> int:
    """Look at the clock on the wall every minute, as a patient person would."""
    zone, counted, at = ZoneInfo(calendar.zone), 0, start
    while at < end:
        shown = at.astimezone(zone).replace(tzinfo=None)
        shifts = [
            datetime.combine(day, span.opens)
            for day in (shown.date() - DAY, shown.date())
            for span in calendar.spans_on(day)
            if datetime.combine(day, span.opens) <= shown < datetime.combine(day, span.opens) + span.lasts
        ]
        counted += bool(shifts) and not any(paused <= at < resumed for paused, resumed in pauses)
        at += MINUTE
    return counted


@settings(max_examples=150, deadline=None)
@given(st.data(), cases(), st.integers(0, 4320))
def test_elapsed_is_what_looking_at_the_wall_every_minute_counts(
    data: st.DataObject, case: tuple[WorkingCalendar, datetime], minutes: int
) -> None:
    calendar, start = case
    pauses = data.draw(pauses_after(start))
    end = start + minutes * MINUTE

    assert elapsed(calendar, start, end, pauses) == open_minutes(calendar, start, end, pauses) * MINUTE


@settings(max_examples=300, deadline=None)
@given(cases())
def test_a_moment_is_open_if_the_minute_after_it_counts(case: tuple[WorkingCalendar, datetime]) -> None:
    calendar, at = case

    assert is_open(calendar, at) == (elapsed(calendar, at, at + MINUTE) == MINUTE)
    assert is_open(calendar, at) == (next_opening(calendar, at) == at)


@settings(max_examples=300, deadline=None)
@given(cases())
def test_the_next_opening_is_open_and_nothing_before_it_is(case: tuple[WorkingCalendar, datetime]) -> None:
    calendar, at = case

    opening = next_opening(calendar, at)

    assert is_open(calendar, opening)
    assert elapsed(calendar, at, opening) == timedelta(0)


@settings(max_examples=300, deadline=None)
@given(st.data(), cases(), st.integers(1, 6000))
def test_a_need_has_passed_when_it_is_due_and_not_a_second_sooner(
    data: st.DataObject, case: tuple[WorkingCalendar, datetime], minutes: int
) -> None:
    calendar, start = case
    pauses = data.draw(pauses_after(start))

    due = due_at(calendar, start, minutes * MINUTE, pauses)

    assert elapsed(calendar, start, due, pauses) == minutes * MINUTE
    assert elapsed(calendar, start, due - timedelta(seconds=1), pauses) < minutes * MINUTE


@settings(max_examples=200, deadline=None)
@given(st.data(), cases(), st.integers(0, 3000), st.integers(0, 3000))
def test_needs_one_after_the_other_are_due_when_their_sum_is(
    data: st.DataObject, case: tuple[WorkingCalendar, datetime], first: int, second: int
) -> None:
    calendar, start = case
    pauses = data.draw(pauses_after(start))

    halfway = due_at(calendar, start, first * MINUTE, pauses)

    assert due_at(calendar, halfway, second * MINUTE, pauses) == due_at(
        calendar, start, (first + second) * MINUTE, pauses
    )


@settings(max_examples=200, deadline=None)
@given(cases(), st.integers(0, 4000), st.integers(0, 4000), st.integers(0, 3000))
def test_more_need_or_a_later_start_is_never_due_sooner(
    case: tuple[WorkingCalendar, datetime], need: int, more: int, later: int
) -> None:
    calendar, start = case

    due = due_at(calendar, start, need * MINUTE)

    assert due <= due_at(calendar, start, (need + more) * MINUTE)
    assert due <= due_at(calendar, start + later * MINUTE, need * MINUTE)


@settings(max_examples=150, deadline=None)
@given(cases(), st.integers(0, 3000), st.integers(0, 3000))
def test_elapsed_time_adds_up(case: tuple[WorkingCalendar, datetime], first: int, second: int) -> None:
    calendar, start = case
    middle, end = start + first * MINUTE, start + (first + second) * MINUTE

    assert elapsed(calendar, start, end) == elapsed(calendar, start, middle) + elapsed(calendar, middle, end)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 60), st.integers(1, 60))
def test_working_days_add_up_and_go_back(day: date, first: int, second: int) -> None:
    reached = add_working_days(OFFICE, add_working_days(OFFICE, day, first), second)

    assert reached == add_working_days(OFFICE, day, first + second)
    assert add_working_days(OFFICE, reached, -second) == add_working_days(OFFICE, day, first)
