from datetime import UTC, date, datetime

import pytest

from steadyhand.simulator.days import DAY, HOUR, Days, PageCalendar


@pytest.fixture(scope="module")
def days() -> Days:
    return Days(date(2026, 3, 2), 200, zone="America/Chicago", country="US", region="OH")


def test_a_moment_follows_the_clock_on_the_wall_through_the_change_to_summer(days: Days) -> None:
    assert days.moment(9 * HOUR) == datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    assert days.moment(7 * DAY + 9 * HOUR) == datetime(2026, 3, 9, 14, 0, tzinfo=UTC)
    assert days.second(datetime(2026, 3, 9, 14, 0, tzinfo=UTC)) == 7 * DAY + 9 * HOUR


def test_working_time_leaves_out_nights_weekends_and_holidays(days: Days) -> None:
    friday = 4 * DAY + 16 * HOUR

    assert days.add_working(friday, 2 * HOUR) == 7 * DAY + 9 * HOUR
    assert days.is_working[days.day_of(date(2026, 5, 25))] is False
    assert days.worked(7 * DAY + 9 * HOUR) - days.worked(friday) == 2 * HOUR


def test_print_days_are_found_again_at_the_second_they_passed(days: Days) -> None:
    prints = PageCalendar(days, months=[1.0] * 12, week=[1, 1, 1, 1, 1, 0.1, 0.0], on_holidays=0.1, yearly_change=0.0)

    assert prints.when(prints.up_to(10 * DAY + 11 * HOUR)) == pytest.approx(10 * DAY + 11 * HOUR, abs=2)
    assert prints.when(1e9) is None


def test_a_kind_of_customer_prints_as_much_in_a_year_as_an_average_day_each() -> None:
    year = Days(date(2025, 1, 1), 365, zone="America/Chicago", country="US", region="OH")
    prints = PageCalendar(
        year, months=[0.5] * 6 + [1.5] * 6, week=[1, 1, 1, 1, 1, 0.5, 0.0], on_holidays=1.0, yearly_change=0.0
    )

    assert prints.up_to(365 * DAY) == pytest.approx(365, rel=0.01)
