"""When is a job tried again, when no more, and for how long is it one worker's? Values in, values out."""

from datetime import datetime, timedelta

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=30)
# About 5, 10, 20, 40, 80 s, 3, 5, 11, 21 minutes: three quarters of an hour altogether.
MOST_ATTEMPTS = 10
# Whoever is silent for longer has died or sleeps: its jobs are another's. Four beats fit into it.
LEASE = timedelta(seconds=20)
BEAT = timedelta(seconds=5)
# A fifth either way, so that what failed together doesn't come back together.
JITTER = 0.2


def pause_after(attempts: int, *, chance: float) -> timedelta:
    """Return how long to wait after so many attempts in vain; `chance` is any number from 0 to 1.

    Doubled each time, half an hour at most, then made up to a fifth shorter or longer.
    """
    # 2¹⁰ is beyond the longest pause; more would only overflow.
    pause = min(FIRST_PAUSE * (1 << min(max(attempts - 1, 0), 10)), LONGEST_PAUSE)
    return pause * (1 + JITTER * (2 * chance - 1))


def longest_wait() -> timedelta:
    """Return how far ahead a job that was ever attempted can stand; beyond it, the clock has been set back."""
    return LONGEST_PAUSE * (1 + JITTER)


def is_too_late(due_at: datetime, worth_for: timedelta | None, *, now: datetime) -> bool:
    return worth_for is not None and now - due_at > worth_for


def next_tick(due_at: datetime, every: timedelta, *, now: datetime) -> datetime:
    """Return when something periodic is due again: on its own beat, and once only for all the times it missed.

    A beat that lies further ahead than one period, after the clock was set back, begins anew.
    """
    if due_at > now:
        return now + every
    return due_at + every * ((now - due_at) // every + 1)
