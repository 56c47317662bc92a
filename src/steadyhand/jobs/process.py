"""The process of the jobs: a thread for each, a heartbeat, and an end in good order."""

import logging
import signal
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from steadyhand.jobs.heartbeat import EVERY_SECONDS, beat, fall_silent
from steadyhand.jobs.periodic import Periodic, keep_doing
from steadyhand.jobs.workers import start_workers

log = logging.getLogger(__name__)

# What is under way may finish; whatever takes longer is safe to cut off, as a power cut does.
PATIENCE_SECONDS = 5.0


def stop_on_signals() -> threading.Event:
    """Return an event that SIGTERM and Ctrl-C set."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    return stopping


def run_jobs(schedule: Sequence[Periodic], *, home: Path, stopping: threading.Event, workers: int = 0) -> None:
    """Run all of it, and so many workers for the queue, until told to stop."""
    threads = start_workers(workers, stopping=stopping) if workers else []
    own = [
        threading.Thread(target=keep_doing, args=(periodic, stopping), name=periodic.name, daemon=True)
        for periodic in schedule
    ]
    for thread in own:
        thread.start()
    threads += own
    log.info("The jobs run: %s", ", ".join(periodic.name for periodic in schedule))
    while not stopping.is_set():
        beat(home)
        stopping.wait(EVERY_SECONDS)
    patience_ends = time.monotonic() + PATIENCE_SECONDS
    for thread in threads:
        thread.join(max(patience_ends - time.monotonic(), 0.0))
    fall_silent(home)
    log.info("The jobs have stopped")
