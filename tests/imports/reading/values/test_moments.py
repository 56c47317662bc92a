"""From the wall clock to UTC, with the hours that happened twice or never."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.imports.reading.values import BadCell, DateOrder, Moment, Stated, in_utc, zone_named
from steadyhand.imports.reading.values.moments import MomentReader, read_date

CHICAGO = ZoneInfo("America/Chicago")
READER = MomentReader(DateOrder.MONTH_FIRST, CHICAGO, is_date_only=False)


@pytest.mark.parametrize(
    ("text", "at", "stated"),
    [
        ("4/3/2025 2:15 PM", datetime(2025, 4, 3, 19, 15, tzinfo=UTC), Stated.EXACT),
        ("4/3/2025", datetime(2025, 4, 3, 5, 0, tzinfo=UTC), Stated.DATE_ONLY),
        ("11/2/2025 1:30 AM", datetime(2025, 11, 2, 6, 30, tzinfo=UTC), Stated.HAPPENED_TWICE),
        ("3/9/2025 2:30 AM", datetime(2025, 3, 9, 8, 30, tzinfo=UTC), Stated.NEVER_HAPPENED),
        ("2025-11-02T01:30:00-06:00", datetime(2025, 11, 2, 7, 30, tzinfo=UTC), Stated.EXACT),
    ],
)
def test_a_cell_is_a_moment_and_how_well_it_is_stated(text: str, at: datetime, stated: Stated) -> None:
    assert READER.read(text) == Moment(at, stated)


def test_date_and_time_columns_make_one_moment() -> None:
    at = datetime(2025, 4, 3, 19, 15, tzinfo=UTC)

    assert READER.read_pair(("4/3/2025 12:00:00 AM", "2:15 PM")) == Moment(at, Stated.EXACT)
    assert READER.read_pair(("4/3/2025", "")) == Moment(datetime(2025, 4, 3, 5, tzinfo=UTC), Stated.DATE_ONLY)
    assert READER.read_pair(("", "")) is None
    assert READER.read_pair(("", "2:15 PM")) == BadCell("There is a time but no date.", "Fill in the date.")


def test_midnight_is_no_time_where_all_times_are_midnight() -> None:
    reader = MomentReader(DateOrder.MONTH_FIRST, CHICAGO, is_date_only=True)

    assert reader.read("4/3/2025 12:00:00 AM") == Moment(datetime(2025, 4, 3, 5, tzinfo=UTC), Stated.DATE_ONLY)


def test_a_date_leaves_the_time_of_day_aside() -> None:
    assert read_date("4/3/2025 12:00:00 AM", DateOrder.MONTH_FIRST) == date(2025, 4, 3)


def test_an_unknown_zone_is_named() -> None:
    with pytest.raises(ValueError, match="There is no time zone 'Boston'; write one such as America/Chicago"):
        zone_named("Boston")


@given(moment=st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2037, 12, 31)))  # noqa: DTZ001
def test_the_wall_clock_comes_back_unless_the_hour_never_happened(moment: datetime) -> None:
    read = in_utc(moment, CHICAGO)

    back = read.at.astimezone(CHICAGO).replace(tzinfo=None, fold=0)
    assert (back == moment.replace(fold=0)) == (read.stated is not Stated.NEVER_HAPPENED)


@given(
    moment=st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2037, 12, 31)),  # noqa: DTZ001
    name=st.sampled_from(["Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns", "UTC"]),
)
def test_utc_agrees_with_the_standard_library_in_every_zone(moment: datetime, name: str) -> None:
    zone = ZoneInfo(name)

    assert in_utc(moment, zone).at == moment.replace(tzinfo=zone, fold=0).astimezone(UTC)
