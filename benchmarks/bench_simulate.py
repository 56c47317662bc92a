"""How fast does a made-up dealership get into the database? `make bench-simulate`; LONG=1 adds the large one.

12 technicians for two years must take less than 60 s, 1,000 technicians for a year less than 15 minutes and 1 GB.
SQLite in a temporary folder; with DATABASE_URL a new PostgreSQL database beside the one it names, dropped afterwards.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click

UNTIL = "2026-03-13T18:30+00:00"


@dataclass(frozen=True, slots=True)
class Size:
    """A dealership, and what it may take."""

    technicians: int
    years: int
    most_seconds: float
    most_memory_mb: int


SIZES = (Size(12, 2, 60, 1_000), Size(1_000, 1, 15 * 60, 1_000))


def main() -> int:
    short = []
    for size in SIZES if os.environ.get("LONG") == "1" else SIZES[:1]:
        with _own_database() as (database, environment):
            answer = _simulate(size, environment)
        said = f"{size.technicians:,} technicians × {size.years} years into {database}"
        calls, rows = answer["rows"]["calls"], sum(answer["rows"].values())
        click.echo(
            f"{said}: {answer['seconds']:,.0f} s, {answer['most_memory_mb']:,} MB, {calls:,} calls, {rows:,} rows, "
            f"{rows / answer['seconds']:,.0f} rows a second"
        )
        if answer["seconds"] >= size.most_seconds or answer["most_memory_mb"] >= size.most_memory_mb:
            short.append(f"{said} wanted < {size.most_seconds:,.0f} s and < {size.most_memory_mb:,} MB")
    click.echo(f"bench-simulate: {'; '.join(short) if short else 'every size within its bounds'}")
    return 1 if short else 0


def _simulate(size: Size, environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "steadyhand.commands.main", "simulate", "--json", "--until", UNTIL]
    command += ["--technicians", str(size.technicians), "--years", str(size.years)]
    answer = subprocess.run(  # noqa: S603  # our own interpreter and command
        command, env={**os.environ, **environment}, stdout=subprocess.PIPE, check=True, text=True
    )
    told: dict[str, Any] = json.loads(answer.stdout)
    return told


@contextmanager
def _own_database() -> Iterator[tuple[str, dict[str, str]]]:
    url = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory(prefix="bench-simulate-") as home:
        if not url.startswith("postgres"):
            yield "SQLite", {"STEADYHAND_HOME": home, "DATABASE_URL": ""}
            return
        import psycopg  # noqa: PLC0415  # not needed for SQLite

        name = f"bench_simulate_{os.getpid()}"
        server, _, _ = url.rpartition("/")
        with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name}")
            try:
                yield "PostgreSQL", {"STEADYHAND_HOME": home, "DATABASE_URL": f"{server}/{name}"}
            finally:
                admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    sys.exit(main())
