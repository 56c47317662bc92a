"""From CSV files to calls and parts: docs/reference/stock has the columns and an example."""

import csv
import gzip
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from steadyhand.business.stock.kits.cases import Call, CatalogPart, Done

CALL_COLUMNS = (
    "call", "taken", "closed", "machine", "model", "family", "type", "problem", "errors", "text", "meter", "parts",
    "cause", "correction",
)  # fmt: skip
NEEDED_OF_CALLS = ("call", "taken", "closed", "machine", "model", "parts")
PART_COLUMNS = ("number", "name", "family", "life_pages")
NEEDED_OF_PARTS = ("number", "name")
TYPES = frozenset({
    "corrective", "phone_fix", "preventive", "install", "pickup_move", "network", "supplies", "training", "shop",
    "courtesy",
})  # fmt: skip
DAY_SECONDS = 86_400.0
_NAMED = 5
_MOST_PAGES = 1e10


class CannotRead(ValueError):
    """A file can't be used; the message says which line, which value, and the way out."""


@dataclass(frozen=True, slots=True)
class Calls:
    """A file's calls in the order in which they were taken: those that are over, and those still open."""

    done: tuple[Done, ...]
    still_open: tuple[Call, ...]


@dataclass(slots=True)
class _Faults:
    """What is wrong with a file, all of it, told at once."""

    path: Path
    found: list[str] = field(default_factory=list)

    def note(self, line: int, what: str) -> None:
        self.found.append(f"{self.path.name}, line {line}: {what}")

    def end(self) -> None:
        if self.found:
            more = f"\n… and {len(self.found) - _NAMED:,} more." if len(self.found) > _NAMED else ""
            raise CannotRead("\n".join(self.found[:_NAMED]) + more)


def read_calls(path: Path) -> Calls:
    """Return a file's calls; one without a day of closing is still open.

    Raises:
        CannotRead: with every fault's line, value and the way out.
    """
    faults = _Faults(path)
    done: list[Done] = []
    still_open: list[Call] = []
    seen: dict[str, int] = {}
    for line, row in _rows(path, CALL_COLUMNS, NEEDED_OF_CALLS):
        if row["call"] in seen:
            faults.note(
                line, f"call {row['call']!r} stands in line {seen[row['call']]} already: leave one of them out."
            )
            continue
        seen[row["call"]] = line
        call = _call(row, line, faults)
        if call is None:
            continue
        if not row["closed"]:
            if row["parts"]:
                faults.note(
                    line,
                    f"parts are {row['parts']!r} but closed is empty: give the day, or no parts while it is open.",
                )
            still_open.append(call)
            continue
        closed = _day(row["closed"], "closed", line, faults)
        if closed is None:
            continue
        if closed < call.taken_day:
            faults.note(line, f"closed {row['closed']!r} lies before taken {row['taken']!r}: put the two right.")
            continue
        done.append(
            Done(
                call=call,
                closed_day=closed,
                parts=tuple(dict.fromkeys(_several(row["parts"]))),
                cause=row["cause"],
                correction=row["correction"],
            )
        )
    faults.end()
    return Calls(
        tuple(sorted(done, key=lambda each: each.call.taken_day)),
        tuple(sorted(still_open, key=lambda each: each.taken_day)),
    )


def read_parts(path: Path) -> list[CatalogPart]:
    """Return a file's parts.

    Raises:
        CannotRead: with every fault's line, value and the way out.
    """
    faults = _Faults(path)
    parts: dict[str, CatalogPart] = {}
    for line, row in _rows(path, PART_COLUMNS, NEEDED_OF_PARTS):
        if not row["number"] or not row["name"]:
            faults.note(line, f"{'number' if not row['number'] else 'name'} is empty: each part has both.")
            continue
        if row["number"] in parts:
            faults.note(line, f"part {row['number']!r} stands in the file already: leave one of them out.")
            continue
        life = _pages(row["life_pages"], "life_pages", line, faults)
        parts[row["number"]] = CatalogPart(
            number=row["number"], name=row["name"], family=row["family"], life_pages=life or None
        )
    faults.end()
    return list(parts.values())


def _call(row: Mapping[str, str], line: int, faults: _Faults) -> Call | None:
    before = len(faults.found)
    if not row["call"]:
        faults.note(line, "call is empty: each call has a number of its own.")
    if not row["model"]:
        faults.note(line, "model is empty: a call without a model can't be foretold; leave the line out.")
    call_type = row["type"].lower().replace(" ", "_") or "corrective"
    if call_type not in TYPES:
        faults.note(line, f"type {row['type']!r} is none of {', '.join(sorted(TYPES))}.")
    taken = _day(row["taken"], "taken", line, faults)
    meter = _pages(row["meter"], "meter", line, faults)
    if taken is None or len(faults.found) > before:
        return None
    return Call(
        key=row["call"],
        taken_day=taken,
        machine=row["machine"],
        model=row["model"],
        family=row["family"],
        call_type=call_type,
        problem=row["problem"],
        errors=tuple(_several(row["errors"])),
        text=row["text"],
        meter=meter,
    )


def _several(cell: str) -> list[str]:
    return [each.strip() for each in cell.split("|") if each.strip()]


def _day(cell: str, column: str, line: int, faults: _Faults) -> float | None:
    try:
        moment = datetime.fromisoformat(cell)
    except ValueError:
        what = f"{column} {cell!r} is no date: write it as 2026-11-29 or 2026-11-29T14:05."
        faults.note(line, what if cell else f"{column} is empty: write a date as 2026-11-29 or 2026-11-29T14:05.")
        return None
    # A moment without a zone is by the clock on the wall: days between calls are all that counts.
    return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() / DAY_SECONDS


def _pages(cell: str, column: str, line: int, faults: _Faults) -> float | None:
    if not cell:
        return None
    try:
        pages = float(cell.replace(",", ""))
    except ValueError:
        pages = -1.0
    if not 0 <= pages < _MOST_PAGES:
        faults.note(line, f"{column} {cell!r} is no number of pages: write digits only, or leave it empty.")
        return None
    return pages


def _rows(path: Path, known: Sequence[str], needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with _opened(path) as file:
            sample = file.read(65_536)
            file.seek(0)
            try:
                delimiter = csv.Sniffer().sniff(sample.partition("\n")[0], delimiters=",;\t").delimiter
            except csv.Error:
                delimiter = ","
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            header = [each.strip().lower() for each in next(reader, [])]
            _check_header(path, header, known, needed)
            for row in reader:
                if not any(cell.strip() for cell in row):
                    continue
                if len(row) != len(header):
                    raise CannotRead(
                        f"{path.name}, line {reader.line_num}: {len(row)} cells, the first line has {len(header)}: put "
                        "a text with a separator in it into quotation marks."
                    )
                cells = dict(zip(header, (cell.strip() for cell in row), strict=True))
                yield reader.line_num, {name: cells.get(name, "") for name in known}
    except (OSError, UnicodeDecodeError, csv.Error, EOFError) as problem:
        raise CannotRead(f"{path} can't be read ({problem}): give a CSV file in UTF-8, gzipped or not.") from problem


def _check_header(path: Path, header: Sequence[str], known: Sequence[str], needed: Sequence[str]) -> None:
    if not header:
        raise CannotRead(f"{path.name} is empty: its first line must name the columns, {', '.join(known)}.")
    missing = [name for name in needed if name not in header]
    if missing:
        raise CannotRead(
            f"{path.name}, line 1: there is no column {missing[0]!r}. It has {', '.join(header)}; needed are "
            f"{', '.join(needed)}."
        )
    strange = [name for name in header if name not in known]
    if strange:
        raise CannotRead(
            f"{path.name}, line 1: column {strange[0]!r} isn't known: leave it out, or name it one of "
            f"{', '.join(known)}."
        )
    if len(set(header)) < len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise CannotRead(f"{path.name}, line 1: column {twice!r} stands there twice: leave one of them out.")


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")
