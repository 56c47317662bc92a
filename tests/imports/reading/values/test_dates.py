"""Dates and times as people and programs write them."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from steadyhand.imports.reading.values.bad_cell import BadCell
from steadyhand.imports.reading.values.column_format import DateOrder
from steadyhand.imports.reading.values.dates import parse_moment, parse_time

US, EU = DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST
APRIL_3 = date(2025, 4, 3)
AT_1415 = datetime(2025, 4, 3, 14, 15)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2025-04-03", US),
        ("2025/4/3", EU),
        ("20250403", US),
        ("4/3/2025", US),
        ("04/03/25", US),
        ("3.4.2025", EU),
        ("03.04.25", EU),
        ("3-4-2025", EU),
        ("03-Apr-2025", US),
        ("3. April 2025", EU),
        ("Apr 3 2025", US),
        ("April 3, 2025", US),
        ("Thu, April 3, 2025", US),
        ("3 avr. 2025", EU),
        ("3 de abril de 2025", EU),
        ("2025-Apr-03", US),
        ("45750", US),
    ],
)
def test_a_date_is_a_date(text: str, order: DateOrder) -> None:
    assert parse_moment(text, order) == APRIL_3


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2025-04-03T14:15", US),
        ("2025-04-03 14:15:00.0000000", US),
        ("4/3/2025 2:15 PM", US),
        ("4/3/25 2:15:00 p.m.", US),
        ("Apr  3 2025  2:15PM", US),
        ("Apr 3, 2025 at 2:15 PM", US),
        ("3.4.2025 14:15", EU),
        ("3.4.2025, 14.15", EU),
        ("03/04/2025 14h15", EU),
        ("20250403 1415", US),
        ("20250403141500", US),
        ("45750.59375", US),
    ],
)
def test_a_date_with_its_time_is_a_moment(text: str, order: DateOrder) -> None:
    assert parse_moment(text, order) == AT_1415


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2025-04-03T14:15:00Z", 0),
        ("2025-04-03 14:15+02:00", 2),
        ("4/3/2025 2:15 PM EST", -5),
        ("03-Apr-2025 14:15 UTC", 0),
    ],
)
def test_a_named_zone_is_kept(text: str, hours: int) -> None:
    moment = parse_moment(text, US)

    assert moment == datetime(2025, 4, 3, 14, 15, tzinfo=timezone(timedelta(hours=hours)))


@pytest.mark.parametrize(("text", "year"), [("1/1/68", 2068), ("1/1/69", 1969), ("1/2/00", 2000)])
def test_two_digit_years_turn_at_the_pivot(text: str, year: int) -> None:
    parsed = parse_moment(text, US)

    assert isinstance(parsed, date)
    assert parsed.year == year


@pytest.mark.parametrize(
    "text", ["", "1900-01-01", "12/30/1899", "0000-00-00", "0000-00-00 00:00:00", "9999-12-31", "NULL"]
)
def test_what_databases_write_for_no_date_is_none(text: str) -> None:
    assert parse_moment(text, US) is None


def test_a_date_against_the_columns_order_is_not_turned_round() -> None:
    assert parse_moment("13/04/2025 10:00", US) == BadCell(
        '"13/04/2025" has no month 13: this column\'s dates are read as month/day/year.',
        "Write it as 2025-04-03, or set how the column is read in the mapping.",
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2/30/2025", '"2/30/2025" is no day of the calendar.'),
        ("2025-02-30", '"2025-02-30" is no day of the calendar.'),
        ("4/3/0205", '"4/3/0205" is in the year 205.'),
        ("soon", '"soon" is not a date.'),
        ("12", '"12" is not a date.'),
        ("4/3/2025 25:00", '"4/3/2025 25:00" is not a time of day.'),
        ("4/3/2025 10:00 IST", '"4/3/2025 10:00 IST" names the time zone IST, which is not known here.'),
    ],
)
def test_what_is_no_date_says_why(text: str, reason: str) -> None:
    bad = parse_moment(text, US)

    assert isinstance(bad, BadCell)
    assert bad.reason == reason


@pytest.mark.parametrize(
    "cell",
    [
        "2:15 PM",
        "14:15",
        "14.15",
        "14h15",
        "1415",
        "2:15PM",
        "14:15:00",
        "12/30/1899 2:15 PM",
        time(14, 15),
        0.59375,
        1415.0,
    ],
)
def test_times_of_day_come_in_many_forms(cell: str | time | float) -> None:
    assert parse_time(cell) == time(14, 15)


def test_workbook_cells_keep_their_type() -> None:
    assert parse_moment(APRIL_3, US) == APRIL_3
    assert parse_moment(AT_1415, US) == AT_1415
    assert parse_moment(45750.0, US) == APRIL_3
    assert parse_moment(date(1899, 12, 31), US) is None
    assert parse_moment(datetime(2025, 4, 3, tzinfo=UTC).isoformat(), US) == datetime(2025, 4, 3, tzinfo=UTC)
