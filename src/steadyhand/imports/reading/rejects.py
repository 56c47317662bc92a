"""What was not taken, why, and what to do: a file with the same columns, to mend and feed in again."""

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from steadyhand.imports.reading.files.facts import Cell, FileFacts
from steadyhand.imports.reading.files.header_line import REJECT_COLUMNS
from steadyhand.imports.reading.writing import RowWriter, writer_for


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """One reason why a row was not taken; `column` is empty where the whole line is broken."""

    file: str
    line: int
    column: str
    value: str
    reason: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class RejectedLine:
    """A line as it stood in the file, with every reason against it."""

    line: int
    cells: list[Cell]
    reasons: tuple[RejectedRow, ...]


class RejectsFile:
    """Writes rejected lines with the source's columns, reasons in front; the reader skips those when it returns.

    A workbook comes back as a workbook, anything else as CSV with the source's delimiter.
    """

    def __init__(self, path: Path, facts: FileFacts) -> None:
        self.path = path.with_suffix(".xlsx" if facts.format == "workbook" else ".csv")
        self._width = len(facts.headers)
        self._writer: RowWriter = writer_for(
            self.path, (*REJECT_COLUMNS, *facts.headers), delimiter=facts.delimiter or ","
        )

    def add(self, rejected: RejectedLine) -> None:
        """Write one line; cells beyond the header are put into its last column, so that nothing gets lost."""
        reasons = " ".join(dict.fromkeys(_reason(each) for each in rejected.reasons))
        advice = " ".join(dict.fromkeys(each.what_to_do for each in rejected.reasons))
        self._writer.write((reasons, advice, *_fitted(rejected.cells, self._width)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.__exit__(kind, error, trace)


def _reason(rejected: RejectedRow) -> str:
    return f"{rejected.column}: {rejected.reason}" if rejected.column else rejected.reason


def _fitted(cells: list[Cell], width: int) -> list[Cell]:
    if len(cells) <= width:
        return [*cells, *[""] * (width - len(cells))]
    return [*cells[: width - 1], " | ".join(map(str, cells[width - 1 :]))]
