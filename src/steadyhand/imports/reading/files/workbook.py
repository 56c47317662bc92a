"""XLSX, XLSM, XLS and ODS: the sheet that looks most like the list, its cells with their types."""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from steadyhand.imports.reading.escaping import undone
from steadyhand.imports.reading.files.facts import BrokenLine, CannotRead, Cell, FileFacts, ReadingNotes
from steadyhand.imports.reading.files.header_line import HeaderLine, find_header, is_total_line
from steadyhand.imports.reading.files.sampling import evenly
from steadyhand.imports.reading.files.source import READ_ERRORS, Packing, Source

_FIRST_ROWS = 60
# Source: [MS-OFFCRYPTO] 2.3.4.4, the stream that holds an encrypted workbook.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
# Measured on 200,000 calls of 20 columns: a sheet takes twice its unpacked size in memory, and it can't be read in
# pieces. This keeps an import below 500 MB and is some 230,000 such calls; beyond it, CSV has no limit.
MOST_UNPACKED_BYTES = 256 * 1024 * 1024


class WorkbookTable:
    """The rows of one sheet. The whole sheet is in memory, hence the limit on its size."""

    def __init__(self, source: Source, *, sheet: str, is_known_header: Callable[[str], bool]) -> None:
        self._source = source
        self.notes = ReadingNotes()
        _refuse_too_large(source.name, source.unpacked_bytes)
        workbook = _opened(source)
        names = tuple(
            meta.name
            for meta in workbook.sheets_metadata
            if meta.typ is SheetTypeEnum.WorkSheet and (meta.visible is SheetVisibleEnum.Visible or meta.name == sheet)
        )
        if sheet and sheet not in names:
            raise CannotRead(f"{source.name} has no sheet {sheet!r}; it has {', '.join(names)}.")
        self._sheet, header = self._best_sheet(workbook, (sheet,) if sheet else names, is_known_header)
        self._header = header
        remarks = header.remarks
        if not sheet and len(names) > 1:
            remarks += (f"Of {len(names)} sheets, {self._sheet.name!r} was read: it looks most like the list.",)
        self.facts = FileFacts(
            name=source.name,
            format="workbook",
            headers=header.headers,
            header_line=header.index + 1,
            rows_guessed=max(0, self._sheet.total_height - header.index - 1),
            sheet=self._sheet.name,
            sheets=names,
            remarks=remarks,
        )

    def _best_sheet(
        self, workbook: CalamineWorkbook, names: tuple[str, ...], is_known_header: Callable[[str], bool]
    ) -> tuple[CalamineSheet, HeaderLine]:
        best: tuple[tuple[int, int], CalamineSheet, HeaderLine] | None = None
        for name in names:
            sheet = workbook.get_sheet_by_name(name)
            first = [_cells(row) for row in islice(sheet.iter_rows(), _FIRST_ROWS)]
            if not any(cell != "" for row in first for cell in row):
                continue
            header = find_header(first, is_known_header)
            rank = (sum(map(is_known_header, header.headers)), sheet.height)
            if best is None or rank > best[0]:
                best = (rank, sheet, header)
        if best is None:
            raise CannotRead(f"{self._source.name} has no cells. Export it again, with its column names.")
        return best[1], best[2]

    def rows(self, *, on_broken: Callable[[BrokenLine], None]) -> Iterator[tuple[int, list[Cell]]]:
        """Yield each row with its number in the sheet, every one as long as the header."""
        self.notes = ReadingNotes()
        skip, headers = self._header.skip_columns, self.facts.headers
        width = len(headers)
        for line, raw in enumerate(self._sheet.iter_rows(), 1):
            if line <= self.facts.header_line:
                continue
            cells = _cells(raw[skip:])
            if not any(cell != "" and (type(cell) is not str or cell.strip()) for cell in cells):
                continue
            if len(cells) != width:
                extra = [cell for cell in cells[width:] if cell != ""]
                if extra:
                    on_broken(_beyond_the_header(line, cells, width))
                    continue
                cells = [*cells[:width], *[""] * (width - len(cells))]
            if self.facts.header_line and tuple(cells) == headers:
                self.notes.add("Repeated column names were left out", line)
            elif is_total_line(cells, width):
                self.notes.add("Totals and end marks were left out", line)
            else:
                yield line, cells

    def sample(self, size: int = 2000) -> list[list[Cell]]:
        """Return some rows from all over the sheet."""
        return evenly((cells for _, cells in self.rows(on_broken=_ignored)), size)


def _ignored(broken: BrokenLine) -> None:
    """A sample needs no broken lines; `rows` will name them."""


def _opened(source: Source) -> CalamineWorkbook:
    try:
        if source.packing is Packing.NONE:
            return CalamineWorkbook.from_path(source.path)
        with source.open() as file:
            content = io.BytesIO(file.read())
        if zipfile.is_zipfile(content):
            with zipfile.ZipFile(content) as inner:
                _refuse_too_large(source.name, sum(info.file_size for info in inner.infolist()))
        content.seek(0)
        return CalamineWorkbook.from_filelike(content)
    except (CalamineError, *READ_ERRORS) as error:
        if isinstance(error, PasswordError) or _is_locked(source):
            raise CannotRead(
                f"{source.name} is locked with a password. Open it, save it without one, try again."
            ) from error
        raise CannotRead(
            f"{source.name} can't be read as a workbook ({error}). Open it in a spreadsheet and save it as XLSX."
        ) from error


def _is_locked(source: Source) -> bool:
    """Is this an XLSX behind a password? Under another name than .xlsx the library does not say so."""
    with source.open() as file:
        return _LOCKED in file.read()


def _refuse_too_large(name: str, unpacked_bytes: int) -> None:
    if unpacked_bytes > MOST_UNPACKED_BYTES:
        raise CannotRead(
            f"{name} has {unpacked_bytes // 2**20} MB unpacked; a workbook can be read up to "
            f"{MOST_UNPACKED_BYTES // 2**20} MB. Save the sheet as CSV."
        )


def _cells(row: Sequence[object]) -> list[Cell]:
    return [_cell(cell) for cell in row]


def _cell(cell: object) -> Cell:
    if type(cell) is str:
        return undone(cell)
    if cell is True:
        return "TRUE"
    if cell is False:
        return "FALSE"
    return cell  # type: ignore[return-value]  # the reader gives no other types


def _beyond_the_header(line: int, cells: list[Cell], width: int) -> BrokenLine:
    return BrokenLine(
        line,
        cells,
        f"This row has cells to the right of the {width} named columns.",
        "Name those columns in the header row, or empty the cells.",
    )
