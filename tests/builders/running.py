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
def a_place(home: Path, *, has_tables: bool = True, like: Place | None = None) -> Iterator[Place]:
    """Yield a place with an empty database: SQLite in the home, or a PostgreSQL one that is dropped afterwards.

    Its tables are a copy of those that the suite's own database began with; a test of making them wants none. With
    `like`, home and database are copies of another place's, in which no command is running.
    """
    # Fails in a test that isn't marked to use a database, which would not run again on the other one.
    connection.ensure_connection()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("STEADYHAND_", "DJANGO_"))}
    environment = inherited | {"STEADYHAND_HOME": str(home)}
    if like is not None:
        shutil.copytree(like.home, home)
    if connection.vendor == "sqlite":
        if has_tables and like is None:
            home.mkdir(parents=True, exist_ok=True)
            home.chmod(0o700)
            shutil.copyfile(_kept["tables"], home / "steadyhand.sqlite3")
        yield Place(home, environment | {"DATABASE_URL": ""})
        return
    source = _kept["tables"] if like is None else like.environment["DATABASE_URL"].rpartition("/")[2]
    template = f'TEMPLATE "{source}"' if has_tables else ""
    with _postgresql_database(f"steadyhand_place_{uuid4().hex[:12]}", template) as url:
        yield Place(home, environment | {"DATABASE_URL": url})


@cache
def sqlite_tables() -> Path:
    """Return a SQLite file with this version's tables, whichever database the suite runs on."""
    if connection.vendor == "sqlite":
        return Path(_kept["tables"])
    home = Path(_until_the_end.enter_context(TemporaryDirectory()))
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("STEADYHAND_", "DJANGO_"))}
    Place(home, inherited | {"STEADYHAND_HOME": str(home), "DATABASE_URL": ""}).run("migrate").check_returncode()
    return home / "steadyhand.sqlite3"


def keep_tables() -> None:
    """Keep a copy of the tables that migrations have just made for the suite; it is removed with this process."""
    if connection.vendor == "sqlite":
        file = Path(_until_the_end.enter_context(TemporaryDirectory())) / "tables.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
        _kept["tables"] = str(file)
        return
    source = connection.settings_dict["NAME"]
    # PostgreSQL only copies what nobody is connected to.
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # of PostgreSQL's, which this is
    copy = _postgresql_database(f"steadyhand_tables_{uuid4().hex[:12]}", f'TEMPLATE "{source}"')
    _kept["tables"] = _until_the_end.enter_context(copy).rpartition("/")[2]


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


# Under "tables": the file or the database that keeps them.
_kept: dict[str, str] = {}
_until_the_end = ExitStack()
atexit.register(_until_the_end.close)
