"""A place of its own to run the real command in: a home in a temporary folder, and a database of the suite's kind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
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
def a_place(home: Path) -> Iterator[Place]:
    """Yield a place with an empty database: SQLite in the home, or a PostgreSQL one that is dropped afterwards."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("STEADYHAND_", "DJANGO_"))}
    environment = inherited | {"STEADYHAND_HOME": str(home)}
    if connection.vendor == "sqlite":
        yield Place(home, environment | {"DATABASE_URL": ""})
        return
    server, name = os.environ["DATABASE_URL"].rpartition("/")[0], f"steadyhand_place_{uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as server_connection:
        server_connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield Place(home, environment | {"DATABASE_URL": f"{server}/{name}"})
        finally:
            server_connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
