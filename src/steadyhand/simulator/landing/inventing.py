"""Who invents what happens? This process, or one beside it for much: inventing costs more than all that comes after.

Nothing here imports a model: the other process comes in by this file, and needs none.
"""

import gc
import multiprocessing
import pickle
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from itertools import islice
from multiprocessing.connection import Connection
from operator import attrgetter
from queue import Empty, Queue
from threading import Thread
from typing import Any

from steadyhand.simulator.dealers import read_dealer
from steadyhand.simulator.happenings import TRUTHS, Happening
from steadyhand.simulator.run import simulate

# Happenings that travel together, some 120 kB: many enough to share what they repeat, few enough to be there soon.
TOGETHER = 1_000
# Batches that wait here, some 10 MB: so far may inventing go on while this process waits for the database.
WAITING = 80

Packed = list[tuple[type[Happening], tuple[Any, ...]]]


class CannotInvent(Exception):
    """The process that invents ended too soon; the message says why."""


@dataclass(frozen=True, slots=True)
class Story:
    """Which made-up dealership: the same story is the same happenings."""

    dealer: str
    technicians: int
    years: float
    seed: int
    until: datetime

    def happenings(self) -> Iterator[Happening]:
        """Invent it here."""
        dealer = read_dealer(self.dealer)
        return simulate(dealer, technicians=self.technicians, years=self.years, seed=self.seed, until=self.until)


@contextmanager
def invented(story: Story, *, is_large: bool) -> Iterator[Iterator[Happening]]:
    """Yield what happens; from a process beside this one for much, and then without the truths.

    Raises:
        CannotInvent: that process ended too soon, while its happenings are taken.
    """
    if not is_large:
        yield story.happenings()
        return
    # A fresh interpreter: a copy of this one would share its connections to the database.
    context = multiprocessing.get_context("spawn")
    pipe, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_tell_all, args=(theirs, story), daemon=True)
    process.start()
    theirs.close()
    waiting: Queue[bytes] = Queue(WAITING)
    listener = Thread(target=_listen, args=(pipe, waiting), daemon=True)
    listener.start()
    try:
        yield _taken(waiting)
    finally:
        process.terminate()
        process.join()
        while listener.is_alive():
            # It may wait for room, or for the end that it is about to hear.
            with suppress(Empty):
                waiting.get(timeout=0.1)
        pipe.close()


def _listen(pipe: Connection, waiting: "Queue[bytes]") -> None:
    """Take in batches while the other thread lands or waits; nothing is said after the last."""
    try:
        while True:
            waiting.put(pipe.recv_bytes())
    except (EOFError, OSError):
        # It ended, maybe in the middle of a batch.
        waiting.put(b"")


def _taken(waiting: "Queue[bytes]") -> Iterator[Happening]:
    while message := waiting.get():
        said: Packed | str | None = pickle.loads(message)  # noqa: S301  # our own process said it
        if said is None:
            return
        if isinstance(said, str):
            raise CannotInvent(said)
        yield from unpacked(said)
    raise CannotInvent("The process that invents ended before its story did.")


def _tell_all(pipe: Connection, story: Story) -> None:
    """Invent in the other process. Ctrl-C is the first process's affair; when that is gone, nobody listens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # As in the first process: happenings hold no rings.
    gc.disable()
    try:
        happenings = story.happenings()
        while batch := list(islice(happenings, TOGETHER)):
            pipe.send_bytes(pickle.dumps(packed(batch), pickle.HIGHEST_PROTOCOL))
        pipe.send(None)
    except BrokenPipeError:
        return
    except Exception as problem:
        pipe.send(f"{type(problem).__name__}: {problem}")
        raise


def packed(happenings: Iterable[Happening]) -> Packed:
    """Return happenings as they travel, without the truths: tuples take half the time of objects."""
    # A class has a hash whatever its objects have; mypy doubts it.
    return [(kind, _values(kind)(each)) for each in happenings if (kind := type(each)) not in TRUTHS]  # type: ignore[arg-type]


def unpacked(values: Packed) -> Iterator[Happening]:
    for kind, told in values:
        happening = object.__new__(kind)
        # Past __init__ and its frozen fields, which take twice as long: these were made by it once.
        for put, value in zip(_places(kind), told, strict=True):  # type: ignore[arg-type]  # as above
            put(happening, value)
        yield happening


@cache
def _values(kind: type[Happening]) -> Any:
    return attrgetter(*(field.name for field in fields(kind)))


@cache
def _places(kind: type[Happening]) -> tuple[Any, ...]:
    return tuple(getattr(kind, field.name).__set__ for field in fields(kind))
