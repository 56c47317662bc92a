"""Numbers and money from both sides of the Atlantic."""

from decimal import Decimal

import pytest

from steadyhand.imports.reading.values.bad_cell import BadCell
from steadyhand.imports.reading.values.numbers import read_cents, read_number, read_whole_number


@pytest.mark.parametrize(
    ("text", "sign", "cents"),
    [
        ("1,234.56", ".", 123456),
        ("$1,234.50", ".", 123450),
        ("US$ 5", ".", 500),
        ("(12.00)", ".", -1200),
        ("$(12.00)", ".", -1200),
        ("12.00-", ".", -1200),
        ("-$3.10", ".", -310),
        ("12.00 CR", ".", -1200),
        ("1.234,56", ",", 123456),
        ("1 234,56 €", ",", 123456),
        ("1’234.50", ".", 123450),
        ("12,5", ",", 1250),
        ("1.234", ",", 123400),
        ("1,234", ".", 123400),
        (".5", ".", 50),
        ("0.0085", ".", 1),
        ("12.5000", ".", 1250),
    ],
)
def test_money_becomes_cents(text: str, sign: str, cents: int) -> None:
    assert read_cents(text, decimal_sign=sign) == cents


@pytest.mark.parametrize(
    ("text", "sign"), [("12,5", "."), ("1,23", "."), ("12.5", ","), ("1.2.3", "."), ("1,234,5", ".")]
)
def test_a_number_against_the_columns_sign_is_not_guessed(text: str, sign: str) -> None:
    bad = read_number(text, decimal_sign=sign)

    assert isinstance(bad, BadCell)
    assert bad.reason.startswith(f'"{text}" does not fit: this column\'s decimals follow a')


@pytest.mark.parametrize("text", ["", "  ", "N/A", "-", "NULL", "#N/A"])
def test_words_for_nothing_are_empty(text: str) -> None:
    assert read_whole_number(text, decimal_sign=".") is None


def test_whole_numbers_are_whole() -> None:
    assert read_whole_number("12.00", decimal_sign=".") == 12
    assert read_whole_number(1204.0, decimal_sign=".") == 1204
    assert read_whole_number("-7", decimal_sign=".") == -7
    assert read_whole_number("12.5", decimal_sign=".") == BadCell(
        '"12.5" is not a whole number.', "Write it without decimals."
    )


def test_a_number_shortened_by_a_spreadsheet_is_refused() -> None:
    bad = read_whole_number("1.23457E+11", decimal_sign=".")

    assert isinstance(bad, BadCell)
    assert "its last digits are lost" in bad.reason


def test_words_are_no_numbers() -> None:
    assert read_number("twelve", decimal_sign=".") == BadCell(
        '"twelve" is not a number.', "Write a number, or empty the cell."
    )
    assert read_number("1e3", decimal_sign=".") == Decimal(1000)
