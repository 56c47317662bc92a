from datetime import UTC, datetime, timedelta

import pytest

from steadyhand.commands.demo.hour import DemoHour, hour_of

NOON_FRIDAY = datetime(2026, 3, 13, 17, 0, tzinfo=UTC)  # in Chicago, two weeks after the clocks changed


def at(now: datetime) -> DemoHour:
    return hour_of(now, zone="America/Chicago", country="US", region="OH")


def test_on_a_working_day_around_noon_nothing_moves() -> None:
    hour = at(NOON_FRIDAY)

    assert (hour.until, hour.by, hour.said) == (NOON_FRIDAY, timedelta(0), "")


def test_on_a_sunday_night_friday_at_half_past_one_moves_to_now_and_it_is_said() -> None:
    now = datetime(2026, 3, 15, 8, 10, tzinfo=UTC)

    hour = at(now)

    assert hour.until == datetime(2026, 3, 13, 18, 30, tzinfo=UTC)
    assert hour.until + hour.by == now
    assert hour.said == "At Lakeside it is Sunday 3:10 am, when nobody drives: you see Friday at 1:30 pm, moved to now."


def test_in_the_evening_the_same_day_moves() -> None:
    hour = at(datetime(2026, 3, 14, 1, 0, tzinfo=UTC))

    assert hour.by == timedelta(hours=6.5)
    assert "you see today at 1:30 pm" in hour.said


@pytest.mark.parametrize("hours", [0.0, 4.0])
def test_before_the_first_visits_the_working_day_before_moves(hours: float) -> None:
    monday = datetime(2026, 3, 16, 5, 0, tzinfo=UTC) + timedelta(hours=hours)

    assert at(monday).until == datetime(2026, 3, 13, 18, 30, tzinfo=UTC)


def test_a_public_holiday_is_no_working_day() -> None:
    christmas = datetime(2026, 12, 25, 19, 0, tzinfo=UTC)

    assert at(christmas).until == datetime(2026, 12, 24, 19, 30, tzinfo=UTC)
