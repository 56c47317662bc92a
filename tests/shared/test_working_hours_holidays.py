"""Public holidays by country and region."""

from datetime import date

import pytest

from steadyhand.shared.working_hours import HolidaysUnknown, public_holidays


def test_a_holiday_on_a_saturday_brings_its_friday_off() -> None:
    days = public_holidays("US", None, [2026])

    assert days[date(2026, 7, 3)] == "Independence Day (observed)"
    assert days[date(2026, 7, 4)] == "Independence Day"
    assert date(2026, 7, 6) not in days


def test_a_region_has_its_own_by_code_or_name_in_english() -> None:
    bavaria = public_holidays("de", "Bayern", [2026])

    assert bavaria == public_holidays("DE", "by", [2026])
    assert bavaria[date(2026, 1, 6)] == "Epiphany"
    assert date(2026, 1, 6) not in public_holidays("DE", "HH", [2026])
    assert public_holidays("DE", " ", [2026]) == public_holidays("DE", None, [2026])


def test_dates_are_in_order_over_all_years_asked_for() -> None:
    days = list(public_holidays("US", "TX", [2027, 2026]))

    assert days == sorted(days)
    assert {day.year for day in days} == {2026, 2027}


@pytest.mark.parametrize(
    ("country", "region", "year", "says"),
    [
        ("Germany", None, 2026, "No holidays are known for the country 'Germany'; write its two-letter code, such as"),
        ("US", "Texass", 2026, "No region 'Texass' of US has holidays; did you mean TEXAS"),
        ("SG", "North", 2026, "SG has no regional holidays, so no region 'North'; leave the region empty"),
        ("US", None, 2500, "Holidays of US are known for 1777 to 2100, not for 2500"),
    ],
)
def test_what_is_unknown_is_named_with_the_way_out(country: str, region: str | None, year: int, says: str) -> None:
    with pytest.raises(HolidaysUnknown, match=says):
        public_holidays(country, region, [year])
