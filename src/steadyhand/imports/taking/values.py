"""What does the table hold for what the file said? Numbers, texts and ids, a list a column; None is "not said"."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from steadyhand.imports.kinds.columns import short_ref
from steadyhand.imports.kinds.shape import Column, RowKind
from steadyhand.imports.reading.fields import Kind
from steadyhand.imports.reading.values import Moment, Stated
from steadyhand.imports.taking.rows import Rows
from steadyhand.imports.taking.tables import range_of
from steadyhand.shared.clock import How


def columns_of(kind: RowKind, rows: Rows) -> dict[str, list[Any]]:
    """Return the columns that the file says something about, by their names in the table."""
    said: dict[str, list[Any]] = {}
    for column in kind.columns:
        if not column.fills or column.name == "ref":
            continue
        if column.link:
            if rows.has_link(column.name):
                links = rows.link(column.name)
                attname = kind.field(column.fills).attname
                said[attname] = [None if known is None else known.id for known in links]
        elif column.name in rows.names:
            said[column.fills] = _stored(kind, column, rows)
            if column.has_how:
                said[f"{column.fills}_how"] = _hows(rows, column)
    for name in kind.inner_links:
        said[kind.field(name).attname] = [known and known.id for known in rows.link(name)]
    return said


def _stored(kind: RowKind, column: Column, rows: Rows) -> list[Any]:
    values = rows.cells(column.name)
    field = kind.field(column.fills)
    if column.field.kind is Kind.MOMENT:
        # A moment from a file is in UTC: what follows the seconds is its zone.
        return [None if moment is None else str(moment.at)[:-6] for moment in values]
    if column.field.kind is Kind.DATE:
        return [value.isoformat() if isinstance(value, date) else None for value in values]
    if isinstance(field, models.IntegerField):
        return _whole(field, column, rows, values)
    if isinstance(field, models.FloatField):
        return [float(value) if isinstance(value, Decimal) else value for value in values]
    return values


def _whole(field: "models.IntegerField[Any, Any]", column: Column, rows: Rows, values: list[Any]) -> list[Any]:
    low, high = range_of(field)
    numbers = [None if value is None else int(value) for value in values]
    for index, number in enumerate(numbers):
        if number is not None and not low <= number <= high:
            rows.reject(
                index, column.name, f"{number} is out of reach here: {low} to {high} fit.", "Correct the number."
            )
            numbers[index] = None
    return numbers


def _hows(rows: Rows, column: Column) -> list[str | None]:
    """Say how times are known: as the file says, else entered; a stand-in for a time that it doesn't name."""
    return [
        None if moment is None else how or (How.ENTERED.value if moment.stated is Stated.EXACT else How.DEFAULTED.value)
        for moment, how in zip(rows.cells(column.name), rows.cells(f"{column.name}_how"), strict=True)
    ]


def refs_of(kind: RowKind, rows: Rows) -> list[str]:
    """Return each row's number: the file's own, or one made from what tells it apart from others."""
    given = rows.cells("ref")
    if None not in given:
        return given
    parts = [
        [known.ref if known else "" for known in rows.link(name)]
        if rows.has_link(name)
        else [_part(value) for value in rows.cells(name)]
        for name in kind.ref_from
    ]
    made = ["/".join(filter(None, row)) for row in zip(*parts, strict=True)] if parts else [""] * len(rows)
    refs = []
    for index, (ref, own) in enumerate(zip(given, made, strict=True)):
        if ref is None and not own and index not in rows.objections:
            label = kind.column("ref").field.label
            rows.reject(index, "ref", f"{label} is empty, and nothing else tells this row apart.", f"Fill in {label}.")
        refs.append(ref or short_ref(own))
    return refs


def _part(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Moment):
        return f"{value.at:%Y-%m-%dT%H:%M:%S}" + (f".{value.at:%f}" if value.at.microsecond else "")
    return value.isoformat() if isinstance(value, date) else str(value)
