"""How do chunks of rows get written by a process beside this one? In order, and it tells when it can't.

Nothing here imports a model at the top: the other process comes in by this file before it knows any.
"""

import multiprocessing
import signal
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steadyhand.simulator.landing.writing import Chunk

# Chunks on their way: one that is written, one that waits. More would only take memory.
UNDER_WAY = 2
# Chunks in one transaction. Each touches most pages of the large indexes, and SQLite writes every touched page twice:
# of a thousand technicians' first month it wrote 77 GB with a transaction a chunk.
TOGETHER = 6
# Pages at hand meanwhile, in kB: what doesn't fit is written before its time. With more, a thousand technicians' year
# would take over 1 GB: inventing it takes half a MB a technician.
CACHE_KB = 120_000
# 1.6 GB of log before SQLite tidies up: most pages of the large indexes are touched by every chunk, and each is copied
# once for each tidying. It costs disk while it runs, and no memory.
LOG_PAGES = 400_000


class CannotWrite(Exception):
    """Something is not in the database; the message says why."""


class Beside:
    """Hands chunks to another process, in order, and waits for it only where it falls behind."""

    def __init__(self) -> None:
        # A fresh interpreter: a copy of this one would share its connections to the database.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_write_all, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._under_way = 0

    def write(self, chunk: "Chunk") -> None:
        """Hand over a chunk.

        Raises:
            CannotWrite: this chunk or one before it is not in the database.
        """
        if self._under_way == UNDER_WAY:
            self._hear()
        try:
            self._pipe.send(chunk)
        except BrokenPipeError:
            self._hear()
        self._under_way += 1

    def finish(self) -> None:
        """Wait until everything is written.

        Raises:
            CannotWrite: something is not in the database.
        """
        self.write(())
        while self._under_way:
            self._hear()

    def stop(self) -> None:
        """End the other process; what it was writing is not written."""
        self._pipe.close()
        self._process.terminate()
        self._process.join()

    def _hear(self) -> None:
        try:
            problem = self._pipe.recv()
        except (EOFError, ConnectionResetError):
            self._process.join()
            raise CannotWrite(f"The process that writes rows ended ({self._process.exitcode}).") from None
        self._under_way -= 1
        if problem:
            raise CannotWrite(problem)


def _write_all(pipe: Connection) -> None:
    """Write in the other process. Ctrl-C is the first process's affair; when that is gone, we end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import django  # noqa: PLC0415  # a fresh interpreter knows no models yet

    django.setup()
    from steadyhand.imports.taking.tables import filling  # noqa: PLC0415

    with filling(cache_kb=CACHE_KB, log_pages=LOG_PAGES):
        try:
            while _write_together(pipe):
                pass
        except Exception as problem:
            # Whatever it is, the first process tells it and takes everything back.
            pipe.send(f"{type(problem).__name__}: {problem}")
            raise


def _write_together(pipe: Connection) -> bool:
    """Write some chunks in one transaction and say so for each; return whether more may come.

    An empty one ends the transaction, so that its answer says: all is in the database, and others may write.
    """
    from django.db import transaction  # noqa: PLC0415

    chunk = _received(pipe)
    if chunk:
        with transaction.atomic():
            for number in range(TOGETHER):
                for part in chunk:
                    part.write()
                pipe.send("")
                chunk = _received(pipe) if number + 1 < TOGETHER else chunk
                if not chunk:
                    break
    if chunk is None:
        return False
    if not chunk:
        pipe.send("")
    return True


def _received(pipe: Connection) -> "Chunk | None":
    """Return the next chunk, None when the first process is gone."""
    try:
        chunk: Chunk = pipe.recv()
    except EOFError:
        return None
    return chunk
