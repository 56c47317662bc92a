"""How is this column written? Decided from many of its values at once; what they leave open is said."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from steadyhand.imports.reading.fields import Kind
from steadyhand.imports.reading.files.facts import Cell
from steadyhand.imports.reading.values.column_format import ColumnFormat, DateOrder
from steadyhand.imports.reading.values.countries import date_order_of, decimal_sign_of
from steadyhand.imports.reading.values.dates import parse_moment
from steadyhand.imports.reading.values.minutes import are_hours
from steadyhand.imports.reading.values.yes_no import are_ticks

_DAY_AND_MONTH = re.compile(r"\s*(?:[^\W\d]+\.?,?\s+)?(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(?:\d{4}|\d\d)(?!\d)")
_NUMBER = re.compile(r"[\d.,\s'’]*\d[\d.,\s'’]*")
_SHORTENED = re.compile(r"\d[.,]\d+E\+\d+")
_MONTHS = 12
# Fewer might be a person called so.
_FEWEST_NULLS = 5
_NULL_SHARE = 0.02
_DATED = (Kind.DATE, Kind.MOMENT)
_COUNTED = (Kind.NUMBER, Kind.WHOLE_NUMBER, Kind.MONEY_CENTS, Kind.MINUTES)


def sniff_column(
    values: Sequence[Cell], kind: Kind, *, country: str, header: str = "", date_order: DateOrder | None = None,
    decimal_sign: str = "",
) -> ColumnFormat:  # fmt: skip
    """Decide how a column is written from a sample of all its values.

    `country` (two letters) decides what the values leave open; `date_order` and `decimal_sign` overrule them.
    """
    texts = [value.strip() for value in values if isinstance(value, str)]
    remarks: list[str] = []
    order = date_order or (_date_order(texts, country, remarks) if kind in _DATED else date_order_of(country))
    sign = decimal_sign or (_decimal_sign(texts, country, remarks) if kind in _COUNTED else decimal_sign_of(country))
    is_blank_no = kind is Kind.YES_NO and are_ticks(texts)
    if is_blank_no:
        remarks.append("The column holds only ticks; where there is none, it was read as no.")
    hours = kind is Kind.MINUTES and are_hours(header)
    if hours:
        remarks.append(f'Plain numbers were read as hours, because the column is called "{header}".')
    is_date_only = kind is Kind.MOMENT and _are_all_midnights(values, order)
    if is_date_only:
        remarks.append("Every time of day is midnight, so the column was read as dates without a time.")
    has_null_words = kind in {Kind.TEXT, Kind.CHOICE} and _has_nulls(texts)
    if has_null_words:
        remarks.append("The word NULL was read as an empty cell, as databases write it; it stands in many cells.")
    if kind in {Kind.TEXT, Kind.PHONE} and any(_SHORTENED.fullmatch(text) for text in texts):
        remarks.append("Some values were shortened by a spreadsheet (1.23E+11) and have lost digits: export it again.")
    return ColumnFormat(order, sign, 60 if hours else 1, is_blank_no, is_date_only, has_null_words, tuple(remarks))


def _date_order(texts: list[str], country: str, remarks: list[str]) -> DateOrder:
    """Days above 12 tell; then points instead of slashes (never American); then the country."""
    day_first = month_first = unclear = points = 0
    for match in filter(None, map(_DAY_AND_MONTH.match, texts)):
        first, second = int(match[1]), int(match[3])
        day_first += first > _MONTHS >= second
        month_first += second > _MONTHS >= first
        unclear += first <= _MONTHS and second <= _MONTHS and first != second
        points += match[2] == "."
    if day_first or month_first:
        order = DateOrder.DAY_FIRST if day_first > month_first else DateOrder.MONTH_FIRST
        if day_first and month_first:
            remarks.append(
                f"Most dates that tell are {order} ({max(day_first, month_first)} of {day_first + month_first} in a "
                "sample); those that contradict were not taken."
            )
        return order
    if points and unclear:
        remarks.append(
            "All dates could be read either way; read as day/month/year because they are written with points."
        )
        return DateOrder.DAY_FIRST
    order = date_order_of(country)
    if unclear:
        remarks.append(
            f"All dates could be read either way; read as {order} because the dealership is in {_name(country)}."
        )
    return order


def _decimal_sign(texts: list[str], country: str, remarks: list[str]) -> str:
    """Return the sign most numbers that tell agree on; "1,234" alone does not tell."""
    points = commas = unclear = 0
    for text in texts:
        match = _NUMBER.search(text)
        if match is None:
            continue
        said = _said_sign(match[0])
        points += said == "."
        commas += said == ","
        unclear += said == "?"
    if points or commas:
        sign = "," if commas > points else "."
        if points and commas:
            name = "comma" if sign == "," else "point"
            remarks.append(f"Most numbers have a decimal {name}; those that contradict were not taken.")
        return sign
    sign = decimal_sign_of(country)
    if unclear:
        name = "comma" if sign == "," else "point"
        remarks.append(
            f'Numbers such as "1,234" could be read either way; read with a decimal {name} '
            f"because the dealership is in {_name(country)}."
        )
    return sign


def _said_sign(number: str) -> str:
    """Return the decimal sign that a number proves, "?" if it has a sign but proves none, "" without one."""
    last = max(number.rfind("."), number.rfind(","))
    if last < 0:
        return ""
    sign = number[last]
    other = "," if sign == "." else "."
    if other in number:
        return sign
    if number.count(sign) > 1:
        return other
    whole, _, fraction = number.partition(sign)
    whole = re.sub(r"[\s'’]", "", whole)
    if len(fraction.strip()) == 3 and 1 <= len(whole) <= 3 and whole != "0":  # noqa: PLR2004 - a group of thousands
        return "?"
    return sign


def _are_all_midnights(values: Sequence[Cell], order: DateOrder) -> bool:
    moments = [moment for value in values if isinstance(moment := parse_moment(value, order), date)]
    timed = [moment for moment in moments if isinstance(moment, datetime)]
    # A moment that names its zone is exact, be it midnight or not.
    return bool(timed) and all(each.tzinfo is None and each.time() == time() for each in timed)


def _has_nulls(texts: list[str]) -> bool:
    nulls = texts.count("NULL")
    return nulls >= _FEWEST_NULLS and nulls >= len(texts) * _NULL_SHARE


def _name(country: str) -> str:
    return "the US" if country == "US" else country
