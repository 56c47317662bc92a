"""Looking working time up gives what walking the days gives."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.builders.numbers import OHIO, WEEKLY, working_hours

from steadyhand.shared.working_hours import WorkingCalendar, elapsed, weekly_from_json
from steadyhand.shared.working_hours.yearly import YearlyHours

CALENDAR = WorkingCalendar(OHIO, weekly_from_json(WEEKLY))
# Both changes of clocks and a New Year lie in it.
BEGINS = datetime(2025, 10, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NIGHTS = WorkingCalendar(OHIO, weekly_from_json({"wed": ["20:00-04:00"], "thu": ["20:00-04:00"]}))


@given(begun=st.integers(0, 400 * 24 * 60), minutes=st.integers(0, 120 * 24 * 60))
def test_both_count_the_same(begun: int, minutes: int) -> None:
    start = BEGINS + begun * MINUTE
    end = start + minutes * MINUTE

    assert working_hours().minutes_between(start, end) == elapsed(CALENDAR, start, end) // MINUTE


def test_a_night_shift_over_new_year_counts_once() -> None:
    # 31 December 2025 is a Wednesday: from 20:00 to 4:00 are eight hours, over two years.
    start, end = datetime(2025, 12, 31, 12, tzinfo=UTC), datetime(2026, 1, 1, 20, tzinfo=UTC)

    assert YearlyHours(lambda _year: NIGHTS).minutes_between(start, end) == 480


def test_a_year_that_can_not_be_counted_by_gives_nothing() -> None:
    start = datetime(2026, 3, 9, 13, tzinfo=UTC)

    assert YearlyHours(lambda _year: None).minutes_between(start, start + timedelta(hours=1)) is None
