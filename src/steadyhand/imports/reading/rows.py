"""From an open table to batches of typed rows, in constant memory and about a microsecond a cell or less."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from steadyhand.imports.reading.fields import Field, FileKind
from steadyhand.imports.reading.files import BrokenLine, CannotRead, Cell, Table
from steadyhand.imports.reading.headers import ColumnSource, Mapping, MappingUnreadable
from steadyhand.imports.reading.rejects import RejectedLine, RejectedRow
from steadyhand.imports.reading.values import BadCell, ColumnFormat, Convert, DateOrder, converter_for, sniff_column

# Large enough that repeated values are read once for many rows, small enough for a few megabytes.
BATCH_ROWS = 2000
# So many without a batch of good ones between are one mistake in the file, not many in its lines; memory ends too.
MOST_BROKEN_LINES = 10_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows: `rows[i]` came from line `lines[i]`, its values in the order of the reader's `names`."""

    lines: list[int]
    rows: list[tuple[Any, ...]]
    rejected: list[RejectedLine]


@dataclass(frozen=True, slots=True)
class _Column:
    field: Field
    name: str
    place: int
    time_place: int
    convert: Convert


class RowReader:
    """Reads one file by one mapping: converters are made once, columns are read by the batch.

    `names` are the mapped fields, in the order of their specification; `formats` and `remarks` say what was assumed.

    Raises:
        MappingUnreadable: the mapping does not fit the kind of file or the file.
    """

    def __init__(self, table: Table, kind: FileKind, mapping: Mapping, *, zone: ZoneInfo, country: str) -> None:
        mapping.check(kind, table.facts.headers)
        self._table = table
        self._file = table.facts.name
        self._columns: list[_Column] = []
        self._constants: dict[str, Any] = {}
        self.names = tuple(field.name for field in kind.fields if field.name in mapping.sources)
        self.formats: dict[str, ColumnFormat] = {}
        sample = table.sample()
        places = {header.casefold(): place for place, header in enumerate(table.facts.headers)}
        for name in self.names:
            field, source = kind.field(name), mapping.sources[name]
            if source.always:
                self._constants[name] = _constant(field, source, zone, country)
                continue
            place = places[source.column.casefold()]
            values = [row[place] for row in sample]
            column = _format(field, source, values, country)
            self.formats[name] = column
            time_place = places[source.time_column.casefold()] if source.time_column else -1
            convert = converter_for(
                field, column, zone=zone, country=country, words=source.words, has_time_column=time_place >= 0
            )
            self._columns.append(_Column(field, source.column, place, time_place, convert))

    @property
    def remarks(self) -> list[str]:
        """Return what was assumed about columns, each with the column's name."""
        return [
            f"{column.name}: {remark}" for column in self._columns for remark in self.formats[column.field.name].remarks
        ]

    def batches(self) -> Iterator[Batch]:
        """Yield all rows, good and rejected.

        Raises:
            CannotRead: a packed file breaks off, or nothing but broken lines come.
        """
        broken: list[BrokenLine] = []

        def keep(line: BrokenLine) -> None:
            broken.append(line)
            if len(broken) > MOST_BROKEN_LINES:
                raise CannotRead(
                    f"{self._file} has {MOST_BROKEN_LINES} broken lines on end up to line {line.line}. {line.reason} "
                    f"{line.what_to_do}"
                )

        rows = self._table.rows(on_broken=keep)
        while True:
            taken = list(islice(rows, BATCH_ROWS))
            if not taken and not broken:
                return
            batch = self._batch(taken)
            batch.rejected.extend(self._of_broken(line) for line in broken)
            batch.rejected.sort(key=lambda rejected: rejected.line)
            broken.clear()
            yield batch

    def _batch(self, taken: list[tuple[int, list[Cell]]]) -> Batch:
        if not taken:
            return Batch([], [], [])
        cells = list(zip(*(row for _, row in taken), strict=True))
        bad: dict[int, list[RejectedRow]] = {}
        values: dict[str, list[Any]] = {name: [value] * len(taken) for name, value in self._constants.items()}
        for column in self._columns:
            values[column.field.name] = self._converted(column, cells, taken, bad)
        rows = list(zip(*(values[name] for name in self.names), strict=True))
        lines = [line for line, _ in taken]
        if not bad:
            return Batch(lines, rows, [])
        good = [place for place in range(len(taken)) if place not in bad]
        rejected = [RejectedLine(taken[place][0], taken[place][1], tuple(rows_)) for place, rows_ in bad.items()]
        return Batch([lines[place] for place in good], [rows[place] for place in good], rejected)

    def _converted(
        self, column: _Column, cells: list[tuple[Cell, ...]], taken: list[tuple[int, list[Cell]]], bad: dict[int, Any]
    ) -> list[Any]:
        raw: Any = cells[column.place]
        if column.time_place >= 0:
            raw = list(zip(raw, cells[column.time_place], strict=True))
        # Each different cell is read once a batch: most columns repeat a few words or the same day.
        convert = column.convert
        read = {cell: convert(cell) for cell in set(raw)}
        values = [read[cell] for cell in raw]
        if any(type(value) is BadCell for value in read.values()):
            for place, value in enumerate(values):
                if type(value) is BadCell:
                    shown = " ".join(map(str, raw[place])) if column.time_place >= 0 else str(raw[place])
                    bad.setdefault(place, []).append(
                        RejectedRow(self._file, taken[place][0], column.name, shown, value.reason, value.what_to_do)
                    )
        return values

    def _of_broken(self, broken: BrokenLine) -> RejectedLine:
        row = RejectedRow(self._file, broken.line, "", "", broken.reason, broken.what_to_do)
        return RejectedLine(broken.line, broken.cells, (row,))


def _constant(field: Field, source: ColumnSource, zone: ZoneInfo, country: str) -> Any:
    column = sniff_column([source.always], field.kind, country=country)
    value = converter_for(field, column, zone=zone, country=country)(source.always)
    if isinstance(value, BadCell):
        raise MappingUnreadable(f"fields.{field.name}.always: {value.reason} {value.what_to_do}")
    return value


def _format(field: Field, source: ColumnSource, values: list[Cell], country: str) -> ColumnFormat:
    order = DateOrder(source.read_as) if source.read_as in {each.value for each in DateOrder} else None
    sign = {"decimal point": ".", "decimal comma": ","}.get(source.read_as, "")
    return sniff_column(values, field.kind, country=country, header=source.column, date_order=order, decimal_sign=sign)
