"""What does a worker do? Takes what is due, does one after the other, and says all the while that it lives."""

import logging
import threading
from collections.abc import Callable, Collection
from datetime import datetime

from django.db import close_old_connections, connection, connections

from steadyhand.shared.clock import read_clock
from steadyhand.shared.queue.current import Holding
from steadyhand.shared.queue.doing import do_job
from steadyhand.shared.queue.kinds import SLOW
from steadyhand.shared.queue.rules import BEAT
from steadyhand.shared.queue.taking import give_back, keep_holding, take_jobs
from steadyhand.shared.queue.waking import look_seconds

log = logging.getLogger(__name__)

# Taking several saves a transaction each; a worker that dies takes no more along than its lease's length of work.
AT_ONCE = 16
# Of what takes long one at a time, and of what waits for gateways few: the next is another worker's meanwhile.
AT_ONCE_IN_A_LANE = 4
# No database: tried again this often, by a worker that has nothing else to do.
PAUSE_SECONDS = 5.0
# PostgreSQL ends the transaction of a worker that is frozen in it, and frees what it locked.
FROZEN = "-c idle_in_transaction_session_timeout=60s"


class Hands:
    """What the workers of this process hold; one heart beats for all of it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[int, Collection[Holding]] = {}

    def hold(self, held: Collection[Holding]) -> None:
        with self._lock:
            self._held[threading.get_ident()] = held

    def all_held(self) -> list[Holding]:
        with self._lock:
            return [each for held in self._held.values() for each in held]


def keep_working(hands: Hands, heard: threading.Event, stopping: threading.Event, *, lane: str = "") -> None:
    """Do whatever is due until told to stop; what was taken and not begun is given back."""
    while not stopping.is_set():
        close_old_connections()
        try:
            done = work_once(hands, clock=read_clock, is_stopping=stopping.is_set, lane=lane)
        except Exception:
            log.exception("The worker stumbled over the queue itself; it goes on in %s s", PAUSE_SECONDS)
            stopping.wait(PAUSE_SECONDS)
            continue
        if not done and not heard.wait(look_seconds(lane)):
            continue
        heard.clear()
    connections.close_all()


def work_once(hands: Hands, *, clock: Callable[[], datetime], is_stopping: Callable[[], bool], lane: str = "") -> int:
    """Take what is due and do it; return how many jobs were taken."""
    most = 1 if lane == SLOW else AT_ONCE_IN_A_LANE if lane else AT_ONCE
    held = take_jobs(most=most, now=clock(), lane=lane)
    hands.hold(held)
    try:
        for place, each in enumerate(held):
            if is_stopping():
                give_back(held[place:], now=clock())
                break
            do_job(each, clock=clock)
            # Done with: the heart has nothing to say about it.
            hands.hold(held[place + 1 :])
    finally:
        hands.hold(())
    return len(held)


def keep_beating(hands: Hands, stopping: threading.Event) -> None:
    """Say every few seconds that whoever holds these jobs lives."""
    while not stopping.wait(BEAT.total_seconds()):
        held = hands.all_held()
        if not held:
            continue
        close_old_connections()
        try:
            keep_holding(held, now=read_clock())
        except Exception:
            log.exception("The leases of %d jobs could not be renewed", len(held))
    connections.close_all()


def let_nobody_wait_for_the_frozen(threads: int) -> None:
    """Have PostgreSQL break off a transaction that its worker left standing; asked for before the first connection.

    As many connections are lent as there are threads that keep one.
    """
    if connection.vendor == "postgresql":
        options = connection.settings_dict["OPTIONS"]
        if pool := options.get("pool"):
            options["pool"] = {**pool, "max_size": max(pool["max_size"], threads)}
        options["options"] = f"{options.get('options', '')} {FROZEN}"
