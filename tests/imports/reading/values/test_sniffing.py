"""A column decides how it is read; what it leaves open is said."""

import pytest

from steadyhand.imports.reading.fields import Kind
from steadyhand.imports.reading.values import DateOrder, sniff_column


@pytest.mark.parametrize(
    ("values", "country", "order"),
    [
        (["04/13/2025", "04/03/2025"], "DE", DateOrder.MONTH_FIRST),
        (["13/04/2025", "04/03/2025"], "US", DateOrder.DAY_FIRST),
        (["3.4.2025"], "US", DateOrder.DAY_FIRST),
        (["03/04/2025"], "US", DateOrder.MONTH_FIRST),
        (["03/04/2025"], "FR", DateOrder.DAY_FIRST),
    ],
)
def test_days_above_twelve_tell_the_order_and_the_country_only_otherwise(
    values: list[str], country: str, order: DateOrder
) -> None:
    assert sniff_column(values, Kind.DATE, country=country).date_order is order


def test_dates_that_could_be_read_either_way_are_said() -> None:
    column = sniff_column(["03/04/2025", "01/02/2025"], Kind.MOMENT, country="US")

    assert column.remarks == (
        "All dates could be read either way; read as month/day/year because the dealership is in the US.",
    )


def test_contradicting_dates_follow_the_many_and_are_said() -> None:
    column = sniff_column(["04/13/2025"] * 9 + ["13/04/2025"], Kind.DATE, country="DE")

    assert column.date_order is DateOrder.MONTH_FIRST
    assert column.remarks == (
        "Most dates that tell are month/day/year (9 of 10 in a sample); those that contradict were not taken.",
    )


@pytest.mark.parametrize(
    ("values", "country", "sign"),
    [
        (["1.234,56"], "US", ","),
        (["1,234.56"], "DE", "."),
        (["12,5"], "US", ","),
        (["$1,234", "0.5"], "DE", "."),
        (["1,234,567"], "DE", "."),
        (["0,123"], "US", ","),
        (["1,234"], "US", "."),
        (["1,234"], "DE", ","),
        (["12"], "DE", ","),
    ],
)
def test_the_decimal_sign_is_the_columns(values: list[str], country: str, sign: str) -> None:
    assert sniff_column(values, Kind.MONEY_CENTS, country=country).decimal_sign == sign


def test_groups_of_thousands_that_could_be_decimals_are_said() -> None:
    column = sniff_column(["1,234", "5"], Kind.NUMBER, country="US")

    assert column.remarks == (
        (
            'Numbers such as "1,234" could be read either way; read with a decimal point '
            "because the dealership is in the US."
        ),
    )


def test_ticks_make_blanks_a_no() -> None:
    assert sniff_column(["X", "", "x"], Kind.YES_NO, country="US").is_blank_no
    assert not sniff_column(["Y", "", "N"], Kind.YES_NO, country="US").is_blank_no


def test_midnights_and_hours_are_noticed() -> None:
    dates = sniff_column(["4/13/2025 0:00", "4/14/2025 0:00"], Kind.MOMENT, country="US")
    hours = sniff_column(["1.5"], Kind.MINUTES, country="US", header="LaborHours")

    assert dates.is_date_only
    assert hours.minutes_per_unit == 60


def test_a_persons_name_may_be_null_but_not_a_whole_column() -> None:
    assert not sniff_column(["Chen", "NULL"] * 2, Kind.TEXT, country="US").has_null_words
    assert sniff_column(["Chen", "NULL"] * 5, Kind.TEXT, country="US").has_null_words


def test_what_the_mapping_says_overrules_the_values() -> None:
    column = sniff_column(["13/04/2025"], Kind.DATE, country="US", date_order=DateOrder.MONTH_FIRST)

    assert column.date_order is DateOrder.MONTH_FIRST
