"""One function a column, made once: cell in, value, None or BadCell out."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from steadyhand.imports.reading.fields import Field, Kind
from steadyhand.imports.reading.files.facts import Cell
from steadyhand.imports.reading.values.bad_cell import BadCell
from steadyhand.imports.reading.values.column_format import ColumnFormat
from steadyhand.imports.reading.values.contacts import read_email, read_phone
from steadyhand.imports.reading.values.minutes import read_minutes
from steadyhand.imports.reading.values.moments import MomentReader, read_date
from steadyhand.imports.reading.values.numbers import read_cents, read_number, read_whole_number
from steadyhand.imports.reading.values.text import read_text
from steadyhand.imports.reading.values.yes_no import Choices, read_yes_no

Convert = Callable[[Any], Any]
"""From a cell to a value, None (empty) or a BadCell; for a pair of date and time columns from a tuple of cells."""
_NO_WORDS: Mapping[str, str] = MappingProxyType({})


def converter_for(
    field: Field,
    column: ColumnFormat,
    *,
    zone: ZoneInfo,
    country: str,
    words: Mapping[str, str] = _NO_WORDS,
    has_time_column: bool = False,
) -> Convert:
    """Return what reads a field's column.

    `words` are a mapping's own translations, from what the file says to what is meant. Values are str, int, Decimal,
    bool, date, `Moment`, minutes as int, telephone numbers as in `read_phone`.
    """
    convert = _converter(field, column, zone=zone, country=country, words=words, has_time_column=has_time_column)
    if words and field.kind is not Kind.CHOICE:
        convert = _translated(convert, words)
    if column.has_null_words:
        convert = _without_nulls(convert)
    return _required(convert, field) if field.required else convert


def _converter(
    field: Field, column: ColumnFormat, *, zone: ZoneInfo, country: str, words: Mapping[str, str], has_time_column: bool
) -> Convert:
    if field.kind is Kind.MOMENT:
        reader = MomentReader(column.date_order, zone, is_date_only=column.is_date_only)
        return reader.read_pair if has_time_column else reader.read
    if field.kind is Kind.CHOICE:
        return Choices(field.choices, words).read
    simple: dict[Kind, Convert] = {
        Kind.TEXT: partial(read_text, max_length=field.max_length),
        Kind.WHOLE_NUMBER: partial(read_whole_number, decimal_sign=column.decimal_sign),
        Kind.NUMBER: partial(read_number, decimal_sign=column.decimal_sign),
        Kind.MONEY_CENTS: partial(read_cents, decimal_sign=column.decimal_sign),
        Kind.YES_NO: partial(read_yes_no, is_blank_no=column.is_blank_no),
        Kind.DATE: partial(read_date, order=column.date_order),
        Kind.MINUTES: partial(read_minutes, decimal_sign=column.decimal_sign, minutes_per_unit=column.minutes_per_unit),
        Kind.PHONE: partial(read_phone, country=country),
        Kind.EMAIL: read_email,
    }
    return simple[field.kind]


def _translated(convert: Convert, words: Mapping[str, str]) -> Convert:
    def translated(cell: Cell) -> object:
        text = cell.strip() if isinstance(cell, str) else str(cell)
        return convert(words.get(text, cell))

    return translated


def _without_nulls(convert: Convert) -> Convert:
    def without_nulls(cell: Cell) -> object:
        return None if cell == "NULL" else convert(cell)

    return without_nulls


def _required(convert: Convert, field: Field) -> Convert:
    missing = BadCell(f"{field.label} is empty, and every row needs one.", f"Fill in {field.label}.")

    def required(cell: object) -> object:
        value = convert(cell)
        return missing if value is None else value

    return required
