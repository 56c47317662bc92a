"""After hours is whatever the branch isn't open, and every moment of it belongs to one day's duty."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from steadyhand.business.dealership.rota.after_hours import after_hours_on, changes_at, duty_day, duty_span
from steadyhand.shared.working_hours import Span, WorkingCalendar, is_open

EIGHT_TO_FIVE = Span(time(8), timedelta(hours=9))
LUNCH = (Span(time(8), timedelta(hours=4)), Span(time(13), timedelta(hours=4)))
WEEKDAYS = WorkingCalendar("America/New_York", dict.fromkeys(range(5), (EIGHT_TO_FIVE,)))
HOUR = timedelta(hours=1)


def hours(calendar: WorkingCalendar, day: date) -> list[str]:
    zone = calendar.zone_info
    return [
        f"{start.astimezone(zone):%a %H:%M}-{until.astimezone(zone):%a %H:%M}"
        for start, until in after_hours_on(calendar, day)
    ]


def test_a_weekday_s_night_ends_in_the_morning_and_a_saturday_is_all_of_it() -> None:
    assert hours(WEEKDAYS, date(2026, 3, 13)) == ["Fri 17:00-Sat 08:00"]
    assert hours(WEEKDAYS, date(2026, 3, 14)) == ["Sat 08:00-Sun 08:00"]
    assert hours(WEEKDAYS, date(2026, 3, 15)) == ["Sun 08:00-Mon 08:00"]


def test_a_holiday_is_after_hours_all_day() -> None:
    closed = WorkingCalendar(WEEKDAYS.zone, WEEKDAYS.weekly, closed_on=frozenset({date(2026, 3, 11)}))

    assert hours(closed, date(2026, 3, 11)) == ["Wed 08:00-Thu 08:00"]


def test_a_closed_lunch_is_after_hours_too() -> None:
    with_lunch = WorkingCalendar("America/New_York", dict.fromkeys(range(5), LUNCH))

    assert hours(with_lunch, date(2026, 3, 10)) == ["Tue 12:00-Tue 13:00", "Tue 17:00-Wed 08:00"]


def test_a_branch_that_never_closes_has_no_after_hours() -> None:
    always = WorkingCalendar("America/New_York", dict.fromkeys(range(7), (Span(time(0), timedelta(days=1)),)))

    assert hours(always, date(2026, 3, 10)) == []


def test_the_nights_in_which_clocks_change_are_as_long_as_they_are() -> None:
    spring, autumn = date(2026, 3, 7), date(2026, 10, 31)

    assert [until - start for start, until in after_hours_on(WEEKDAYS, spring)] == [23 * HOUR]
    assert [until - start for start, until in after_hours_on(WEEKDAYS, autumn)] == [25 * HOUR]


def test_duty_that_changes_in_the_skipped_hour_follows_on_without_a_gap() -> None:
    early = WorkingCalendar("America/New_York", {day: (Span(time(2, 30), HOUR),) for day in range(7)})
    day = date(2026, 3, 8)

    assert duty_span(early, day - timedelta(days=1))[1] == duty_span(early, day)[0]
    assert duty_day(early, duty_span(early, day)[0]) == day


@settings(deadline=None)
@given(
    st.integers(min_value=0, max_value=3 * 366 * 24 * 60),
    st.sampled_from(("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata")),
    st.integers(min_value=0, max_value=23),
)
def test_every_closed_moment_lies_in_exactly_its_own_day_s_after_hours(minutes: int, zone: str, opens: int) -> None:
    calendar = WorkingCalendar(zone, {day: (Span(time(opens), 9 * HOUR),) for day in range(5)})
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    day = duty_day(calendar, at)

    holding = [
        near
        for near in (day - timedelta(days=1), day, day + timedelta(days=1))
        if any(start <= at < until for start, until in after_hours_on(calendar, near))
    ]

    assert holding == ([] if is_open(calendar, at) else [day])
    assert changes_at(calendar) == time(opens)
