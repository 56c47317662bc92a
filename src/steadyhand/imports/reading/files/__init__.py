"""Open a dealer's file, whatever it is: `open_table` finds out, says what it assumed, and yields rows lazily."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from steadyhand.imports.reading.files.delimited import DelimitedTable
from steadyhand.imports.reading.files.facts import BrokenLine, CannotRead, Cell, FileFacts, ReadingNotes
from steadyhand.imports.reading.files.source import find_source
from steadyhand.imports.reading.files.workbook import WorkbookTable

__all__ = ["BrokenLine", "CannotRead", "Cell", "FileFacts", "ReadingNotes", "Table", "open_table"]


class Table(Protocol):
    """A file's rows. `rows` may be called again; `notes` tell of the latest reading."""

    facts: FileFacts
    notes: ReadingNotes

    def rows(self, *, on_broken: Callable[[BrokenLine], None]) -> Iterator[tuple[int, list[Cell]]]: ...
    def sample(self, size: int = 2000) -> list[list[Cell]]: ...


def _nothing_known(header: str) -> bool:
    return header == ""


def open_table(
    path: Path, *, name: str = "", sheet: str = "", is_known_header: Callable[[str], bool] = _nothing_known
) -> Table:
    """Open a list of rows: CSV, TSV or other text, plain or as .gz or .zip; XLSX, XLSM, XLS or ODS.

    `name` is what people call the file where `path` is a temporary one. `is_known_header` helps to find the header
    line and the right sheet: pass `headers.knows(kinds)`.

    Raises:
        CannotRead: the file is no list of rows, or none that can be opened.
    """
    source = find_source(path, name=name or path.name)
    if source.is_workbook:
        return WorkbookTable(source, sheet=sheet, is_known_header=is_known_header)
    return DelimitedTable(source, is_known_header=is_known_header)
