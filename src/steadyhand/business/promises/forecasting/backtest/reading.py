"""From a file to cases: what is in it, what was left out and why, line by line."""

import csv
import gzip
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import numpy as np

from steadyhand.business.promises.forecasting.backtest.moments import ISO, NotRead, moment_of, way_of
from steadyhand.business.promises.forecasting.cases import Floats, History, Value, wall_hours

# Fewer cases than this make no history to learn from and one to be judged by.
FEWEST = 20
_LINES_NAMED = 5
_DAY = 24.0
# Words for "nothing here".
EMPTY = frozenset({"", "na", "n/a", "nan", "null", "none", "nat", "?", "-"})
# A segment has so many values at most, and so many cases each on average, to be worth judging by itself.
MOST_SEGMENTS, FEWEST_OF_A_SEGMENT = 200, 30


class CannotRead(ValueError):
    """The file can't be replayed; the message says what is wrong, and the way out."""


@dataclass(frozen=True, slots=True)
class Named:
    """Which column holds what."""

    opened: str
    closed: str
    features: tuple[str, ...] = ()
    segment: str = ""
    given: str = ""


@dataclass(slots=True)
class LeftOut:
    """Lines that were left out, by reason, with the first few line numbers."""

    lines: dict[str, list[int]] = field(default_factory=dict)

    def note(self, why: str, line: int) -> None:
        """Count a line."""
        self.lines.setdefault(why, []).append(line)

    def said(self) -> list[str]:
        """Return a sentence for each reason."""
        return [
            f"{len(lines):,} left out: {why} (line{'' if len(lines) == 1 else 's'} "
            f"{', '.join(str(line) for line in lines[:_LINES_NAMED])}{' …' if len(lines) > _LINES_NAMED else ''})"
            for why, lines in self.lines.items()
        ]


@dataclass(frozen=True, slots=True)
class Log:
    """A file as cases, in the order of opening; `given` is the company's own promise in hours, nan where none."""

    history: History
    given: Floats
    segment: str
    features: tuple[str, ...]
    notes: tuple[str, ...]


def read_log(path: Path, named: Named) -> Log:
    """Return the cases of a CSV file, which may be gzipped.

    Raises:
        CannotRead: the file, a column or enough cases are missing.
    """
    header, rows = _rows(path)
    wanted = [named.opened, named.closed, *named.features, *filter(None, (named.segment, named.given))]
    for column in wanted:
        if column not in header:
            raise CannotRead(f"{path.name} has no column {column!r}. It has: {', '.join(header)}.")
    for column in (*named.features, named.segment):
        if column and column in {named.opened, named.closed, named.given}:
            raise CannotRead(f"{column!r} says when a case is opened, closed or promised: it can't be a feature too.")
    return _log(header, rows, named, path)


def _rows(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        with _opened(path) as file:
            sample = file.read(65_536)
            file.seek(0)
            try:
                dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(sample, delimiters=",;\t|")
            except csv.Error:
                dialect = csv.excel
            reader = csv.reader(file, delimiter=dialect.delimiter)
            header = [each.strip() for each in next(reader, [])]
            rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error, EOFError) as problem:
        raise CannotRead(f"{path} can't be read ({problem}): give a CSV file in UTF-8, gzipped or not.") from problem
    if not header or not rows:
        raise CannotRead(f"{path.name} is empty: its first line must name the columns.")
    return header, rows


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _log(header: list[str], rows: list[tuple[int, list[str]]], named: Named, path: Path) -> Log:
    place = {name: number for number, name in enumerate(header)}
    out = LeftOut()
    whole = [(line, row) for line, row in rows if _is_whole(row, header, line, out)]
    texts = {
        name: [row[place[name]].strip() for _, row in whole]
        for name in (named.opened, named.closed, named.given)
        if name
    }
    ways = {name: way_of([each for each in told if not _is_empty(each)]) for name, told in texts.items()}
    kept: list[tuple[float, float, float, list[str]]] = []
    seen: set[tuple[str, ...]] = set()
    for number, (line, row) in enumerate(whole):
        if tuple(row) in seen:
            out.note("it is the same as an earlier line", line)
            continue
        seen.add(tuple(row))
        found = _moments({name: told[number] for name, told in texts.items()}, ways, named, line, out)
        if found is not None:
            kept.append((*found, row))
    if len(kept) < FEWEST:
        raise CannotRead(
            f"{path.name} has {len(kept)} cases that can be used, {FEWEST} is the fewest. {' '.join(out.said())}"
        )
    kept.sort(key=lambda each: each[0])
    return _assembled(kept, place, named, out, is_dated=_is_dated(texts.get(named.given, [])))


def _is_whole(row: list[str], header: Sequence[str], line: int, out: LeftOut) -> bool:
    if not any(cell.strip() for cell in row):
        return False
    if len(row) != len(header):
        out.note(f"it doesn't have {len(header)} cells", line)
        return False
    return True


def _moments(
    told: Mapping[str, str], ways: Mapping[str, str], named: Named, line: int, out: LeftOut
) -> tuple[float, float, float] | None:
    """Return when a line was opened, closed (infinite: still open) and promised (nan: not), or None."""
    if _is_empty(told[named.opened]):
        out.note(f"{named.opened!r} is empty", line)
        return None
    found = {}
    for name in (named.opened, named.closed, named.given):
        if not name:
            continue
        try:
            text = told[name]
            found[name] = np.inf if _is_empty(text) else wall_hours(moment_of(text, ways[name]))
        except NotRead:
            if name == named.given:
                found[name] = np.inf
                continue
            out.note(f"{name!r} is no date ({told[name]!r} for one), written as {ways[name]}", line)
            return None
    if found[named.closed] < found[named.opened]:
        out.note("it closed before it was opened", line)
        return None
    given = found.get(named.given, np.inf)
    return found[named.opened], found[named.closed], given if np.isfinite(given) else np.nan


def _assembled(
    kept: list[tuple[float, float, float, list[str]]], place: Mapping[str, int], named: Named, out: LeftOut,
    *, is_dated: bool,
) -> Log:  # fmt: skip
    opened, ended, given = (np.array([each[number] for each in kept], dtype=np.float64) for number in range(3))
    notes = out.said()
    columns = {
        name: [each[3][place[name]].strip() for each in kept] for name in {*named.features, named.segment} if name
    }
    values = {name: _values(told) for name, told in columns.items()}
    segment = named.segment or _natural_segment({name: columns[name] for name in named.features}, values)
    features = tuple(name for name in named.features if name != segment)
    # A promise that is a date is kept until that day is over.
    late = _DAY if is_dated else 0.0
    last = float(max(opened[-1], ended[np.isfinite(ended)].max(initial=opened[-1])))
    unended = np.where(np.isfinite(ended), ended, np.inf)
    hours = np.where(np.isfinite(ended), ended - opened, last - opened)
    history = History(
        opened=opened,
        ended=unended,
        hours=hours,
        closed=np.isfinite(ended),
        segments=tuple(columns[segment]) if segment else ("",) * len(kept),
        features=tuple({name: values[name][number] for name in features} for number in range(len(kept))),
        keys=tuple(str(number) for number in range(len(kept))),
        now=last,
    )
    return Log(history, given + late - opened, segment, features, tuple(notes))


def _values(told: Sequence[str]) -> list[Value]:
    """Return numbers where all that is there are numbers, texts otherwise; None where nothing is."""
    try:
        return [None if _is_empty(each) else float(each) for each in told]
    except ValueError:
        return [None if _is_empty(each) else each for each in told]


def _natural_segment(columns: Mapping[str, Sequence[str]], values: Mapping[str, Sequence[Value]]) -> str:
    """Return the text feature with most values that still have enough cases each; "" if there is none."""
    fit = []
    for name, told in columns.items():
        count = len(Counter(told))
        is_text = any(isinstance(each, str) for each in values[name])
        if is_text and 1 < count <= min(MOST_SEGMENTS, len(told) / FEWEST_OF_A_SEGMENT):
            fit.append((count, name))
    return max(fit)[1] if fit else ""


def _is_dated(texts: Sequence[str]) -> bool:
    told = [each for each in texts if not _is_empty(each)]
    way = way_of(told)
    read = []
    for each in told[:1000]:
        try:
            read.append(moment_of(each, way))
        except NotRead:
            continue
    return bool(read) and way in {ISO, way} and all(not (each.hour or each.minute or each.second) for each in read)


def _is_empty(text: str) -> bool:
    return text.strip().lower() in EMPTY
