"""Who writes full sheets? This process, or one beside it for much: inventing and writing share two cores."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection, transaction

from steadyhand.imports.taking.tables import Arriving
from steadyhand.simulator.landing.beside import Beside


@dataclass(frozen=True, slots=True)
class Changing:
    """Columns of rows that were written before, as a statement and its rows of values."""

    statement: str
    rows: Sequence[tuple[Any, ...]]

    def write(self) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(self.statement, self.rows)


Chunk = Sequence[Arriving | Changing]


class Writer(Protocol):
    """Whoever puts chunks into the database, each all or nothing.

    Raises:
        CannotWrite: another process does it, and something is not in the database.
    """

    def write(self, chunk: Chunk) -> None: ...

    def finish(self) -> None:
        """Come back when everything is in the database."""

    def stop(self) -> None:
        """Write nothing more."""


@transaction.atomic
def write_chunk(chunk: Chunk) -> None:
    for part in chunk:
        part.write()


class Here:
    """Writes at once."""

    def write(self, chunk: Chunk) -> None:
        write_chunk(chunk)

    def finish(self) -> None:
        """Everything is written already."""

    def stop(self) -> None:
        """Nothing is under way."""


@contextmanager
def writer(*, is_large: bool) -> Iterator[Writer]:
    """Yield who writes: a process beside this one for much, unless a transaction is open that it couldn't see into."""
    if not is_large or connection.in_atomic_block:
        yield Here()
        return
    beside = Beside()
    try:
        yield beside
    finally:
        beside.stop()
