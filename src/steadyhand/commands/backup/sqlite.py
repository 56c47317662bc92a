"""A SQLite database, taken while it is in use, and brought back."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

# Django's choice of library, which settings.py makes: Python's own may be an older one.
from django.db.backends.sqlite3.base import Database  # type: ignore[attr-defined]

from steadyhand.commands.application import CannotDo
from steadyhand.commands.backup.census import CHUNK, Census, census_of

MEMBER = "database.sqlite3"


def take(source: Path, copy: Path) -> None:
    """Write a consistent copy while others read and write.

    Raises:
        CannotDo: the copy isn't sound, so neither is the database.
    """
    with _opened(source) as there, _opened(copy, writable=True) as here:
        # All pages in one step: a writer then waits for nothing (WAL), and the copy never has to begin again.
        there.backup(here, pages=-1)
        # A copy in one file, without a log beside it.
        here.execute("PRAGMA journal_mode=DELETE")
    check(copy)


def check(path: Path) -> None:
    """Have SQLite look at every page and every key.

    Raises:
        CannotDo: it found something.
    """
    with _opened(path) as database:
        found = [row[0] for row in database.execute("PRAGMA integrity_check(20)")]
        if found != ["ok"]:
            raise CannotDo(f"{path} is damaged: {'; '.join(found)}. Restore the backup before it.")
        if broken := database.execute("PRAGMA foreign_key_check").fetchmany(5):
            tables = ", ".join(sorted({row[0] for row in broken}))
            raise CannotDo(f"{path} has rows that point to rows which aren't there, in {tables}.")


def census(path: Path) -> Census:
    """Count and sum every table."""
    with _opened(path) as database:
        names = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        tables = [name for (name,) in names if not name.startswith("sqlite_")]
        return census_of(tables, lambda table: _rows(database, table))


def applied_migrations(path: Path) -> list[str]:
    with _opened(path) as database:
        rows = database.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [f"{app}.{name}" for app, name in rows]


def is_empty(path: Path) -> bool:
    """Tell whether nothing would be lost by putting another database there."""
    if not path.exists() or path.stat().st_size == 0:
        return True
    with _opened(path) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if "dealership_dealership" not in tables:
            return not tables
        return database.execute("SELECT 1 FROM dealership_dealership LIMIT 1").fetchone() is None


def put_aside(path: Path, folder: Path) -> None:
    """Move a database and its log away."""
    folder.mkdir(parents=True)
    for suffix in ("", "-wal", "-shm"):
        old = path.with_name(path.name + suffix)
        if old.exists():
            old.rename(folder / old.name)


@contextmanager
def _opened(path: Path, *, writable: bool = False) -> Iterator[Any]:
    # Only an existing file is opened to read, or a slip of the hand would leave an empty one behind.
    mode = "rwc" if writable else "rw"
    with closing(Database.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=30)) as connection:
        yield connection


def _rows(database: Any, table: str) -> Iterator[Any]:
    cursor = database.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # the name comes from the schema
    while rows := cursor.fetchmany(CHUNK):
        yield from rows
