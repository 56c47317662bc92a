"""What does a log of somebody's own tell? A CSV file becomes cases; what can't be read is left out, and said why."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from steadyhand.business.promises.forecasting.cases import Case, Value

DAY = timedelta(days=1)
# A day without a time is over at its end.
END_OF_DAY = DAY - timedelta(minutes=1)
MOST_SAID = 20
# So many values decide in which way a column writes its times, and whether it holds numbers.
LOOKED_AT = 2000
# A column with fewer different numbers than this holds codes rather than amounts.
FEWEST_AMOUNTS = 15
MOST_BYTES_OF_A_FIELD = 1_000_000
_WAYS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
    "%m/%d/%Y",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%d-%m-%Y %H:%M:%S",
    "%d-%m-%Y %H:%M",
    "%d-%m-%Y",
    "%m/%d/%y %H:%M",
    "%m/%d/%y",
    "%d %b %Y %H:%M",
    "%d-%b-%Y %H:%M:%S",
    "%d-%b-%Y",
)
_EMPTY = frozenset({"", "?", "-", "na", "n/a", "nan", "nat", "null", "none", "#n/a"})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EXCEL = datetime(1899, 12, 30, tzinfo=UTC)
Reader = Callable[[str], datetime]


class CannotReadLog(ValueError):
    """No cases can be made of this file; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column is which. Without a segment the first of the features is what cases are told apart by."""

    opened: str
    closed: str
    given: str = ""
    segment: str = ""
    features: tuple[str, ...] = ()

    @property
    def told_apart_by(self) -> str:
        return self.segment or (self.features[0] if self.features else "")


@dataclass(frozen=True, slots=True)
class Log:
    """A log's cases in the order of their opening; `given` are the company's own promises, None where it gave none.

    `until` is the last moment the log tells of. `left_out` says why lines were left out, with their numbers.
    """

    cases: tuple[Case, ...]
    given: tuple[datetime | None, ...]
    until: datetime
    lines: int
    left_out: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(slots=True)
class _LeftOut:
    """Reasons, each with how often and an example or two."""

    seen: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, reason: str, line: int, value: str) -> None:
        self.counts[reason] = self.counts.get(reason, 0) + 1
        examples = self.seen.setdefault(reason, [])
        if len(examples) < 3:  # noqa: PLR2004  # three show the kind of trouble
            examples.append(f"line {line}: {value[:60]!r}" if value else f"line {line}")

    def said(self) -> tuple[str, ...]:
        worst = sorted(self.counts, key=lambda reason: -self.counts[reason])[:MOST_SAID]
        return tuple(f"{self.counts[reason]:,} × {reason} ({'; '.join(self.seen[reason])})" for reason in worst)


def read_log(text: str, columns: Columns) -> Log:
    """Return the cases of a CSV text.

    Raises:
        CannotReadLog: a column isn't there, or no line of it can be read.
    """
    rows, headings = _table(text)
    places = _places(headings, columns)
    looked_at = list(islice(rows, LOOKED_AT))
    opens, open_note = _reader([row[places[columns.opened]] for _, row in looked_at], columns.opened)
    closes, _ = _reader([row[places[columns.closed]] for _, row in looked_at], columns.closed)
    gives, _ = (
        _reader([row[places[columns.given]] for _, row in looked_at], columns.given) if columns.given else (None, "")
    )
    numeric = {name for name in columns.features if _holds_amounts([row[places[name]] for _, row in looked_at])}
    left_out = _LeftOut()
    found: list[tuple[datetime, datetime | None, datetime | None, Case]] = []
    seen: set[tuple[str, ...]] = set()
    lines = 0
    for line, row in _all_of(looked_at, rows):
        lines += 1
        key = tuple(row)
        if key in seen:
            left_out.add("the same line again", line, "")
            continue
        seen.add(key)
        told = _case(row, places, columns, (opens, closes, gives), numeric, line, left_out)
        if told is not None:
            found.append(told)
    if not found:
        raise CannotReadLog(
            f"No line has a time in “{columns.opened}” that can be read: {'; '.join(left_out.said()) or 'it is empty'}."
        )
    found = _ends_of_days(found)
    found.sort(key=lambda each: each[0])
    moments = [at for opened, closed, _, _ in found for at in (opened, closed) if at is not None]
    return Log(
        cases=tuple(case for *_, case in found),
        given=tuple(given for _, _, given, _ in found),
        until=max(moments),
        lines=lines,
        left_out=left_out.said(),
        notes=(open_note,) if open_note else (),
    )


def _table(text: str) -> tuple[Iterator[tuple[int, list[str]]], list[str]]:
    csv.field_size_limit(MOST_BYTES_OF_A_FIELD)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:20_000], delimiters=",;\t|")
        # What it guesses of quotes goes wrong where few are used.
        dialect.doublequote, dialect.quotechar = True, '"'
    except csv.Error:
        dialect = csv.excel
    reader = csv.reader(io.StringIO(text), dialect)
    headings = [heading.strip() for heading in next(reader, [])]
    if not headings:
        raise CannotReadLog("The file is empty: it needs a header, and a line for each case.")

    def lines() -> Iterator[tuple[int, list[str]]]:
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as problem:
                raise CannotReadLog(f"Line {reader.line_num} can't be read as CSV: {problem}.") from problem
            if any(value.strip() for value in row):
                yield reader.line_num, [*row, *[""] * (len(headings) - len(row))]

    return lines(), headings


def _places(headings: Sequence[str], columns: Columns) -> Mapping[str, int]:
    wanted = [columns.opened, columns.closed, *columns.features, *filter(None, (columns.given, columns.segment))]
    for name in wanted:
        if name not in headings:
            known = ", ".join(f"“{heading}”" for heading in headings[:20])
            raise CannotReadLog(f"There is no column “{name}”; the file has {known}.")
    ends = {columns.closed, columns.given} - {""}
    used = ends & {*columns.features, columns.segment}
    if used:
        raise CannotReadLog(f"“{min(used)}” is known only at the end: leave it out of what was known at the opening.")
    return {name: headings.index(name) for name in wanted}


def _all_of(
    first: Sequence[tuple[int, list[str]]], rest: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    yield from first
    yield from rest


def _case(
    row: Sequence[str],
    places: Mapping[str, int],
    columns: Columns,
    readers: tuple[Reader, Reader, Reader | None],
    numeric: set[str],
    line: int,
    left_out: _LeftOut,
) -> tuple[datetime, datetime | None, datetime | None, Case] | None:
    opens, closes, gives = readers
    opened = _moment(opens, row[places[columns.opened]])
    if opened is None:
        left_out.add(f"no time in “{columns.opened}” that can be read", line, row[places[columns.opened]])
        return None
    closed_text = row[places[columns.closed]].strip()
    closed = _moment(closes, closed_text, like=opened)
    if closed is None and closed_text.casefold() not in _EMPTY:
        left_out.add(f"a time in “{columns.closed}” that can't be read", line, closed_text)
        return None
    if closed is not None and closed < opened and not (closed.time() == time() and closed.date() == opened.date()):
        left_out.add(f"“{columns.closed}” lies before “{columns.opened}”", line, closed_text)
        return None
    given = _moment(gives, row[places[columns.given]], like=opened) if gives and columns.given else None
    features: dict[str, Value] = {}
    for name in columns.features:
        value = row[places[name]].strip()
        features[name] = _number(value) if name in numeric else (value or None)
    apart = columns.told_apart_by
    segment = row[places[apart]].strip() if apart else ""
    return (
        opened,
        closed,
        given,
        Case(opened_at=opened, closed_at=closed, segment=segment, features=features, key=str(line)),
    )


def _ends_of_days(
    found: list[tuple[datetime, datetime | None, datetime | None, Case]],
) -> list[tuple[datetime, datetime | None, datetime | None, Case]]:
    """Return the same, with days that have no time taken as over at their end, where a whole column has none."""
    closes_by_day = all(closed is None or closed.time() == time() for _, closed, _, _ in found)
    gives_by_day = all(given is None or given.time() == time() for _, _, given, _ in found)
    if not closes_by_day and not gives_by_day:
        return found
    ended = []
    for opened, closed, given, case in found:
        over = closed + END_OF_DAY if closed is not None and closes_by_day else closed
        until = given + END_OF_DAY if given is not None and gives_by_day else given
        told = Case(opened_at=opened, closed_at=over, segment=case.segment, features=case.features, key=case.key)
        ended.append((opened, over, until, told))
    return ended


def _moment(read: Reader, text: str, *, like: datetime | None = None) -> datetime | None:
    """Return a moment on the clock of the log, or of `like` where both say their zone; None where there is none."""
    text = text.strip()
    if text.casefold() in _EMPTY:
        return None
    try:
        found = read(text)
    except (ValueError, OverflowError):
        return None
    if found.tzinfo is None:
        return found.replace(tzinfo=UTC)
    return found.astimezone(like.tzinfo) if like is not None else found


def _reader(values: Sequence[str], name: str) -> tuple[Reader, str]:
    """Return what reads a column's times, and a note where day and month could be the other way round.

    Raises:
        CannotReadLog: no way of writing times that is known here.
    """
    told = [value.strip() for value in values if value.strip().casefold() not in _EMPTY]
    if not told:
        return datetime.fromisoformat, ""
    ways: list[tuple[str, Reader]] = [("iso", datetime.fromisoformat), ("number", _from_number)]
    ways += [(way, _by(way)) for way in _WAYS]
    read = [(sum(_is_read(reader, value) for value in told), way, reader) for way, reader in ways]
    best = max(count for count, _, _ in read)
    if best == 0:
        raise CannotReadLog(
            f"“{name}” has no times that can be read, such as {told[0]!r}: write them as 2026-11-28 14:30."
        )
    way, reader = next((way, reader) for count, way, reader in read if count == best)
    other = [each for count, each, _ in read if count == best and each.startswith("%d/%m")]
    note = (
        f"“{name}” is read month first (12/31); no day in it says otherwise." if other and way.startswith("%m") else ""
    )
    return reader, note


def _by(way: str) -> Reader:
    return lambda text: datetime.strptime(text, way)  # noqa: DTZ007  # the log's own wall clock; `_moment` gives it a zone


def _from_number(text: str) -> datetime:
    """Return a moment written as seconds or milliseconds since 1970, or as a spreadsheet counts days."""
    number = float(text)
    if 20_000 <= number < 80_000:  # noqa: PLR2004  # 1954 to 2119 in a spreadsheet
        return _EXCEL + timedelta(days=number)
    if 1e8 <= number < 1e10:  # noqa: PLR2004  # 1973 to 2286
        return _EPOCH + timedelta(seconds=number)
    if 1e11 <= number < 1e13:  # noqa: PLR2004
        return _EPOCH + timedelta(milliseconds=number)
    raise ValueError(text)


def _is_read(read: Reader, text: str) -> bool:
    try:
        read(text)
    except (ValueError, OverflowError):
        return False
    return True


def _holds_amounts(values: Sequence[str]) -> bool:
    told = [value.strip() for value in values if value.strip().casefold() not in _EMPTY]
    numbers = [number for number in map(_number, told) if number is not None]
    return bool(told) and len(numbers) >= 0.98 * len(told) and len(set(numbers)) >= FEWEST_AMOUNTS


def _number(text: str) -> float | None:
    try:
        found = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        return None
    return found if abs(found) < 1e15 else None  # noqa: PLR2004  # nan compares false, and is none
