"""How is heavy work spread over several processors? Three methods: whoever gives out work needn't know who does it.

A worker starts as a fresh Python and not as a copy of this process: it shares no connection to a database, no thread
and no lock with whoever asked. So what is given to it are plain values and functions that stand in a module.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context, parent_process
from threading import Thread
from time import monotonic
from typing import Any, Protocol, TypeVar

Given = TypeVar("Given")
Found = TypeVar("Found")


# Seconds that an ended process is waited for, so that it leaves no trace in the system's table.
_FAREWELL = 5.0


class WorkLost(Exception):
    """Work that was given out will not come back; the message says what happened and the way out."""


class Workers(Protocol):
    """Whoever does the work: this process, a pool of them, or machines elsewhere."""

    def submit(self, do: Callable[[Given], Found], given: Given) -> Callable[[], Found]:
        """Begin, and return what waits for the answer."""

    def map(self, do: Callable[[Given], Found], many: Sequence[Given], *, seconds: float) -> Iterator[Found]:
        """Yield the answers in the order of what was given.

        Raises:
            WorkLost: a worker ended without an answer, or they took longer than `seconds` by the clock.
        """

    def cancel(self) -> None:
        """End what runs and forget what waits; nothing can be given out afterwards. Harmless when all is done."""


class Here:
    """Does everything in this process, one after the other: for one processor, and to see an error where it happens."""

    def submit(self, do: Callable[[Given], Found], given: Given) -> Callable[[], Found]:
        """Do it, and return what tells the answer."""
        found = do(given)
        return lambda: found

    def map(self, do: Callable[[Given], Found], many: Sequence[Given], *, seconds: float) -> Iterator[Found]:
        """Yield the answers; between two of them the time is looked at."""
        until = monotonic() + seconds
        for each in many:
            if monotonic() > until:
                raise _too_slow(seconds)
            yield do(each)

    def cancel(self) -> None:
        """Return: nothing waits."""


class Processes:
    """A pool of so many processes on this machine; each starts once, with its first work."""

    def __init__(self, count: int) -> None:
        self._pool = ProcessPoolExecutor(count, get_context("spawn"), initializer=_end_with_parent)

    def submit(self, do: Callable[[Given], Found], given: Given) -> Callable[[], Found]:
        """Begin, and return what waits for the answer."""
        begun = self._begun(do, given)
        return lambda: _answer(begun, None)

    def map(self, do: Callable[[Given], Found], many: Sequence[Given], *, seconds: float) -> Iterator[Found]:
        """Yield the answers in the order of what was given; when one is lost, the others are given up too."""
        until = monotonic() + seconds
        begun = [self._begun(do, each) for each in many]
        try:
            for each in begun:
                yield _answer(each, max(0.0, until - monotonic()), seconds)
        except BaseException:
            self.cancel()
            raise

    def cancel(self) -> None:
        """End the processes."""
        # Python ends a pool's processes by itself only from 3.14 on (terminate_workers); shutdown alone would wait.
        processes = list((self._pool._processes or {}).values())  # noqa: SLF001
        self._pool.shutdown(wait=False, cancel_futures=True)
        for each in processes:
            with suppress(ValueError, OSError):
                each.terminate()
                each.join(_FAREWELL)

    def _begun(self, do: Callable[[Given], Found], given: Given) -> "Future[Found]":
        try:
            return self._pool.submit(do, given)
        except (BrokenProcessPool, RuntimeError) as problem:
            raise _ended() from problem


def _end_with_parent() -> None:
    """End this worker when whoever asked is gone: a killed process would leave it waiting for work for ever."""

    def wait() -> None:
        asked = parent_process()
        if asked is not None:
            asked.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


def workers_for(cores: int) -> Workers:
    """Return whoever does the work on so many processors of this machine."""
    return Processes(cores) if cores > 1 else Here()


def _answer(begun: "Future[Any]", wait: float | None, seconds: float = 0.0) -> Any:
    try:
        return begun.result(wait)
    except BrokenProcessPool as problem:
        raise _ended() from problem
    except CancelledError as problem:
        raise WorkLost("This work was given up before it was done.") from problem
    except TimeoutError as problem:
        if begun.done():
            # The work itself ran into a time limit of its own: that is its error, not ours.
            raise
        raise _too_slow(seconds) from problem


def _ended() -> WorkLost:
    return WorkLost(
        "A worker process ended before its work was done, most likely because memory ran out. "
        "Ask for fewer processors, or give the machine more memory."
    )


def _too_slow(seconds: float) -> WorkLost:
    return WorkLost(
        f"Workers had no answer after {seconds:.0f} seconds: the machine is too busy or one of them hangs. "
        "Try again when it has less to do, or with fewer processors."
    )
