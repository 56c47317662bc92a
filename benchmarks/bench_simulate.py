"""How fast does a made-up dealership get into the database? `make bench-simulate`; LONG=1 adds the large one.

12 technicians for two years must take less than 60 s, 1,000 technicians for a year less than 15 minutes and 1 GB.
Into SQLite, or with DATABASE_URL=postgres://… into PostgreSQL (a new database beside the one it names). Gone
afterwards, unless BENCH_KEEP names a folder to keep them in: there `make bench-pages` finds the large one.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import click

from benchmarks.databases import own_database

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
        with own_database(_kind(), _name(size), anew=True) as filled:
            answer = _simulate(size, filled.environment)
            filled.write_mark(datetime.fromisoformat(UNTIL))
        said = f"{size.technicians:,} technicians × {size.years} years into {_kind()}"
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


def _kind() -> str:
    return "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"


def _name(size: Size) -> str:
    """Return under which name it is kept: the large one is the dealership that bench-pages asks."""
    return "pages_1M" if size is SIZES[-1] else "simulate"


if __name__ == "__main__":
    sys.exit(main())
