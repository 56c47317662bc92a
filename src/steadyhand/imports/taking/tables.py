"""How do thousands of rows get into a table, and out of it by number, at the database's own speed?

Django's models say what the tables and columns are called and what a missing value becomes; rows travel as plain tuples
past its objects, which would cost more than the database itself. Ids are 32 hex digits here, moments texts in UTC.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import uuid_utils
from django.db import connection, models

from steadyhand.business.dealership.running import all_firms
from steadyhand.shared.models import FindingKey
from steadyhand.shared.rows import ArrivingRow

Values = Mapping[str, list[Any]]
Constant = str | int | float | bool | None
_SOMETHING = uuid4()


# For SQLite while it is filled. No mapping of the file: a run's memory would grow with it. No waiting for the disk at
# every commit: nobody sees these rows, and the landing's commit, made as usual, waits for all of them. Longer between
# tidying up, and more pages at hand: those that many chunks touch are read and written once.
_FILLING = {"mmap_size": 0, "synchronous": 1}


@contextmanager
def filling(*, cache_kb: int = 128_000, log_pages: int = 32_000) -> Iterator[None]:
    """Set this connection for writing much that nobody sees yet; at the end it is as before.

    `log_pages` of 4 kB may stand in SQLite's log before it tidies up: what many chunks touch is copied once each time.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    set_to = {**_FILLING, "wal_autocheckpoint": log_pages, "cache_size": -cache_kb}
    usual = {name: _pragma(name) for name in set_to}
    try:
        for name, value in set_to.items():
            _pragma(name, value)
        yield
    finally:
        for name, value in usual.items():
            _pragma(name, value)


def measure_tables(*, sample: int = 1_000) -> None:
    """Let the database count its tables anew, by samples: after a large import it plans queries for small ones.

    Without it SQLite takes a dealership's id for rarer than a row's own and reads a million calls to find five
    (0.1 s instead of 0.1 ms). Of `sample` rows an index it believes the same again: that a dealership has about a
    thousand rows of each table, and reads all 5.5 million readings for those of a hundred machines (9.3 s instead of
    0.02). So what it can't see in a sample is written down for it.
    """
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("ANALYZE")
            return
        cursor.execute(f"PRAGMA analysis_limit = {sample}")
        cursor.execute("ANALYZE")
        firms = max(1, len(all_firms()))
        cursor.execute("SELECT tbl, idx, stat FROM sqlite_stat1 WHERE idx IS NOT NULL")
        for table, index, stat in cursor.fetchall():
            # How many rows there are, then how many are alike in the first column, in the first two, and so on.
            rows, alike, *finer = stat.split()
            if _first_column(index) == "tenant_id" and int(alike) < int(rows) // firms:
                better = " ".join((rows, str(int(rows) // firms), *finer))
                cursor.execute("UPDATE sqlite_stat1 SET stat = %s WHERE tbl = %s AND idx = %s", (better, table, index))
        cursor.execute("ANALYZE sqlite_schema")
        # It would stay with the connection, and the next to count would see samples without knowing.
        cursor.execute("PRAGMA analysis_limit = 0")


def _first_column(index: str) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute(f'PRAGMA index_info("{index}")')
        row = cursor.fetchone()
    return str(row[2]) if row else None


def _pragma(name: str, value: int | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}" if value is None else f"PRAGMA {name} = {value}")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def new_hex() -> str:
    """Return a new id as `shared.identity` makes them, without the standard library's object around it."""
    fresh: str = uuid_utils.uuid7().hex
    return fresh


def moment_text(at: datetime) -> str:
    """Return a moment as both databases take and SQLite keeps it."""
    # What follows the seconds is the zone.
    return str(at if at.tzinfo is UTC else at.astimezone(UTC))[:-6]


class ArrivingTable:
    """One table whose rows arrive in files, seen and written by one run."""

    def __init__(self, model: type[ArrivingRow], *, tenant_id: UUID, batch_id: UUID) -> None:
        self.model = model
        self._tenant, self._batch = tenant_id.hex, batch_id.hex
        self._batch_id = batch_id
        self._rows = model.with_arriving.of(tenant_id).filter(
            models.Q(batch_id__isnull=True) | ~models.Q(batch_id=batch_id)
        )
        self.was_empty = not self._rows.exists()
        self._statements: dict[tuple[Sequence[str], str], tuple[str, tuple[Any, ...]]] = {}
        self.fields = [field for field in model._meta.concrete_fields if field.attname not in _GIVEN]
        self._defaults = {field.attname: field.get_default() for field in self.fields}

    def select(self, paths: Sequence[str], *, by: str, values: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield these columns of the rows that were there before this run, of which `by` is one of the values."""
        if self.was_empty or not values:
            return
        statement, fixed = self._statement(tuple(paths), by)
        with connection.cursor() as cursor:
            cursor.execute(statement, (*fixed, _as_list(values)))
            yield from cursor.fetchall()

    def _statement(self, paths: tuple[str, ...], by: str) -> tuple[str, tuple[Any, ...]]:
        if (paths, by) not in self._statements:
            field = self.model._meta.get_field(by)
            is_id = isinstance(field, models.UUIDField | models.ForeignKey)
            query = self._rows.filter(**{f"{by}__in": [_SOMETHING if is_id else "?"]}).values_list(*paths).order_by()
            statement, params = query.query.sql_with_params()
            before, after = statement.rsplit("IN (%s)", 1)
            kind = "uuid" if is_id else "text"
            anyof = "IN (SELECT value FROM json_each(%s))" if connection.vendor == "sqlite" else f"= ANY(%s::{kind}[])"
            self._statements[paths, by] = (before + anyof + after, tuple(params[:-1]))
        return self._statements[paths, by]

    def insert(self, values: Values) -> None:
        """Insert rows of which every list in `values` holds one column; columns not named get their default."""
        self.arriving(values).write()

    def arriving(self, values: Values) -> "Arriving":
        """Return such rows as they go into the table: they may travel to another process."""
        always: dict[str, Constant] = {"tenant_id": self._tenant, "batch_id": self._batch}
        columns: dict[str, Any] = {"id": values["id"], "ref": values["ref"]}
        for field in self.fields:
            default = self._defaults[field.attname]
            given = values.get(field.attname)
            if given is None or given.count(None) == len(given):
                always[field.attname] = default
            elif default is not None and None in given:
                columns[field.attname] = [default if value is None else value for value in given]
            else:
                columns[field.attname] = given
        rows = list(zip(*columns.values(), strict=True))
        return Arriving(self.model._meta.db_table, tuple(columns), rows, always)

    def said(self, value: Any) -> Any:
        """Return a stored value as the pipeline holds it, to compare."""
        if isinstance(value, datetime):
            return moment_text(value) if value.tzinfo else str(value)
        if isinstance(value, date):
            return value.isoformat()
        return value.hex if isinstance(value, UUID) else value

    def plain(self, field_name: str, value: Any) -> Any:
        """Return a value as a waiting change keeps it."""
        if value is not None and isinstance(self.model._meta.get_field(field_name), models.DateTimeField):
            return f"{value}+00:00"
        return value


@dataclass(frozen=True, slots=True)
class Arriving:
    """Rows of one table on their way into it; `always` is what all of them say alike."""

    table: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    always: Mapping[str, Constant]

    def write(self) -> None:
        insert_tuples(self.table, self.columns, iter(self.rows), always=self.always)


_GIVEN = frozenset(("id", "tenant_id", "batch_id", "ref"))


def insert_tuples(
    table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]], *, always: Mapping[str, Constant] | None = None
) -> None:
    """Insert many rows in the current transaction: COPY on PostgreSQL, one prepared statement on SQLite.

    `always` are columns that say the same in every row. Columns are called as Django's `attname`, which is what this
    project's tables call them too.
    """
    constants = always or {}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            told = {name: value for name, value in constants.items() if value is not None}
            names, same = _quoted((*columns, *told)), tuple(told.values())
            with connection.wrap_database_errors, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row + same)
            return
        names = _quoted((*columns, *constants))
        # A constant stands in the statement: a third of the time went into binding the same values again and again.
        places = ", ".join((*("%s" for _ in columns), *map(_literal, constants.values())))
        # Names and constants come from our own models, never from a file.
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)  # type: ignore[arg-type]  # noqa: S608


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _literal(value: Constant) -> str:
    """Write a constant as SQLite reads it, in a statement whose places are marked by percent signs."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''").replace("%", "%%") + "'"
    return str(int(value) if isinstance(value, bool) else value)


def finding_keys(rows: list[tuple[str, str, str, str]], *, tenant_id: UUID, batch_id: UUID) -> Arriving:
    """Return (key, row's id, kind's letter, customer's id) of rows that are new in this run, for their table."""
    always = {"tenant_id": tenant_id.hex, "batch_id": batch_id.hex}
    return Arriving(FindingKey._meta.db_table, ("key", "target_id", "target_kind", "home_id"), rows, always)


def _as_list(values: Sequence[str]) -> Any:
    return json.dumps(list(values)) if connection.vendor == "sqlite" else list(values)


def range_of(field: "models.IntegerField[Any, Any]") -> tuple[int, int]:
    """Return the smallest and largest whole number a column takes."""
    kind = field.get_internal_type()
    low, high = connection.ops.integer_field_range(kind)
    return 0 if kind.startswith("Positive") else low, high


def id_of(value: Any) -> str:
    """Return an id from the database as 32 hex digits, empty for none."""
    if value is None:
        return ""
    return value.hex if isinstance(value, UUID) else str(value)
