"""What does a kind of file hold, and which columns of the record do its fields fill? One answer for both directions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made_by
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Subquery

from steadyhand.imports.reading.fields import Field, FileKind, Kind
from steadyhand.shared.rows import ArrivingRow

if TYPE_CHECKING:  # the pipeline builds on kinds; their hooks only name its types
    from steadyhand.imports.taking.context import Context
    from steadyhand.imports.taking.rows import Rows

# What stands in a cell that names a row of another kind: its number, unless the kind goes by something else.
GOES_BY: Mapping[str, str] = {"branches": "code", "calendars": "name", "users": "email", "codes": "code"}


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a file and the column of the kind's table that it fills.

    `fills` is empty for what only helps (a machine's first meter reading); `link` names the kind whose row the cell
    names; `path` is where the export finds it, for what does not follow from these two.
    """

    field: Field
    fills: str = ""
    link: str = ""
    path: str = ""
    # A time's companion `…_how` stands in the column of this name.
    has_how: bool = False
    # What goes in front of the cell to make the number looked for: "problem:" for a problem code.
    within: str = ""
    # A row is taken without what this names, if that isn't there; a remark says so.
    is_soft: bool = False

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def export_path(self) -> str:
        """Return the lookup under which the export finds the value, empty if it isn't exported."""
        if self.path or not self.fills:
            return self.path
        return f"{self.fills}__{GOES_BY.get(self.link, 'ref')}" if self.link else self.fills


def _nothing_more(_rows: "Rows", _context: "Context") -> None:
    """Most kinds need no more than their columns."""


def _carries_nothing(_rows: "Rows", _context: "Context") -> list[tuple[str, "Rows"]]:
    return []


@dataclass(frozen=True)
class RowKind:
    """One kind of file: what it is called, its table, its columns, and what one row of it brings along.

    `ref_from` are the columns from which a number is made where a file has none (docs/guides/import.md);
    `also_known_by` is the natural key under which a row may be there with another number. `complete` fills in what
    follows from other cells and checks what must hold; `carries` returns rows of other kinds in the same lines.
    """

    name: str
    label: str
    table: str
    columns: tuple[Column, ...]
    subject: tuple[str, ...] = ()
    ref_from: tuple[str, ...] = ()
    also_known_by: tuple[str, ...] = ()
    # In these a row made here agrees with one of the same number in a file, or they are two different things.
    must_agree: frozenset[str] = frozenset()
    # Columns filled by rows that the pipeline finds or makes: a reading's meter.
    inner_links: tuple[str, ...] = ()
    # A file does not undo what was done here: rows that were worked on stay as they are.
    keeps_work: bool = False
    complete: Callable[["Rows", "Context"], None] = _nothing_more
    carries: Callable[["Rows", "Context"], list[tuple[str, "Rows"]]] = _carries_nothing
    annotations: Mapping[str, "Callable[[], Subquery[Any]]"] = made_by(default_factory=dict)

    @cached_property
    def file(self) -> FileKind:
        return FileKind(self.name, self.label, tuple(self._fitting(column) for column in self.columns), self.subject)

    def _fitting(self, column: Column) -> Field:
        """Return the column's field, its text no longer than the table takes."""
        if not column.fills or column.link or column.field.kind is not Kind.TEXT:
            return column.field
        most = getattr(self.model._meta.get_field(column.fills), "max_length", None)
        return replace(column.field, max_length=most) if most else column.field

    @property
    def model(self) -> type[ArrivingRow]:
        model: type[ArrivingRow] = apps.get_model(self.table)
        return model

    def field(self, name: str) -> "models.Field[Any, Any]":
        """Return a field of the kind's table."""
        found = self.model._meta.get_field(name)
        assert isinstance(found, models.Field)  # noqa: S101  # mypy: relations backwards have no column
        return found

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def links(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.link)

    def moments(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.field.kind is Kind.MOMENT)
