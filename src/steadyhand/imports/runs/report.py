"""What happened to each file, and why was a row not taken? For a person, a program, and to mend and feed in again."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from steadyhand.imports.kinds import EVERY_KIND
from steadyhand.imports.reading.files import BrokenLine, Table
from steadyhand.imports.reading.rejects import RejectedLine, RejectedRow, RejectsFile


@dataclass(slots=True)
class FileReport:
    """One file's numbers: lines read, and what became of them."""

    name: str
    kind: str
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    remarks: list[str] = field(default_factory=list)
    # Which column was read as which field, and which columns nobody wanted.
    columns: dict[str, str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    rejects_file: str = ""

    @property
    def kind_label(self) -> str:
        return EVERY_KIND[self.kind].label


@dataclass(slots=True)
class RunReport:
    """A whole run. `written` counts rows of the record by kind: one line may bring a call, its visit and a reading."""

    files: list[FileReport]
    written: dict[str, int]
    has_landed: bool = False
    # Why nothing landed although it should have.
    refused: str = ""
    seconds: float = 0.0
    landing_seconds: float = 0.0
    # Fields of which a person here and the file say different things: kept as they were, and listed.
    differing: int = 0

    @property
    def new(self) -> int:
        return sum(file.new for file in self.files)

    @property
    def changed(self) -> int:
        return sum(file.changed for file in self.files)

    @property
    def rejected(self) -> int:
        return sum(file.rejected for file in self.files)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"new": self.new, "changed": self.changed, "rejected": self.rejected}

    @classmethod
    def from_dict(cls, saved: dict[str, Any]) -> "RunReport":
        known = {name: saved[name] for name in ("written", "has_landed", "refused", "seconds", "landing_seconds")}
        known["differing"] = saved.get("differing", 0)
        return cls([FileReport(**each) for each in saved["files"]], **known)


class RejectedRows:
    """The rejected rows of one file, on disk: a wrong column can reject a million."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines = 0
        self._file = path.open("w", encoding="utf-8")

    def add(self, rejected: RejectedLine) -> None:
        self.lines += 1
        self._file.writelines(
            json.dumps(asdict(row), ensure_ascii=False, default=str) + "\n" for row in rejected.reasons
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def rejected_rows(path: Path, *, start: int = 0, most: int | None = None) -> Iterator[RejectedRow]:
    """Yield reasons as they were written, from the `start`th on."""
    with path.open(encoding="utf-8") as file:
        for place, line in enumerate(file):
            if place < start:
                continue
            if most is not None and place >= start + most:
                return
            yield RejectedRow(**json.loads(line))


def write_rejects(table: Table, rejected: Path, to: Path) -> Path:
    """Write the rejected lines as they stood in the file, the reasons in front; the file is read once more for it."""
    reasons = groupby(rejected_rows(rejected), key=attrgetter("line"))
    line_wanted, why = next(reasons)
    with RejectsFile(to, table.facts) as rejects:
        for line, cells in _all_lines(table):
            if line != line_wanted:
                continue
            rejects.add(RejectedLine(line, cells, tuple(why)))
            following = next(reasons, None)
            if following is None:
                break
            line_wanted, why = following
        return rejects.path


def _all_lines(table: Table) -> Iterator[tuple[int, list[Any]]]:
    """Yield good and broken lines in the order of the file."""
    broken: list[BrokenLine] = []
    for line, cells in table.rows(on_broken=broken.append):
        yield from ((each.line, each.cells) for each in broken)
        broken.clear()
        yield line, cells
    yield from ((each.line, each.cells) for each in broken)
