"""A PostgreSQL database, taken while it is in use, and brought back."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from steadyhand.commands.application import CannotDo
from steadyhand.commands.backup.census import CHUNK, Census, Counted, census_of

MEMBER = "database.pgdump"
SCHEMA = "public"


def take(settings: Mapping[str, Any], dump: Path) -> Census:
    """Dump the database and count its tables, both as of the same moment, while others read and write."""
    with _connected(settings) as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        what = ["--format=custom", "--compress=0", f"--schema={SCHEMA}", "--no-owner", "--no-privileges"]
        _run("pg_dump", [*what, f"--snapshot={snapshot}", f"--file={dump}"], settings)
        return _census(connection)


def census(settings: Mapping[str, Any]) -> Census:
    """Count and sum every table."""
    with _connected(settings) as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return _census(connection)


def applied_migrations(settings: Mapping[str, Any]) -> list[str]:
    with _connected(settings) as connection:
        rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [f"{app}.{name}" for app, name in rows.fetchall()]


def is_empty(settings: Mapping[str, Any]) -> bool:
    """Tell whether nothing would be lost by restoring there."""
    with _connected(settings) as connection:
        tables = set(_tables(connection))
        if "dealership_dealership" not in tables:
            return not tables
        return connection.execute("SELECT 1 FROM dealership_dealership LIMIT 1").fetchone() is None


def put_aside(settings: Mapping[str, Any], name: str) -> None:
    """Keep what is there under another schema's name, and leave an empty one in its place."""
    with _connected(settings) as connection, connection.transaction():
        connection.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(sql.Identifier(SCHEMA), sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(SCHEMA)))


def take_back(settings: Mapping[str, Any], name: str) -> None:
    """Undo put_aside: a restore failed, and what was there comes back."""
    with _connected(settings) as connection, connection.transaction():
        connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(SCHEMA)))
        connection.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(SCHEMA)))


def forget(settings: Mapping[str, Any], name: str) -> None:
    """Drop what was put aside, because it was empty."""
    with _connected(settings) as connection:
        connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))


def bring_back(settings: Mapping[str, Any], dump: Path) -> None:
    """Restore a dump into the emptied schema, all or nothing.

    Keys between tables are checked as they are made: the dump's own order sees to it.
    """
    # The schema is there; its own entry in the dump would fail on that.
    listed = _run("pg_restore", ["--list", str(dump)], {}).splitlines()
    wanted = dump.with_suffix(".list")
    without = (f" SCHEMA - {SCHEMA} ", f" COMMENT - SCHEMA {SCHEMA} ")
    wanted.write_text("\n".join(line for line in listed if not any(entry in line for entry in without)))
    how = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", f"--use-list={wanted}"]
    _run("pg_restore", [*how, f"--dbname={settings['NAME']}", str(dump)], settings)


def server_version(settings: Mapping[str, Any]) -> str:
    with _connected(settings) as connection:
        (version,) = connection.execute("SHOW server_version").fetchone() or ("",)
        return str(version)


def check_programs() -> None:
    """Raise CannotDo if PostgreSQL's own programs are missing."""
    for program in ("pg_dump", "pg_restore"):
        if not shutil.which(program):
            raise CannotDo(f"{program} isn't installed here: install PostgreSQL's client programs (postgresql-client).")


def _census(connection: "psycopg.Connection[Any]") -> Census:
    # One way to write every value, whatever the session's settings were.
    connection.execute("SET TimeZone TO 'UTC'")
    connection.execute("SET DateStyle TO 'ISO, YMD'")

    def rows_of(table: str) -> Iterator[Any]:
        with connection.cursor(name="census") as cursor:
            cursor.itersize = CHUNK
            cursor.execute(sql.SQL("SELECT t::text FROM {} AS t").format(sql.Identifier(SCHEMA, table)))
            yield from cursor

    counted: dict[str, Counted] = census_of(_tables(connection), rows_of)
    return counted


def _tables(connection: "psycopg.Connection[Any]") -> list[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename", [SCHEMA])
    return [name for (name,) in rows.fetchall()]


@contextmanager
def _connected(settings: Mapping[str, Any]) -> Iterator["psycopg.Connection[Any]"]:
    place = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    place |= {"password": settings["PASSWORD"], "dbname": settings["NAME"]}
    with psycopg.connect(**{name: value for name, value in place.items() if value}, autocommit=True) as connection:
        yield connection


def _run(program: str, arguments: list[str], settings: Mapping[str, Any]) -> str:
    """Run one of PostgreSQL's programs; the password goes by the environment, where no list of processes shows it."""
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    place = {variable: str(settings[name]) for variable, name in names.items() if settings.get(name)}
    done = subprocess.run(  # noqa: S603  # programs and options are ours
        [program, *arguments], env=os.environ | place, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotDo(f"{program} failed: {done.stderr.strip()}")
    return done.stdout
