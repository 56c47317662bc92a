"""How are a file's rows read? A large file in a process beside this one: reading and writing share two cores."""

import multiprocessing
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from zoneinfo import ZoneInfo

from steadyhand.imports.reading.crosswise import read_crosswise
from steadyhand.imports.reading.fields import FileKind
from steadyhand.imports.reading.files import CannotRead, open_table
from steadyhand.imports.reading.headers import Mapping, knows
from steadyhand.imports.reading.rows import Batch, RowReader

# A second process costs about a second: below this many rows it isn't worth it.
WORTH_A_PROCESS = 20_000


@dataclass(frozen=True, slots=True)
class Order:
    """All that reading one file takes; it travels to the other process."""

    path: Path
    name: str
    sheet: str
    kind: FileKind
    kinds: tuple[FileKind, ...]
    mapping: Mapping
    zone: str
    country: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What was assumed before the first row."""

    names: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """What there was to remark on the way: sentences on lines left out and cells repaired."""

    remarks: tuple[str, ...]


Message = Opened | Batch | Ended


def messages_of(order: Order, *, rows_guessed: int) -> Iterator[Message]:
    """Yield what was assumed, all rows by the batch, and what was remarked.

    Raises:
        CannotRead: the file breaks off.
    """
    return _aside(order) if rows_guessed >= WORTH_A_PROCESS else _read(order)


def _read(order: Order) -> Iterator[Message]:
    plain = open_table(order.path, name=order.name, sheet=order.sheet, is_known_header=knows(order.kinds))
    table = read_crosswise(plain, order.kinds)
    reader = RowReader(table, order.kind, order.mapping, zone=ZoneInfo(order.zone), country=order.country)
    yield Opened(reader.names, (*table.facts.remarks, *reader.remarks))
    yield from reader.batches()
    yield Ended(tuple(table.notes.sentences()))


def _aside(order: Order) -> Iterator[Message]:
    # A fresh interpreter: a copy of this one would share its connections to the database.
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(order, there), daemon=True)
    process.start()
    there.close()
    try:
        while True:
            try:
                message = here.recv()
            except EOFError:
                process.join()
                raise CannotRead(f"{order.name}: the process that read it ended ({process.exitcode}).") from None
            if isinstance(message, Exception):
                raise message
            yield message
            if isinstance(message, Ended):
                return
    finally:
        here.close()
        process.terminate()
        process.join()


def _send(order: Order, there: Connection) -> None:
    """Read in the other process. Ctrl-C is the first process's affair; when that is gone, sending fails and we end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for message in _read(order):
            there.send(message)
    except CannotRead as error:
        there.send(error)
    except BrokenPipeError:
        return
