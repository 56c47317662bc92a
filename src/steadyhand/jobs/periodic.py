"""How is something run again and again? Its own thread; a failure is logged with its reason and tried again later."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import close_old_connections, connections

from steadyhand.shared.clock import read_clock

log = logging.getLogger(__name__)

# A fault that lasts (no disk, no database) is tried this often, so that it heals by itself and fills no log.
LONGEST_PAUSE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Periodic:
    """Something done every so often; `do` is told the time and returns how many things it did."""

    name: str
    every: timedelta
    do: Callable[[datetime], int]
    # Somebody waits for it, and it is over in a moment: it never stands behind what takes long.
    is_quick: bool = False


def pause_after(every: timedelta, failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row: doubled each time, five minutes at most.

    What runs more rarely than that anyway keeps its own pace.
    """
    longest = max(every, LONGEST_PAUSE)
    # 2²⁰ is beyond any pace we have; more would only overflow.
    return min(every * (1 << min(failures, 20)), longest)


def keep_doing(periodic: Periodic, stopping: threading.Event) -> None:
    """Do it every so often until told to stop."""
    failures = 0
    while not stopping.is_set():
        # A connection that broke since the last time must not fail this one.
        close_old_connections()
        failures = 0 if do_once(periodic) else failures + 1
        stopping.wait(pause_after(periodic.every, failures).total_seconds())
    connections.close_all()


def do_once(periodic: Periodic) -> bool:
    """Do it now and say whether it went well; a failure is in the log with its reason, and nobody else is stopped."""
    try:
        done = periodic.do(read_clock())
    except Exception:
        log.exception("%s failed; it will be tried again", periodic.name)
        return False
    if done:
        log.info("%s: %d done", periodic.name, done)
    return True
