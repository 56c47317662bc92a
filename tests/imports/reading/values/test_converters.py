"""Every kind of field reads its cells, and says what it can't take."""

from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.imports.reading.fields import Field, Kind
from steadyhand.imports.reading.values import BadCell, ColumnFormat, Convert, converter_for

CHICAGO = ZoneInfo("America/Chicago")


def reading(
    kind: Kind, column: ColumnFormat | None = None, words: dict[str, str] | None = None, **more: Any
) -> Convert:
    field = Field("it", "It", kind, **more)
    return converter_for(field, column or ColumnFormat(), zone=CHICAGO, country="US", words=words or {})


@pytest.mark.parametrize(
    ("cell", "text"),
    [("  Chen \u00a0", "Chen"), ("a\x00\x07b", "ab"), ("a\r\nb", "a\nb"), (12.0, "12"), ("", None), ("\ufeffA", "A")],
)
def test_text_is_trimmed_and_cleaned(cell: str | float, text: str | None) -> None:
    assert reading(Kind.TEXT)(cell) == text


def test_text_that_does_not_fit_says_how_much_does() -> None:
    assert reading(Kind.TEXT, max_length=4)("Bruno") == BadCell(
        '"Bruno" has 5 characters, at most 4 fit.', "Shorten it to 4 characters."
    )


@pytest.mark.parametrize("cell", ["Y", "yes", "X", "1", "true", "oui", "ja", "Sí", 1.0, "TRUE", "-1", "✓"])
def test_yes_has_many_words(cell: str | float) -> None:
    assert reading(Kind.YES_NO)(cell) is True


@pytest.mark.parametrize("cell", ["N", "no", "0", "false", "non", "nein", 0.0, "FALSE", "☐"])
def test_no_has_many_words(cell: str | float) -> None:
    assert reading(Kind.YES_NO)(cell) is False


def test_a_column_of_ticks_reads_blanks_as_no() -> None:
    assert reading(Kind.YES_NO, ColumnFormat(is_blank_no=True))("") is False
    assert reading(Kind.YES_NO)("") is None
    assert reading(Kind.YES_NO)("maybe") == BadCell(
        '"maybe" is neither yes nor no.', 'Write "yes" or "no", or empty the cell.'
    )


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("1:30", 90),
        ("90", 90),
        ("1.5 h", 90),
        ("1,5 Std.", 90),
        ("1h30", 90),
        ("1 hr 30 min", 90),
        ("45 min", 45),
        ("01:30:00", 90),
        ("0:00:31", 1),
        (time(1, 30), 90),
        (timedelta(hours=30), 1800),
        ("", None),
    ],
)
def test_durations_become_minutes(cell: str | time | timedelta, minutes: int | None) -> None:
    assert reading(Kind.MINUTES)(cell) == minutes


def test_hours_columns_count_plain_numbers_as_hours() -> None:
    convert = reading(Kind.MINUTES, ColumnFormat(minutes_per_unit=60))

    assert (convert("1.5"), convert("1:30"), convert("20 min")) == (90, 90, 20)
    assert convert("-1") == BadCell(
        '"-1" is less than nothing.', "Correct the duration; look whether end and start are swapped."
    )


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("(617) 555-0123", "+16175550123"),
        ("617.555.0123", "+16175550123"),
        ("1-617-555-0123", "+16175550123"),
        ("617-555-0123 x45", "+16175550123;ext=45"),
        ("+49 30 901820", "+4930901820"),
        (6175550123.0, "+16175550123"),
    ],
)
def test_one_telephone_is_one_number(cell: str | float, number: str) -> None:
    assert reading(Kind.PHONE)(cell) == number


def test_a_number_without_area_code_says_what_is_missing() -> None:
    bad = reading(Kind.PHONE)("555-01")

    assert isinstance(bad, BadCell)
    assert "area code" in bad.what_to_do


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("Chen@Clinic.Example", "Chen@clinic.example"),
        ("Dr Chen <chen@clinic.example>", "chen@clinic.example"),
        (" ", None),
    ],
)
def test_addresses_are_taken_out_of_their_wrapping(cell: str, address: str | None) -> None:
    assert reading(Kind.EMAIL)(cell) == address


def test_two_addresses_in_one_cell_are_refused() -> None:
    assert reading(Kind.EMAIL)("a@x.example; b@x.example") == BadCell(
        '"a@x.example; b@x.example" is more than one e-mail address.', "Keep one address in the cell."
    )


def test_choices_know_their_spellings_and_the_mappings_words() -> None:
    choices = {"corrective": ("EM", "Break/Fix"), "preventive": ("PM",)}
    convert = reading(Kind.CHOICE, choices=choices, words={"SC9": "corrective", "*": "preventive"})
    strict = reading(Kind.CHOICE, choices=choices)

    assert [convert(cell) for cell in ("em", "break fix", "sc9", "odd", "")] == [
        "corrective", "corrective", "corrective", "preventive", None,
    ]  # fmt: skip
    assert strict("odd") == BadCell(
        '"odd" is not on the list: corrective, preventive.',
        'Write one of these, or say in the mapping\'s "words" which of them is meant.',
    )


def test_a_required_cell_may_not_be_empty() -> None:
    convert = converter_for(Field("serial", "Serial number", required=True), ColumnFormat(), zone=CHICAGO, country="US")

    assert convert(" ") == BadCell("Serial number is empty, and every row needs one.", "Fill in Serial number.")


@given(cell=st.text(max_size=40) | st.floats(allow_nan=False, allow_infinity=False) | st.datetimes() | st.timedeltas())
def test_no_cell_stops_a_reading(cell: Any) -> None:
    for kind in set(Kind) - {Kind.CHOICE}:
        reading(kind)(cell)
