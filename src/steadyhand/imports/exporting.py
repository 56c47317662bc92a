"""How does the record leave? A file a kind, row by row, in the same columns in which it comes in again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from steadyhand.imports.kinds import EVERY_KIND
from steadyhand.imports.kinds.shape import Column, RowKind
from steadyhand.imports.reading.fields import Kind
from steadyhand.imports.reading.writing import CannotWrite, writer_for
from steadyhand.shared.actor import Actor

FORMATS = ("csv", "xlsx")
# Rows held at a time; the file grows, memory doesn't.
CHUNK = 2_000

Told = Callable[[str, int], None]


class CannotExport(Exception):
    """The files can't be written so; the message says why and the way out."""


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file that was written."""

    path: Path
    kind: str
    rows: int


def export_files(
    folder: Path,
    *,
    by: Actor,
    kinds: Sequence[str] = (),
    file_format: str = "csv",
    told: Told = lambda _name, _rows: None,
) -> list[ExportedFile]:
    """Write what the actor may see, a file a kind, all as of one moment; kinds without rows get a file with only names.

    Raises:
        CannotExport: a kind or format is unknown, or a value or the number of rows doesn't fit the format.
    """
    strange = [kind for kind in kinds if kind not in EVERY_KIND]
    if strange:
        raise CannotExport(f"There is no kind {strange[0]!r} of files; there are {', '.join(EVERY_KIND)}.")
    if file_format not in FORMATS:
        raise CannotExport(f"{file_format!r} is none of the formats {', '.join(FORMATS)}.")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    # One transaction: a call that is taken meanwhile is in all of the files or in none.
    with transaction.atomic():
        for kind in kinds or EVERY_KIND:
            path = folder / f"{kind}.{file_format}"
            try:
                rows = _write(path, EVERY_KIND[kind], by)
            except CannotWrite as problem:
                raise CannotExport(f"{path.name}: {problem}") from problem
            written.append(ExportedFile(path, kind, rows))
            told(kind, rows)
    return written


def _write(path: Path, kind: RowKind, by: Actor) -> int:
    columns = [column for column in kind.columns if column.export_path]
    count = 0
    # Under another name until it is whole: whoever looks into the folder never takes half a file for one.
    unfinished = path.with_name(f"unfinished-{path.name}")
    with writer_for(unfinished, [column.field.label for column in columns]) as writer:
        for row in rows_of(kind, columns, by):
            writer.write(row)
            count += 1
    unfinished.replace(path)
    return count


def rows_of(kind: RowKind, columns: Sequence[Column], by: Actor) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a kind that the actor may see, oldest first."""
    rows = kind.model.objects.visible_to(by)
    if kind.annotations:
        rows = rows.annotate(**{name: make() for name, make in kind.annotations.items()})
    shown = [_shown(column) for column in columns]
    values = rows.order_by("id").values_list(*(column.export_path for column in columns))
    for row in values.iterator(chunk_size=CHUNK):
        yield tuple(show(value) for show, value in zip(shown, row, strict=True))


def _shown(column: Column) -> Callable[[Any], Any]:
    if column.field.kind is Kind.MONEY_CENTS:
        return lambda cents: None if cents is None else Decimal(cents) / 100
    if column.field.kind is Kind.CHOICE:
        return lambda value: None if value is None else str(value)
    return _as_hours if column.path.startswith("weekly__") else _as_it_is


def _as_hours(spans: Any) -> Any:
    """Return the hours of one weekday of a calendar as they are written."""
    return ", ".join(spans) if isinstance(spans, list) else spans


def _as_it_is(value: Any) -> Any:
    return value


def as_of(now: datetime) -> str:
    """Return a folder's name for an export at this moment."""
    return f"steadyhand-{now:%Y-%m-%d-%H%M}"
