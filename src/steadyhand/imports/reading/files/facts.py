"""What did we find out about a file before reading its rows?"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | int | float | date | datetime | time | timedelta
"""Delimited files give text; workbooks also numbers, dates and times. Truth values arrive as "TRUE" and "FALSE"."""


class CannotRead(Exception):
    """The file can't be read at all; the message says what it is and what to do."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the reader assumed about a file, to be shown before anything is imported.

    `header_line` is 0 where the file has no header; its columns are then called "Column 1", "Column 2" …
    `rows_guessed` comes from the size and the first lines; it is for a progress bar only.
    """

    name: str
    format: str  # "delimited" or "workbook"
    headers: tuple[str, ...]
    header_line: int
    rows_guessed: int
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A line whose cells can't be told apart. `cells` are what could be made out, for the rejects file."""

    line: int
    cells: list[Cell]
    reason: str
    what_to_do: str


@dataclass(slots=True)
class ReadingNotes:
    """What happened while reading: lines left out and cells repaired, counted; the first few lines named."""

    counts: Counter[str] = field(default_factory=Counter)
    first_lines: dict[str, int] = field(default_factory=dict)

    def add(self, what: str, line: int) -> None:
        self.counts[what] += 1
        self.first_lines.setdefault(what, line)

    def sentences(self) -> list[str]:
        """Return one sentence a kind of event: "3 total lines were left out, the first is line 1042."."""
        return [
            f"{what}: {count} {'line' if count == 1 else 'lines'}, the first is line {self.first_lines[what]}."
            for what, count in self.counts.items()
        ]
