"""The process of the jobs: a thread for each, a heartbeat, and an end in good order."""

import logging
import signal
import threading
from collections.abc import Sequence
from pathlib import Path

from steadyhand.jobs.heartbeat import EVERY_SECONDS, beat, fall_silent
from steadyhand.jobs.periodic import Periodic, keep_doing

log = logging.getLogger(__name__)

# What is under way may finish; whatever takes longer is safe to cut off, as a power cut does.
PATIENCE_SECONDS = 5.0


def stop_on_signals() -> threading.Event:
    """Return an event that SIGTERM and Ctrl-C set."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    return stopping


def run_jobs(schedule: Sequence[Periodic], *, home: Path, stopping: threading.Event) -> None:
    """Run all of it until told to stop."""
    threads = [
        threading.Thread(target=keep_doing, args=(periodic, stopping), name=periodic.name, daemon=True)
        for periodic in schedule
    ]
    for thread in threads:
        thread.start()
    log.info("The jobs run: %s", ", ".join(periodic.name for periodic in schedule))
    while not stopping.is_set():
        beat(home)
        stopping.wait(EVERY_SECONDS)
    for thread in threads:
        thread.join(PATIENCE_SECONDS / len(threads))
    fall_silent(home)
    log.info("The jobs have stopped")
