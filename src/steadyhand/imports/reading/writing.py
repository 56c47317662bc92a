"""Rows to files that spreadsheets open right and that our own reader reads back unchanged, one row at a time."""

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import xlsxwriter

from steadyhand.imports.reading.escaping import escaped, escaped_for_workbook, is_risky

MOST_SHEET_ROWS = 1_048_576
_MOST_SHEET_SIGNS = 32_767
# Excel keeps fifteen digits of a number; longer ones travel as text.
_EXACT_IN_EXCEL = 10**15


class CannotWrite(Exception):
    """A value or row has no place in this format; the message says which and what to do."""


class RowWriter(Protocol):
    """Takes one row after the other; leaving the `with` block finishes the file."""

    def write(self, row: Sequence[object]) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class CsvWriter:
    """UTF-8 with a byte order mark and CRLF, so that spreadsheets see it as what it is; formulas neutralised."""

    def __init__(self, path: Path, headers: Sequence[str], *, delimiter: str = ",") -> None:
        self._width = len(headers)
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._file, delimiter=delimiter, lineterminator="\r\n")
        self._rows = 0
        self.write(headers)

    def write(self, row: Sequence[object]) -> None:
        """Write one row.

        Raises:
            CannotWrite: it has another number of cells than the header, or a value of no known kind.
        """
        _check_width(row, self._width)
        self._csv.writerow([_csv_cell(value) for value in row])
        self._rows += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


class XlsxWriter:
    """A workbook with one sheet, a frozen header and typed cells; memory does not grow with the rows."""

    def __init__(self, path: Path, headers: Sequence[str], *, sheet: str = "List") -> None:
        self._width = len(headers)
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._sheet = self._book.add_worksheet(sheet)
        self._sheet.freeze_panes(1, 0)
        self._bold = self._book.add_format({"bold": True})
        # A quote prefix is Excel's own mark for text that looks like a formula; it is invisible in the cell.
        self._as_text = self._book.add_format({"quote_prefix": True})
        self._date = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._time = self._book.add_format({"num_format": "hh:mm:ss"})
        self._duration = self._book.add_format({"num_format": "[h]:mm:ss"})
        self._rows = 0
        self._put_row(headers, self._bold)

    def write(self, row: Sequence[object]) -> None:
        """Write one row.

        Raises:
            CannotWrite: the sheet is full, a text too long, or a value of no known kind.
        """
        self._put_row(row, None)

    def _put_row(self, row: Sequence[object], look: Any) -> None:
        _check_width(row, self._width)
        if self._rows >= MOST_SHEET_ROWS:
            raise CannotWrite(f"A sheet ends after {MOST_SHEET_ROWS} rows. Export as CSV instead.")
        for place, value in enumerate(row):
            if value is not None and value != "":
                self._put(place, value, look)
        self._rows += 1

    def _put(self, place: int, value: object, look: Any) -> None:
        if isinstance(value, datetime) and value.tzinfo is None:
            self._sheet.write_datetime(self._rows, place, value, self._moment)
        elif isinstance(value, date) and not isinstance(value, datetime):
            self._sheet.write_datetime(self._rows, place, value, self._date)
        elif isinstance(value, time):
            self._sheet.write_datetime(self._rows, place, value, self._time)
        elif isinstance(value, timedelta):
            self._sheet.write_datetime(self._rows, place, value, self._duration)
        elif _is_exact_number(value):
            self._sheet.write_number(self._rows, place, value)
        else:
            self._put_text(place, _plain(value), look)

    def _put_text(self, place: int, text: str, look: Any) -> None:
        if "\ufffe" in text or "\uffff" in text or len(text) > _MOST_SHEET_SIGNS:
            raise CannotWrite(
                f"Row {self._rows + 1}, column {place + 1}: a workbook's cell holds up to {_MOST_SHEET_SIGNS} "
                "characters and no U+FFFE or U+FFFF. Export as CSV instead."
            )
        self._sheet.write_string(
            self._rows, place, escaped_for_workbook(text), self._as_text if is_risky(text) else look
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()


def writer_for(path: Path, headers: Sequence[str], *, delimiter: str = ",") -> RowWriter:
    """Return the writer that a path's name asks for: `.xlsx` is a workbook, everything else CSV."""
    if path.suffix.lower() == ".xlsx":
        return XlsxWriter(path, headers)
    return CsvWriter(path, headers, delimiter=delimiter)


def write_rows(path: Path, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write a whole file and return how many rows it has."""
    count = 0
    with writer_for(path, headers) as writer:
        for row in rows:
            writer.write(row)
            count += 1
    return count


def _check_width(row: Sequence[object], width: int) -> None:
    if len(row) != width:
        raise CannotWrite(f"A row has {len(row)} cells where the header has {width}.")


def _is_exact_number(value: object) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, float):
        # XlsxWriter writes sixteen digits; some numbers need a seventeenth to come back as they were.
        return float(format(value, ".16G")) == value
    return isinstance(value, int) and abs(value) < _EXACT_IN_EXCEL


def _csv_cell(value: object) -> str:
    if isinstance(value, str):
        return escaped(value)
    # A number's minus is no formula: it is written as it is.
    return "" if value is None else _plain(value)


def _plain(value: object) -> str:
    """Return a value as the reader takes it whatever the column's country: ISO dates, decimal point, UTC said."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        # A second is what a moment is worth, but what is finer is kept too.
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value.tzinfo else value.isoformat(" ")
    if isinstance(value, int | float | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else repr(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    raise CannotWrite(f"{value!r} is a {type(value).__name__}; a file takes text, numbers, dates, times and yes or no.")
