"""Which messages are in a file? A text file is one message; a CSV has one in each row, in its column `text`."""

import csv
import io
import sys
from pathlib import Path

from steadyhand.commands.application import CannotDo

COLUMN = "text"
STANDARD_INPUT = "-"
_DELIMITERS = ",;\t"
# A message of a row may be long; Python's own bound is 128 kB.
_LONGEST_FIELD = 16_000_000


def messages_in(name: str) -> tuple[list[str], bool]:
    """Return the messages of a file (`-`: standard input) in their order, and whether it is a CSV.

    Raises:
        CannotDo: it can't be read, is no UTF-8, or is a CSV without a column `text`.
    """
    text = _decoded(_bytes_of(name), name)
    if name.lower().endswith(".csv"):
        return _in_rows(text, name), True
    if name == STANDARD_INPUT and _looks_like_csv(text):
        return _in_rows(text, name), True
    return [text], False


def _bytes_of(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    except OSError as problem:
        raise CannotDo(
            f"{name} can't be read ({problem.strerror}): name a text file, a CSV, or - for standard input."
        ) from problem


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise CannotDo(
            f"{_shown(name)} is no UTF-8 text (line {line}, byte {problem.start}): save it as UTF-8, or convert "
            "it with iconv -f WINDOWS-1252 -t UTF-8."
        ) from problem


def _looks_like_csv(text: str) -> bool:
    """Say whether what came without a name is a table: its first line names a column `text`, and rows follow."""
    first, _, rest = text.partition("\n")
    return COLUMN in _columns(first) and bool(rest.strip())


def _columns(first_line: str) -> list[str]:
    row = next(csv.reader([first_line.rstrip("\r")], delimiter=_delimiter(first_line)), [])
    return [cell.strip().casefold() for cell in row]


def _delimiter(first_line: str) -> str:
    return max(_DELIMITERS, key=first_line.count)


def _in_rows(text: str, name: str) -> list[str]:
    first = text.partition("\n")[0]
    columns = _columns(first)
    if COLUMN not in columns:
        there = ", ".join(f"“{column}”" for column in columns if column) or "no names at all"
        raise CannotDo(
            f"{_shown(name)} has no column “{COLUMN}”; its first line has {there}. Name one of them “{COLUMN}”."
        )
    place = columns.index(COLUMN)
    csv.field_size_limit(_LONGEST_FIELD)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(first))
    try:
        next(rows)
        if len(columns) == 1:
            # With one column only, a comma that nobody quoted is part of the message.
            return [_delimiter(first).join(row) for row in rows if row]
        # An empty line is no row; a row that is too short has an empty message, so that every row has its answer.
        return [row[place] if len(row) > place else "" for row in rows if row]
    except csv.Error as problem:
        raise CannotDo(f"{_shown(name)}, line {rows.line_num}: the CSV can't be read ({problem}).") from problem


def _shown(name: str) -> str:
    return "Standard input" if name == STANDARD_INPUT else name
