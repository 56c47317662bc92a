"""What lies where, from a file and into one: read, checked row by row, and written as counts of the ledger.

The ledger is only added to, so its lines can't arrive unseen as other rows do: a file of what lies where is a count of
each shelf that it names, by whoever brings it.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from steadyhand.business.machines.queries import part_numbered
from steadyhand.business.stock.actions.count_part import count_part
from steadyhand.business.stock.actions.name_bin import name_bin
from steadyhand.business.stock.ledger.rules import MOST_AT_ONCE, CannotMove
from steadyhand.business.stock.queries.shelves import PlaceRow, on_shelf, places
from steadyhand.imports.reading.escaping import escaped, undone
from steadyhand.shared.actor import Actor

COLUMNS = ("place", "part number", "quantity", "bin")
LONGEST_BIN = 40
# A dealership of five hundred trucks.
MOST_ROWS = 500_000


class CannotBring(Exception):
    """The file can't be read as what lies where; the message says why and the way out."""


@dataclass(frozen=True, slots=True)
class LyingRow:
    """A row that can be taken: so many of a part lie at a place, `was` by the ledger until now."""

    line: int
    place: PlaceRow
    part_id: UUID
    part_number: str
    quantity: int
    was: int
    bin: str


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that can't, with the reason and what to do."""

    line: int
    cells: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class StockFile:
    """What a file says, and what of it can't be so."""

    rows: tuple[LyingRow, ...]
    rejected: tuple[RejectedRow, ...]

    @property
    def changed(self) -> int:
        return sum(row.quantity != row.was for row in self.rows)


def read_stock(path: Path, *, by: Actor, now: datetime) -> StockFile:
    """Read a CSV file with the columns place, part number, quantity and, if known, bin; it changes nothing.

    Raises:
        CannotBring: it is no such file.
    """
    known = {place.name.casefold(): place for place in places(by)}
    lying = {
        (row.place_id, row.part_id): row.on_hand for place in known.values() for row in on_shelf(by, place.id, now=now)
    }
    rows: list[LyingRow] = []
    rejected: list[RejectedRow] = []
    parts: dict[str, UUID | None] = {}
    seen: dict[tuple[UUID, UUID], int] = {}
    for line, cells in _lines(path):
        name, number, count, shelf_bin = cells
        place = known.get(name.casefold())
        if number not in parts:
            found = part_numbered(by, number) if number else None
            parts[number] = found.id if found else None
        why = _wrong(place, name, parts[number], number, count, shelf_bin)
        part_id = parts[number]
        if why or place is None or part_id is None:
            rejected.append(RejectedRow(line, cells, why))
            continue
        if before := seen.get((place.id, part_id)):
            why = f"Line {before} says it already. Add the two up, or leave one out."
            rejected.append(RejectedRow(line, cells, why))
            continue
        seen[place.id, part_id] = line
        rows.append(LyingRow(line, place, part_id, number, int(count), lying.get((place.id, part_id), 0), shelf_bin))
    return StockFile(tuple(rows), tuple(rejected))


def _wrong(place: PlaceRow | None, name: str, part_id: UUID | None, number: str, count: str, shelf_bin: str) -> str:
    if place is None:
        return f"No open place is called “{name}”. Open it under Shelves and trucks, or bring places.csv first."
    if part_id is None:
        return f"No part of the catalogue has the number “{number}”. Bring parts.csv first."
    if not count.isdecimal() or int(count) > MOST_AT_ONCE:
        return f"“{count}” is no number of pieces. Write 0 to {MOST_AT_ONCE:,}."
    if len(shelf_bin) > LONGEST_BIN:
        return f"The bin has {len(shelf_bin)} letters. Write {LONGEST_BIN} at most."
    return ""


def _lines(path: Path) -> list[tuple[int, tuple[str, str, str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            head = {name.strip().casefold(): name for name in reader.fieldnames or () if name}
            missing = [name for name in COLUMNS[:3] if name not in head]
            if missing:
                raise CannotBring(f"{path.name} has no column {missing[0]!r}; it needs {', '.join(COLUMNS[:3])}.")
            found = []
            for row in reader:
                if len(found) >= MOST_ROWS:
                    raise CannotBring(f"{path.name} has more than {MOST_ROWS:,} rows; split it.")
                place, number, count, shelf_bin = (
                    undone((row.get(head.get(name, "")) or "").strip()) for name in COLUMNS
                )
                found.append((reader.line_num, (place, number, count, shelf_bin)))
            return found
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise CannotBring(f"{path.name} can't be read as CSV in UTF-8: {problem}.") from problem


@transaction.atomic
def land_stock(rows: Sequence[LyingRow], *, by: Actor, now: datetime) -> int:
    """Count each shelf as the file says, all of them or none; return at how many the ledger had something else.

    Raises:
        CannotBring: something has changed since it was read.
    """
    changed = 0
    try:
        for row in rows:
            why = "Brought in a file"
            changed += bool(
                count_part(by=by, place_id=row.place.id, part_id=row.part_id, found=row.quantity, why=why, now=now)
            )
            if row.bin:
                name_bin(by=by, place_id=row.place.id, part_id=row.part_id, bin_name=row.bin, now=now)
    except CannotMove as refused:
        raise CannotBring(f"Nothing was written: {refused} Read the file anew.") from refused
    return changed


def write_stock(path: Path, *, by: Actor, now: datetime) -> int:
    """Write what lies where, in the columns in which it comes in again; return how many shelves."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for place in places(by):
            for row in on_shelf(by, place.id, now=now):
                if row.on_hand < 0:
                    # A question can't be counted; whoever answers it counts there.
                    continue
                writer.writerow([escaped(place.name), escaped(row.part_number), row.on_hand, escaped(row.bin)])
                count += 1
    return count
