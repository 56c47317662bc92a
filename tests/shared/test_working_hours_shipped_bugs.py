"""What other service programs got wrong, each as an example; the names say whose issue it was."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from steadyhand.shared.working_hours import (
    CalendarNeverOpens,
    Pause,
    Span,
    WorkingCalendar,
    due_at,
    elapsed,
    is_open,
    next_opening,
    weekly_from_json,
)

HOUR = timedelta(hours=1)
NINE_TO_FIVE = WorkingCalendar("Europe/Berlin", dict.fromkeys(range(5), (Span.between(time(9), time(17)),)))


def berlin(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZoneInfo("Europe/Berlin"))


MONDAY, TUESDAY, FRIDAY = date(2026, 5, 18), date(2026, 5, 19), date(2026, 5, 22)


def test_last_winters_calls_are_counted_with_last_winters_offset() -> None:  # dbt_zendesk #25
    winter = date(2026, 1, 12)

    assert elapsed(NINE_TO_FIVE, datetime(2026, 1, 12, 8, tzinfo=UTC), berlin(winter, 10)) == HOUR


@pytest.mark.parametrize("day", [date(2026, 1, 12), date(2026, 7, 13)])
def test_opening_time_is_the_same_on_the_wall_in_summer_and_winter(day: date) -> None:  # azure-devops-docs #8675
    assert next_opening(NINE_TO_FIVE, berlin(day, 0)) == berlin(day, 9)


def test_hours_until_midnight_do_not_hang() -> None:  # zammad #2497
    calendar = WorkingCalendar("Europe/Berlin", weekly_from_json({"mon": ["09:00-00:00"]}))

    assert due_at(calendar, berlin(MONDAY, 9), 15 * HOUR) == berlin(TUESDAY, 0)
    assert due_at(calendar, berlin(MONDAY, 9), 16 * HOUR) == berlin(MONDAY + timedelta(days=7), 10)


def test_an_empty_calendar_is_refused_when_it_is_made() -> None:  # zammad #1396
    with pytest.raises(CalendarNeverOpens):
        WorkingCalendar("Europe/Berlin", {})


def test_round_the_clock_loses_no_minute_at_midnight() -> None:  # zammad #3180
    every_day = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    calendar = WorkingCalendar("Europe/Berlin", weekly_from_json(every_day))

    assert is_open(calendar, berlin(MONDAY, 23, 59))
    assert elapsed(calendar, berlin(MONDAY, 0), berlin(MONDAY, 0) + 72 * HOUR) == 72 * HOUR


@pytest.mark.parametrize("weekday", range(7))
def test_any_single_weekday_makes_a_calendar(weekday: int) -> None:  # osTicket #6739
    calendar = WorkingCalendar("Europe/Berlin", {weekday: (Span.between(time(9), time(17)),)})
    opens_on = MONDAY + timedelta(days=weekday)

    assert due_at(calendar, berlin(MONDAY, 0), 9 * HOUR) == berlin(opens_on + timedelta(days=7), 10)


def test_an_escalation_two_days_on_falls_into_the_day_not_to_midnight() -> None:  # glpi #22678
    assert due_at(NINE_TO_FIVE, berlin(MONDAY, 12), 12 * HOUR) == berlin(TUESDAY, 16)


def test_nothing_is_due_when_it_is_created() -> None:  # glpi #15429
    created_at = berlin(FRIDAY, 18)

    assert due_at(NINE_TO_FIVE, created_at, timedelta(minutes=1)) == berlin(MONDAY + timedelta(days=7), 9, 1)


@pytest.mark.parametrize("asked_at", [berlin(FRIDAY, 23), berlin(FRIDAY + timedelta(days=1), 12)])
def test_reminders_wait_for_monday(asked_at: datetime) -> None:  # zammad #2157, #4432
    assert next_opening(NINE_TO_FIVE, asked_at) == berlin(MONDAY + timedelta(days=7), 9)


def test_time_on_hold_counts_in_working_time_not_by_the_clock() -> None:  # frappe/helpdesk #2449, #2075
    overnight: list[Pause] = [(berlin(MONDAY, 16), berlin(TUESDAY, 10))]

    assert due_at(NINE_TO_FIVE, berlin(MONDAY, 15), 2 * HOUR, overnight) == berlin(TUESDAY, 11)


def test_a_pause_outlives_a_change_of_the_need() -> None:  # glpi #6902, #15605
    pauses: list[Pause] = [(berlin(MONDAY, 10), berlin(MONDAY, 12))]

    assert due_at(NINE_TO_FIVE, berlin(MONDAY, 9), 2 * HOUR, pauses) == berlin(MONDAY, 13)
    assert due_at(NINE_TO_FIVE, berlin(MONDAY, 9), 4 * HOUR, pauses) == berlin(MONDAY, 15)


def test_what_is_due_after_a_pause_is_due_within_opening_hours() -> None:  # glpi #9082
    until_late: list[Pause] = [(berlin(MONDAY, 10), berlin(MONDAY, 22))]

    assert due_at(NINE_TO_FIVE, berlin(MONDAY, 9), 3 * HOUR, until_late) == berlin(TUESDAY, 11)


def test_nothing_passes_while_paused() -> None:  # glpi #24481
    waiting: list[Pause] = [(berlin(MONDAY, 10), berlin(FRIDAY, 10))]

    assert elapsed(NINE_TO_FIVE, berlin(MONDAY, 9), berlin(FRIDAY, 9), waiting) == HOUR


def test_each_clock_has_its_own_pauses() -> None:  # zammad #5177
    waiting: list[Pause] = [(berlin(MONDAY, 10), berlin(MONDAY, 12))]
    taken_at = berlin(MONDAY, 9)

    assert due_at(NINE_TO_FIVE, taken_at, 2 * HOUR) == berlin(MONDAY, 11)
    assert due_at(NINE_TO_FIVE, taken_at, 4 * HOUR, waiting) == berlin(MONDAY, 15)


def test_a_clock_stops_when_it_is_ended() -> None:  # chatwoot #10178
    resolved_at = berlin(MONDAY, 11)

    assert elapsed(NINE_TO_FIVE, berlin(MONDAY, 9), resolved_at, [(resolved_at, berlin(FRIDAY, 17))]) == 2 * HOUR
    assert elapsed(NINE_TO_FIVE, berlin(MONDAY, 9), berlin(FRIDAY, 17), [(resolved_at, berlin(FRIDAY, 17))]) == 2 * HOUR


def test_deadlines_respect_opening_hours() -> None:  # chatwoot #13392
    assert due_at(NINE_TO_FIVE, berlin(FRIDAY, 16), 4 * HOUR) == berlin(MONDAY + timedelta(days=7), 12)


def test_lunch_does_not_count() -> None:  # chatwoot #14009
    split = WorkingCalendar("Europe/Berlin", weekly_from_json({"mon": ["08:00-12:00", "13:00-17:00"]}))

    assert due_at(split, berlin(MONDAY, 11), 2 * HOUR) == berlin(MONDAY, 14)


def test_twenty_years_are_counted_by_the_day_not_by_the_second() -> None:  # frappe/crm counts one second a turn
    spent = elapsed(NINE_TO_FIVE, datetime(2006, 1, 2, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC))

    assert spent == 5220 * 8 * HOUR
