"""When is a message tried again, and when no more? Values in, values out."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Patience:
    """How long after a failure the next attempt comes: doubled each time from the first, the longest at most."""

    first: timedelta
    longest: timedelta
    most: int


# 15 s, 30 s, 1, 2, 4, 8, 15, 15, … minutes: about an hour and a half altogether. Somebody waits to hear.
WITH_PEOPLE = Patience(timedelta(seconds=15), timedelta(minutes=15), most=11)
# 15 s, 30 s, … 2 h, 4 h, 6 h, 6 h …: until it is of no use any more. A program may be mended next week.
WITH_PROGRAMS = Patience(timedelta(seconds=15), timedelta(hours=6), most=1_000)
# A server that dies over a message this often in a row is not asked to send it again.
MOST_ATTEMPTS = WITH_PEOPLE.most


def pause_after(attempts: int, patience: Patience = WITH_PEOPLE) -> timedelta:
    """Return how long to wait after so many attempts in vain."""
    # 2¹² is beyond the longest pause; more would only overflow.
    return min(patience.first * (1 << min(max(attempts - 1, 0), 12)), patience.longest)


def next_attempt(
    attempts: int, *, expires_at: datetime, now: datetime, patience: Patience = WITH_PEOPLE
) -> datetime | None:
    """Return when to try again, or None where that is no more use."""
    at = now + pause_after(attempts, patience)
    return at if attempts < patience.most and at < expires_at else None
