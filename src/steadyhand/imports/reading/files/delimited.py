"""CSV and its relatives: from bytes to lists of cells, lazily, however untidy the file is."""

import csv
import io
import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice
from typing import BinaryIO, TextIO

from steadyhand.imports.reading.escaping import undone
from steadyhand.imports.reading.files.delimiter import Delimiter, name_of, sniff_delimiter
from steadyhand.imports.reading.files.encoding import STRAY, Encoding, sniff_encoding
from steadyhand.imports.reading.files.facts import BrokenLine, CannotRead, Cell, FileFacts, ReadingNotes
from steadyhand.imports.reading.files.header_line import HeaderLine, find_header, is_total_line
from steadyhand.imports.reading.files.sampling import evenly
from steadyhand.imports.reading.files.source import READ_ERRORS, Packing, Source

_HEAD = 512 * 1024
_WINDOWS = 32
_WINDOW = 64 * 1024
# A remark of more lines than this is none: a quotation mark was opened by mistake and never closed.
_LINES_OF_A_CELL = 400
# A file without line ends must not fill the memory.
_SIGNS_OF_A_LINE = 1024 * 1024
# Below four columns, a line inside a quoted remark has the file's number of cells too easily.
_TELLING_WIDTH = 4
_UNCLOSED = "A quotation mark on this line is opened and never closed, or closed too late."
_CLOSE_IT = "Close or remove the quotation mark; one that belongs to the text is written twice."


class DelimitedTable:
    """The rows of a delimited file. It may be read several times; memory stays constant."""

    def __init__(self, source: Source, *, is_known_header: Callable[[str], bool]) -> None:
        self._source = source
        self.notes = ReadingNotes()
        try:
            with source.open() as file:
                head = file.read(_HEAD)
                telling = _whole_lines(head) + self._windows(file, len(head))
        except READ_ERRORS as error:
            raise source.damaged() from error
        self._encoding = sniff_encoding(telling, name=source.name)
        # UTF-16 is read as such from the first byte, so its head needs no trimming at a line's end.
        text = _decoded(head, self._encoding)
        if len(head) == _HEAD:
            text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text
        self._delimiter = sniff_delimiter(text)
        # The header's width is not known yet, so nothing can be called ragged here.
        first = list(islice(_records(io.StringIO(text, newline=""), self._delimiter, 0, ReadingNotes()), 60))
        rows = [[] if _is_separator_line(cells) else cells for _, cells in first]
        if not any(any(cell.strip() for cell in cells) for cells in rows):
            raise CannotRead(f"{source.name} has no cells. Export it again, with its column names.")
        header = find_header(rows, is_known_header)
        self._skip_columns = header.skip_columns
        self._header_cells = rows[header.index] if header.index >= 0 else []
        self._first_line = first[header.index][0] + 1 if header.index >= 0 else 1
        self.facts = self._facts(header, first[header.index][0] if header.index >= 0 else 0, text, len(head))

    def _windows(self, file: BinaryIO, head_bytes: int) -> bytes:
        """Return whole lines from all over a plain file: the first letter outside English may come late."""
        if self._source.packing is not Packing.NONE or head_bytes < _HEAD:
            return b""
        return b"\n" + b"\n".join(_windows(file, self._source.unpacked_bytes))

    def _facts(self, header: HeaderLine, header_line: int, text: str, head_bytes: int) -> FileFacts:
        lines = max(1, text.count("\n") or text.count("\r"))
        rows = lines - header_line
        if head_bytes >= _HEAD:
            rows = round(lines * self._source.unpacked_bytes / head_bytes) - header_line
        remarks: tuple[str, ...] = (self._encoding.remark,) if self._encoding.remark else ()
        if self._delimiter.escape:
            remarks += ("Quotation marks inside cells are written with a backslash.",)
        return FileFacts(
            name=self._source.name,
            format="delimited",
            headers=header.headers,
            header_line=header_line,
            rows_guessed=max(0, rows),
            encoding=self._encoding.codec,
            delimiter=self._delimiter.sign,
            remarks=(*remarks, *header.remarks),
        )

    @property
    def delimiter_name(self) -> str:
        return name_of(self._delimiter.sign)

    def rows(self, *, on_broken: Callable[[BrokenLine], None]) -> Iterator[tuple[int, list[Cell]]]:
        """Yield each row with the number of its first line, every one as long as the header.

        Empty lines, repeated headers and totals are left out and counted in `notes`; a row with too few cells is
        filled up with empty ones.

        Raises:
            CannotRead: the packed file breaks off.
        """
        self.notes = ReadingNotes()
        try:
            with self._source.open() as file, _text(file, self._encoding) as stream:
                yield from self._rows(stream, on_broken)
        except READ_ERRORS as error:
            raise self._source.damaged() from error

    def _rows(self, stream: TextIO, on_broken: Callable[[BrokenLine], None]) -> Iterator[tuple[int, list[Cell]]]:
        skip, first_line, notes = self._skip_columns, self._first_line, self.notes
        header, width = self._header_cells, len(self.facts.headers) + skip
        header_start = header[0] if header else None
        for line, cells in _records(stream, self._delimiter, width, notes, on_broken, first_line):
            if len(cells) != width:
                if not any(cell.strip() for cell in cells):
                    continue
                _fit(cells, width)
                if len(cells) != width:
                    on_broken(_too_many(line, cells, width))
                    continue
                notes.add("Lines with too few cells were filled up with empty ones", line)
            if cells[skip] == "" or cells[skip].isspace():
                if not any(cell.strip() for cell in cells):
                    continue
            elif cells[0] == header_start and cells == header[:width]:
                notes.add("Repeated column names were left out", line)
                continue
            if "" in cells and is_total_line(cells[skip:], width - skip):
                notes.add("Totals and end marks were left out", line)
                continue
            yield line, cells[skip:] if skip else cells  # type: ignore[misc]  # every str is a Cell

    def sample(self, size: int = 2000) -> list[list[Cell]]:
        """Return some rows from all over the file; cheap for a plain file, one reading of a packed one."""
        if self._source.packing is not Packing.NONE or self._source.unpacked_bytes < 4 * _HEAD:
            return evenly((cells for _, cells in self.rows(on_broken=_ignored)), size)
        if self._encoding.codec.startswith(("utf-16", "utf-32")):
            # A window may begin in the middle of a character.
            return evenly((cells for _, cells in self.rows(on_broken=_ignored)), size)
        rows = [cells for _, cells in islice(self.rows(on_broken=_ignored), size // 2)]
        with self._source.open() as file:
            for window in _windows(file, self._source.unpacked_bytes):
                stream = io.StringIO(_decoded(window, self._encoding), newline="")
                rows += [cells for _, cells in islice(self._window_rows(stream), size // _WINDOWS)]
        return rows

    def _window_rows(self, stream: TextIO) -> Iterator[tuple[int, list[Cell]]]:
        width = len(self.facts.headers) + self._skip_columns
        for line, cells in _records(stream, self._delimiter, width, ReadingNotes()):
            # A window may begin inside a quoted remark: only rows of the right width are believed.
            if len(cells) == width and any(cells):
                yield line, cells[self._skip_columns :]  # type: ignore[misc]


def _ignored(broken: BrokenLine) -> None:
    """A sample needs no broken lines; `rows` will name them."""


def _windows(file: BinaryIO, size: int) -> Iterator[bytes]:
    step = max(_WINDOW, size // _WINDOWS)
    for start in range(step, size, step):
        file.seek(start, os.SEEK_SET)
        window = file.read(_WINDOW)
        yield window[window.find(b"\n") + 1 : window.rfind(b"\n") + 1]


def _decoded(data: bytes, encoding: Encoding) -> str:
    with _text(io.BytesIO(data), encoding) as stream:
        return "".join(_cleaned(stream, ReadingNotes()))


def _text(file: BinaryIO, encoding: Encoding) -> io.TextIOWrapper:
    return io.TextIOWrapper(file, encoding=encoding.codec, errors=encoding.errors, newline="")


def _whole_lines(head: bytes) -> bytes:
    return head[: head.rfind(b"\n") + 1] or head if len(head) == _HEAD else head


def _cleaned(stream: TextIO, notes: ReadingNotes) -> Iterator[str]:
    """Yield the lines without zero bytes and end-of-file marks, with strays read as Windows-1252."""
    for number, line in enumerate(iter(partial(stream.readline, _SIGNS_OF_A_LINE), ""), 1):
        if line.isascii() and "\0" not in line and "\x1a" not in line:
            yield line
            continue
        whole = line
        if "\0" in whole:
            notes.add("Zero bytes were taken out", number)
            whole = whole.replace("\0", "")
        if whole.strip() == "\x1a":
            # How DOS programs end a file.
            whole = ""
        if STRAY.search(whole):
            notes.add("Signs that don't fit the file's encoding were read as Windows-1252", number)
            whole = STRAY.sub(_windows_sign, whole)
        yield whole


def _windows_sign(stray: re.Match[str]) -> str:
    byte = bytes((ord(stray[0]) - 0xDC00,))
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:
        return byte.decode("latin-1")


class _UnclosedQuote(Exception):
    """A record takes more lines than any remark."""


def _records(  # noqa: C901 - one loop over every line of the file; calls would double its time
    stream: TextIO,
    delimiter: Delimiter,
    width: int,
    notes: ReadingNotes,
    on_broken: Callable[[BrokenLine], None] = _ignored,
    first_line: int = 1,
) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of every record from `first_line` on; those cut wrongly by quotes are reported.

    `width` 0 means that it is not known yet: then nothing is doubted.
    """
    lines = _cleaned(stream, notes)
    held: list[str] = []

    def feed() -> Iterator[str]:
        for line in lines:
            held.append(line)
            if len(held) > _LINES_OF_A_CELL:
                raise _UnclosedQuote
            yield line

    reader = delimiter.records(feed())
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _UnclosedQuote):
            is_broken = True
        else:
            is_broken = len(held) > 1 and width > 0 and _is_cut_wrongly(cells, held, delimiter, width)
        if line >= first_line:
            if is_broken:
                on_broken(BrokenLine(line, [*_plain_cells(held[0], delimiter)], _UNCLOSED, _CLOSE_IT))
            elif "'" in held[0] or (len(held) > 1 and any("'" in each for each in held)):
                yield line, [undone(cell) for cell in cells]
            else:
                yield line, cells
        if is_broken:
            # Only the first line is lost: the reader begins again with the second.
            lines = chain(held[1:], lines)
            line += 1
            held = []
            reader = delimiter.records(feed())
        else:
            line += len(held)
            held.clear()


def _is_cut_wrongly(cells: list[str], held: list[str], delimiter: Delimiter, width: int) -> bool:
    """Did a quotation mark swallow whole rows? Then the record, or a line inside it, has an odd number of cells."""
    if len(cells) != width:
        return any(len(_plain_cells(each, delimiter)) == width for each in held)
    # Not the first or last line, nor one that ends a cell and begins another: swallowed rows have no lone mark.
    inner = [each for each in held[1:-1] if '"' not in each.replace('""', "")]
    return width >= _TELLING_WIDTH and any(len(_plain_cells(each, delimiter)) == width for each in inner)


def _plain_cells(line: str, delimiter: Delimiter) -> list[str]:
    return line.rstrip("\r\n").split(delimiter.sign)


def _is_separator_line(cells: list[str]) -> bool:
    return bool(cells) and cells[0].lower().startswith("sep=") and not any(cells[1:])


def _fit(cells: list[str], width: int) -> None:
    """Fill up a short row; take empty cells off a long one."""
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    cells.extend([""] * (width - len(cells)))


def _too_many(line: int, cells: list[str], width: int) -> BrokenLine:
    return BrokenLine(
        line,
        [*cells],
        f"This line has {len(cells)} cells, the column names are {width}.",
        "Look for a delimiter inside a cell and put that cell in quotation marks.",
    )
