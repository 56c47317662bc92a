"""A place of its own to run the real command in: a home in a temporary folder, and a database of the suite's kind."""

import atexit
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
from django.db import connection

COMMAND = [sys.executable, "-m", "steadyhand.commands.main"]


@dataclass(frozen=True)
class Place:
    """Where a command runs: its home and its settings."""

    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str, entered: str = "") -> "subprocess.CompletedProcess[str]":
        """Run `steadyhand …` there and wait for it."""
        return subprocess.run(  # noqa: S603  # our own command
            [*COMMAND, *words], env=self.environment, input=entered, capture_output=True, text=True, check=False
        )


@contextmanager
def a_place(home: Path, *, has_tables: bool = True) -> Iterator[Place]:
    """Yield a place with an empty database: SQLite in the home, or a PostgreSQL one that is dropped afterwards.

    Its tables are a copy of those that `steadyhand migrate` has made once; a test of making them wants none.
    """
    # Fails in a test that isn't marked to use a database, which would not run again on the other one.
    connection.ensure_connection()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("STEADYHAND_", "DJANGO_"))}
    environment = inherited | {"STEADYHAND_HOME": str(home)}
    if connection.vendor == "sqlite":
        if has_tables:
            home.mkdir(parents=True, exist_ok=True)
            home.chmod(0o700)
            shutil.copyfile(_sqlite_tables(), home / "steadyhand.sqlite3")
        yield Place(home, environment | {"DATABASE_URL": ""})
        return
    like = f'TEMPLATE "{_postgresql_tables()}"' if has_tables else ""
    with _postgresql_database(f"steadyhand_place_{uuid4().hex[:12]}", like) as url:
        yield Place(home, environment | {"DATABASE_URL": url})


@cache
def _sqlite_tables() -> Path:
    """Return a file with this version's tables, made once a process and removed with it."""
    home = Path(_until_the_end.enter_context(TemporaryDirectory()))
    with a_place(home, has_tables=False) as place:
        place.run("migrate").check_returncode()
    return home / "steadyhand.sqlite3"


@cache
def _postgresql_tables() -> str:
    """Return the name of a database with this version's tables, made once a process and removed with it."""
    home = Path(_until_the_end.enter_context(TemporaryDirectory()))
    place = _until_the_end.enter_context(a_place(home, has_tables=False))
    place.run("migrate").check_returncode()
    return place.environment["DATABASE_URL"].rpartition("/")[2]


@contextmanager
def _postgresql_database(name: str, like: str) -> Iterator[str]:
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as server_connection:
        server_connection.execute(f'CREATE DATABASE "{name}" {like}')
    try:
        yield f"{server}/{name}"
    finally:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as server_connection:
            server_connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


_until_the_end = ExitStack()
atexit.register(_until_the_end.close)
