"""A dealership's own tables: parts, trucks, past calls and levels as CSV. docs/reference/stock tells the columns.

Which table a file holds is told by its columns. Whatever can't be is an error that names the file, the line, the
column, the value and the way out; nothing is taken in part.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from math import inf, isfinite
from pathlib import Path
from typing import Protocol

from steadyhand.business.stock.levels.fleet import Fleet, History, Part, Past, Truck

_MOST_OF_A_CALL = 99
_YES, _NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0", "")


class _Reader(Protocol):
    """What `csv.reader` returns; it counts lines in the file, within quotes too."""

    line_num: int

    def __iter__(self) -> "_Reader": ...
    def __next__(self) -> list[str]: ...


class BadTable(ValueError):
    """A table can't be read; the message names the file, the line, the value and the way out."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of table: what its columns are; the first ones must be there."""

    name: str
    needed: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return self.needed + self.others


CALLS = _Kind("calls", ("call", "truck", "date"), ("model", "part", "quantity", "could_wait"))
LEVELS = _Kind("levels", ("place", "part", "level"))
PARTS = _Kind("parts", ("part", "cost"), ("name", "weight_kg", "volume_l", "units_a_slot", "lead_days"))
TRUCKS = _Kind("trucks", ("truck",), ("name", "branch", "restock_days", "budget", "weight_kg", "volume_l", "slots"))
KINDS = (CALLS, LEVELS, PARTS, TRUCKS)


@dataclass(slots=True)
class Row:
    """One line of a table; `places` says in which cell a column is."""

    file: str
    line: int
    places: Mapping[str, int]
    cells: list[str]

    def text(self, column: str) -> str:
        place = self.places.get(column)
        return "" if place is None else self.cells[place].strip()

    def needed(self, column: str) -> str:
        if value := self.text(column):
            return value
        raise self.wrong(column, "stands empty", "every line needs it")

    def wrong(self, column: str, what: str, way_out: str) -> BadTable:
        return BadTable(f"{self.file}, line {self.line}, {column} {self.text(column)!r} {what}: {way_out}.")

    def number(self, column: str, *, default: float, least: float = 0.0) -> float:
        said = self.text(column)
        if not said:
            return default
        try:
            value = float(said)
        except ValueError:
            value = float("nan")
        if not isfinite(value):
            raise self.wrong(column, "is no number", "write it as in 1250 or 12.50, without a currency or thousands")
        if value < least:
            raise self.wrong(column, f"is less than {least:g}", f"give {least:g} or more, or leave it empty")
        return value

    def whole(self, column: str, *, default: int, least: int = 0, most: int = 1_000_000) -> int:
        said = self.text(column)
        if said.isdecimal() and least <= int(said) <= most:
            return int(said)
        value = self.number(column, default=default, least=least)
        if value != int(value) or value > most:
            raise self.wrong(column, "can't be", f"give a whole number from {least} to {most:,}")
        return int(value)

    def yes(self, column: str) -> bool:
        said = self.text(column).casefold()
        if said in _YES:
            return True
        if said in _NO:
            return False
        raise self.wrong(column, "is neither yes nor no", "write yes, or leave it empty")

    def day(self, column: str) -> int:
        """Return a day as `date.toordinal`."""
        said = self.needed(column)
        day = _day(said[:10])
        if day is None:
            raise self.wrong(column, "is no day", "write it as in 2026-03-02")
        return day


@lru_cache(maxsize=20_000)
def _day(said: str) -> int | None:
    try:
        return date.fromisoformat(said).toordinal()
    except ValueError:
        return None


def read_fleet(files: Sequence[Path]) -> Fleet:
    """Return what tables say together: parts and calls are needed; trucks and levels if there are any.

    Raises:
        BadTable: something can't be read or is missing.
    """
    with ExitStack() as opened:
        tables: dict[str, list[Iterator[Row]]] = {kind.name: [] for kind in KINDS}
        for path in files:
            kind, lines = _open(path, opened)
            tables[kind.name].append(lines)
        for needed in (PARTS, CALLS):
            if not tables[needed.name]:
                raise BadTable(
                    f"No file with {needed.name} is given: its first line has the columns {', '.join(needed.needed)}; "
                    "docs/reference/stock has an example."
                )
        parts = _parts(chain(*tables["parts"]))
        trucks = _trucks(chain(*tables["trucks"]))
        history = _calls(chain(*tables["calls"]), parts, trucks)
        levels = list(chain(*tables["levels"]))
    if not history.calls:
        raise BadTable("The file with calls has no line beneath its columns: give at least a few months of calls.")
    if not trucks:
        trucks = {ref: Truck(ref=ref) for ref in history.trucks}
    elif history.call_truck.min() >= len(trucks):
        raise BadTable(
            f"None of the trucks {', '.join(sorted(trucks)[:3])} … has a call: use the same names in both files."
        )
    now, at_branch = _levels(levels, parts, trucks)
    return Fleet(
        parts=tuple(parts.values()),
        trucks=tuple(trucks.values()),
        history=history,
        now=now,
        at_branch=at_branch,
    )


def _open(path: Path, opened: ExitStack) -> tuple[_Kind, Iterator[Row]]:
    """Return which table a file holds, and its lines as they are read; `opened` closes it."""
    try:
        file = opened.enter_context(path.open(encoding="utf-8-sig", newline=""))
    except OSError as problem:
        raise BadTable(f"{path} can't be opened ({problem.strerror}): name a file that is there.") from problem
    lines = csv.reader(file, strict=True)
    name = path.name
    try:
        header = [each.strip().casefold() for each in next(lines, [])]
    except (UnicodeDecodeError, csv.Error) as problem:
        raise BadTable(f"{name} is no CSV in UTF-8 ({problem}): save it as such.") from problem
    kind = next((each for each in KINDS if set(each.needed) <= set(header)), None)
    if kind is None:
        known = "; ".join(f"{each.name}: {', '.join(each.needed)}" for each in KINDS)
        raise BadTable(
            f"{name}, line 1: the columns {', '.join(header) or '(none)'} are of no table that is known. Needed are "
            f"for {known}."
        )
    for column in header:
        if column not in kind.columns:
            raise BadTable(
                f"{name}, line 1, column {column!r} isn't known for {kind.name}: take it out, or use one of "
                f"{', '.join(kind.columns)}."
            )
        if header.count(column) > 1:
            raise BadTable(f"{name}, line 1, column {column!r} stands there twice: take one out.")
    return kind, _rows(name, header, lines)


def _rows(name: str, header: list[str], lines: "_Reader") -> Iterator[Row]:
    places = {column: place for place, column in enumerate(header)}
    try:
        for cells in lines:
            if not any(cells):
                continue
            if len(cells) != len(header):
                told = f"{name}, line {lines.line_num} has {len(cells)} cells where {len(header)} columns are"
                raise BadTable(f"{told}: put quotes around what has a comma in it.")
            yield Row(name, lines.line_num, places, cells)
    except (UnicodeDecodeError, csv.Error) as problem:
        raise BadTable(f"{name} is no CSV in UTF-8 ({problem}): save it as such.") from problem


def _parts(rows: Iterable[Row]) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    for row in rows:
        ref = row.needed("part")
        if ref in parts:
            raise row.wrong("part", "stands there twice", "leave one line for each part")
        row.needed("cost")
        parts[ref] = Part(
            ref=ref,
            name=row.text("name"),
            cost_cents=round(row.number("cost", default=0.0) * 100),
            weight_g=row.number("weight_kg", default=0.0) * 1000,
            volume_ml=row.number("volume_l", default=0.0) * 1000,
            a_slot=row.whole("units_a_slot", default=1, least=1),
            lead_days=row.number("lead_days", default=0.0),
        )
    return parts


def _trucks(rows: Iterable[Row]) -> dict[str, Truck]:
    trucks: dict[str, Truck] = {}
    for row in rows:
        ref = row.needed("truck")
        if ref in trucks:
            raise row.wrong("truck", "stands there twice", "leave one line for each truck")
        trucks[ref] = Truck(
            ref=ref,
            name=row.text("name"),
            branch=row.text("branch"),
            restock_days=row.number("restock_days", default=5.0, least=0.1),
            most_cents=row.number("budget", default=inf) * 100,
            most_weight_g=row.number("weight_kg", default=inf) * 1000,
            most_volume_ml=row.number("volume_l", default=inf) * 1000,
            most_slots=row.number("slots", default=inf),
        )
    return trucks


def _calls(rows: Iterable[Row], parts: Mapping[str, Part], trucks: Iterable[str]) -> History:
    """Return past calls, each from its lines: one a part, together or apart; a call without a part has one line."""
    past = Past(trucks=trucks, parts=parts)
    calls: dict[str, tuple[int, tuple[str, int, str]]] = {}
    for row in rows:
        ref = row.needed("call")
        said = (row.needed("truck"), row.day("date"), row.text("model"))
        known = calls.get(ref)
        if known is None:
            known = calls[ref] = (past.call(*said), said)
        elif known[1] != said:
            raise row.wrong("call", "has lines that differ in truck, date or model", "make them agree")
        part = row.text("part")
        quantity = row.whole("quantity", default=1, least=1, most=_MOST_OF_A_CALL)
        could_wait = row.yes("could_wait")
        if part:
            if part not in parts:
                raise row.wrong("part", "stands in no file with parts", "add it there with its cost, or mend its name")
            past.line(known[0], part, quantity, could_wait=could_wait)
    return past.history()


def _levels(
    rows: Iterable[Row], parts: Mapping[str, Part], trucks: Mapping[str, Truck]
) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
    """Return par levels on trucks and at branches."""
    branches = {truck.branch for truck in trucks.values() if truck.branch}
    now: dict[tuple[str, str], int] = {}
    at_branch: dict[tuple[str, str], int] = {}
    for row in rows:
        place, part = row.needed("place"), row.needed("part")
        if part not in parts:
            raise row.wrong("part", "stands in no file with parts", "add it there with its cost, or mend its name")
        if place in trucks:
            into = now
        elif place in branches:
            into = at_branch
        else:
            raise row.wrong("place", "is neither a truck nor a branch", "use a name that the file with trucks has")
        if (place, part) in into:
            raise row.wrong("part", f"stands twice for {place!r}", "leave one line for each place and part")
        row.needed("level")
        into[place, part] = row.whole("level", default=0)
    return now, at_branch
