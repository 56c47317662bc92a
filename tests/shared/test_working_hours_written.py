"""Hours as a row keeps them and as people read them."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.shared.working_hours import (
    BadHours,
    CalendarNeverOpens,
    Span,
    span_from_text,
    weekly_from_json,
    weekly_in_words,
    weekly_to_json,
)

spans = (
    st.tuples(st.integers(0, 1439), st.integers(1, 1439))
    .filter(lambda span: (span[0] + span[1]) % 1440 != 1439)  # 23:59 has its own test
    .map(lambda span: Span(time(span[0] // 60, span[0] % 60), timedelta(minutes=span[1])))
) | st.just(Span(time(0), timedelta(days=1)))
weeks = st.dictionaries(st.integers(0, 6), spans.map(lambda span: (span,)), min_size=1)


def kept_for(days: str, hours: str) -> dict[str, list[str]]:
    return {day: [hours] for day in days.split()}


@given(weeks)
def test_a_week_comes_back_from_its_row_as_it_was(week: dict[int, tuple[Span, ...]]) -> None:
    assert weekly_from_json(weekly_to_json(week)) == week


def test_a_row_keeps_open_days_only_monday_first_in_order() -> None:
    kept = weekly_to_json(
        {
            5: (Span.between(time(9), time(0)),),
            1: (),
            0: (span_from_text("13:00-17:00"), span_from_text("8:00 – 12:00")),
        }
    )

    assert kept == {"mon": ["08:00-12:00", "13:00-17:00"], "sat": ["09:00-24:00"]}


@pytest.mark.parametrize(
    ("text", "opens", "hours"),
    [
        ("08:00-12:00", 8, 4),
        ("22:00-06:00", 22, 8),
        ("09:00-00:00", 9, 15),
        ("09:00-24:00", 9, 15),
        ("00:00-24:00", 0, 24),
    ],
)
def test_a_span_is_read_as_written(text: str, opens: int, hours: int) -> None:
    assert span_from_text(text) == Span(time(opens), timedelta(hours=hours))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("8-12", "'8-12' is no span of hours; write opening and closing time, such as 08:00-12:00"),
        ("08:00-25:00", "'08:00-25:00' names a time that no clock shows"),
        ("08:60-12:00", "'08:60-12:00' names a time that no clock shows"),
        ("24:00-08:00", "'24:00-08:00' names a time that no clock shows"),
        ("00:00-00:00", "for a whole day write 00:00-24:00"),
        ("09:00-09:00", "09:00-09:00 opens and closes at the same time"),
        ("09:00-23:59", "loses the last minute of the day; write 09:00-24:00"),
        ("٠٨:00-12:00", "is no span of hours"),
    ],
)
def test_a_span_that_cannot_be_read_says_what_is_expected(text: str, says: str) -> None:
    with pytest.raises(BadHours, match=says):
        span_from_text(text)


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        (["08:00-12:00"], "is no week; expected days with their hours"),
        ({"monday": ["08:00-12:00"]}, "'monday' is no weekday; expected one of mon, tue, wed, thu, fri, sat, sun"),
        ({"mon": "08:00-12:00"}, "'08:00-12:00' are no hours of 'mon'; expected a list"),
        ({"mon": [8, 12]}, "are no hours of 'mon'; expected a list"),
        ({"mon": ["08:00-12:00", "11:00-13:00"]}, "On Monday, 08:00-12:00 and 11:00-13:00 overlap"),
    ],
)
def test_a_row_that_is_no_week_says_what_is_expected(kept: object, says: str) -> None:
    with pytest.raises(BadHours, match=says):
        weekly_from_json(kept)


@pytest.mark.parametrize("kept", [{}, {"mon": []}])
def test_a_row_without_hours_never_opens(kept: object) -> None:
    with pytest.raises(CalendarNeverOpens):
        weekly_from_json(kept)


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        (
            {**kept_for("mon tue wed thu fri", "08:00-17:00"), "sat": ["09:00-12:00"]},
            "Mon–Fri 8:00–17:00, Sat 9:00–12:00",
        ),
        ({"mon": ["08:00-12:00", "13:00-17:00"]}, "Mon 8:00–12:00 and 13:00–17:00"),
        (kept_for("mon wed fri", "08:00-12:00"), "Mon, Wed and Fri 8:00–12:00"),
        (kept_for("mon tue thu fri", "08:00-12:00"), "Mon–Tue and Thu–Fri 8:00–12:00"),
        (kept_for("sun mon tue wed thu", "08:00-16:00"), "Sun–Thu 8:00–16:00"),
        (kept_for("mon tue wed thu fri sat sun", "00:00-24:00"), "every day all day"),
        ({"fri": ["22:00-06:00"]}, "Fri 22:00–6:00"),
        ({"fri": ["18:00-24:00"]}, "Fri 18:00–midnight"),
    ],
)
def test_a_week_is_said_as_people_write_it(kept: dict[str, list[str]], words: str) -> None:
    assert weekly_in_words(weekly_from_json(kept)) == words


def test_a_week_is_said_by_a_12_hour_clock() -> None:
    assert weekly_in_words(weekly_from_json({"mon": ["08:00-12:30"]}), clock=12) == "Mon 8:00 am–12:30 pm"
