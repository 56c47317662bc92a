"""How does a worker hear of a job at once? PostgreSQL says so when a transaction commits; else it looks often."""

import logging
import threading

from django.db import connection

from steadyhand.shared.queue.putting import CHANNEL

log = logging.getLogger(__name__)

# SQLite has nobody who could tell. A look is one read of a small index: five a second cost a hundredth of a second.
LOOK_SECONDS = {"sqlite": 0.2, "postgresql": 1.0}
# In a lane of its own: a message may take a second more to leave.
LOOK_SECONDS_IN_A_LANE = 1.0
# PostgreSQL gone: the workers go on looking, and this is tried again.
RETRY_SECONDS = 5.0


class Bell:
    """Wakes every worker of this process."""

    def __init__(self) -> None:
        self._heard: list[threading.Event] = []

    def ear(self) -> threading.Event:
        """Return an event for one worker, which clears it once it is awake."""
        heard = threading.Event()
        self._heard.append(heard)
        return heard

    def ring(self) -> None:
        for heard in self._heard:
            heard.set()


def look_seconds(lane: str = "") -> float:
    """Return how often a worker looks though nobody rang: timers come due without a word."""
    return LOOK_SECONDS_IN_A_LANE if lane else LOOK_SECONDS[connection.vendor]


def listen(bell: Bell, stopping: threading.Event) -> None:
    """Ring whenever PostgreSQL says that a job was put; returns at once on SQLite."""
    if connection.vendor != "postgresql":
        return
    import psycopg  # noqa: PLC0415  # not needed for SQLite

    while not stopping.is_set():
        try:
            # A connection of its own: it listens for hours, and the pool's are lent for moments.
            with psycopg.connect(**connection.get_connection_params(), autocommit=True) as line:
                line.execute(f"LISTEN {CHANNEL}")
                bell.ring()
                while not stopping.is_set():
                    for _ in line.notifies(timeout=1.0, stop_after=1):
                        bell.ring()
        except psycopg.Error:
            log.exception("PostgreSQL can't be listened to; workers look every %s s", look_seconds())
            stopping.wait(RETRY_SECONDS)
