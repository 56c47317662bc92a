"""When is a message tried again, and when no more? Values in, values out."""

from datetime import datetime, timedelta

FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(minutes=15)
# 15 s, 30 s, 1, 2, 4, 8, 15, 15, … minutes: about an hour and a half altogether.
MOST_ATTEMPTS = 11
# A gateway has 20 seconds to answer; whoever is silent for longer than this has died.
LEASE = timedelta(seconds=60)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts in vain: doubled each time, a quarter of an hour at most."""
    # 2¹⁰ is beyond the longest pause; more would only overflow.
    return min(FIRST_PAUSE * (1 << min(max(attempts - 1, 0), 10)), LONGEST_PAUSE)


def next_attempt(attempts: int, *, expires_at: datetime, now: datetime) -> datetime | None:
    """Return when to try again, or None where that is no more use."""
    at = now + pause_after(attempts)
    return at if attempts < MOST_ATTEMPTS and at < expires_at else None
