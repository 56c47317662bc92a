"""Times and durations as people say them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.shared.words import Clock, ago_said, duration_said, time_said, when_said, window_said

ZONE = "America/Chicago"


def chicago(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(ZONE))


NOW = chicago(2026, 5, 18, 10, 30)  # a Monday


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (chicago(2026, 5, 18, 14, 40), "today at 14:40"),
        (chicago(2026, 5, 18, 0, 5), "today at 0:05"),
        (chicago(2026, 5, 19, 9, 5), "tomorrow at 9:05"),
        (chicago(2026, 5, 17, 16, 10), "yesterday at 16:10"),
        (chicago(2026, 5, 21, 14), "Thursday at 14:00"),
        (chicago(2026, 5, 24, 14), "Sunday at 14:00"),
        (chicago(2026, 5, 25, 14), "25 May at 14:00"),
        (chicago(2026, 5, 12, 8), "12 May at 8:00"),
        (chicago(2026, 12, 31, 8), "31 December at 8:00"),
        (chicago(2025, 12, 1, 8), "1 December at 8:00"),
        (chicago(2025, 5, 12, 8), "12 May 2025"),
        (chicago(2027, 5, 12, 8), "12 May 2027"),
    ],
)
def test_a_moment_is_said_by_how_near_it_is(at: datetime, said: str) -> None:
    assert when_said(at, NOW, ZONE) == said


def test_the_day_is_the_listeners() -> None:
    late = datetime(2026, 5, 19, 3, tzinfo=UTC)

    assert when_said(late, NOW, ZONE) == "today at 22:00"
    assert when_said(late, NOW, "Europe/Berlin") == "tomorrow at 5:00"


@pytest.mark.parametrize(
    ("hour", "minute", "clock", "said"),
    [
        (14, 40, 12, "2:40 pm"),
        (0, 5, 12, "12:05 am"),
        (12, 0, 12, "12:00 pm"),
        (9, 5, 12, "9:05 am"),
        (9, 5, 24, "9:05"),
    ],
)
def test_a_time_is_said_by_either_clock(hour: int, minute: int, clock: Clock, said: str) -> None:
    assert time_said(chicago(2026, 5, 18, hour, minute), clock=clock) == said
    assert when_said(chicago(2026, 5, 19, hour, minute), NOW, ZONE, clock=clock) == f"tomorrow at {said}"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (chicago(2026, 5, 21, 13), chicago(2026, 5, 21, 15), "Thursday between 13:00 and 15:00"),
        (chicago(2026, 5, 18, 13), chicago(2026, 5, 18, 15), "today between 13:00 and 15:00"),
        (chicago(2027, 5, 12, 8), chicago(2027, 5, 12, 9), "12 May 2027 between 8:00 and 9:00"),
        (chicago(2026, 5, 18, 22), chicago(2026, 5, 19, 2), "between today at 22:00 and tomorrow at 2:00"),
        (chicago(2026, 5, 18, 22), chicago(2026, 5, 19), "today between 22:00 and midnight"),
        (chicago(2026, 5, 21, 13), chicago(2026, 5, 21, 13), "Thursday at 13:00"),
    ],
)
def test_a_window_is_said_with_its_day(start: datetime, end: datetime, said: str) -> None:
    assert window_said(start, end, NOW, ZONE) == said


def test_a_window_is_said_by_a_12_hour_clock() -> None:
    said = window_said(chicago(2026, 5, 21, 11), chicago(2026, 5, 21, 13), NOW, ZONE, clock=12)

    assert said == "Thursday between 11:00 am and 1:00 pm"


def test_backward_windows_and_moments_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="can't end at 2026-05-18T09:30:00-05:00, before it starts"):
        window_said(NOW, NOW - timedelta(hours=1), NOW, ZONE)
    with pytest.raises(ValueError, match="2026-05-18T10:30:00 has no time zone; give an aware moment"):
        when_said(NOW.replace(tzinfo=None), NOW, ZONE)


@pytest.mark.parametrize(
    ("duration", "said"),
    [
        (timedelta(0), "0 min"),
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(seconds=30), "1 min"),
        (timedelta(minutes=59, seconds=40), "1 h"),
        (timedelta(hours=2, minutes=5), "2 h 5 min"),
        (timedelta(hours=23, minutes=59, seconds=40), "1 day"),
        (timedelta(days=1, hours=4, minutes=20), "1 day 4 h"),
        (timedelta(days=3), "3 days"),
        (timedelta(days=6, hours=23, minutes=40), "7 days"),
        (timedelta(days=10, hours=9), "10 days"),
    ],
)
def test_a_duration_is_said_as_exactly_as_people_do(duration: timedelta, said: str) -> None:
    assert duration_said(duration) == said


@given(st.integers(1, 1439))
def test_whole_minutes_of_a_day_are_said_exactly(minutes: int) -> None:
    said = duration_said(timedelta(minutes=minutes)).replace(" h", "*60").replace(" min", "").replace(" ", "+")

    assert (
        sum(int(part.removesuffix("*60")) * (60 if part.endswith("*60") else 1) for part in said.split("+")) == minutes
    )


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(ValueError, match="is negative; say how long something takes from the earlier moment"):
        duration_said(timedelta(minutes=-1))


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=5, seconds=59), "5 min ago"),
        (timedelta(hours=2, minutes=50), "2 h ago"),
        (timedelta(days=1, hours=5), "1 day ago"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(minutes=-5), "in 5 min"),
        (timedelta(days=-2), "in 2 days"),
    ],
)
def test_how_long_ago_is_said_in_one_full_unit(ago: timedelta, said: str) -> None:
    assert ago_said(NOW - ago, NOW) == said
