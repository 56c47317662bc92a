"""How often may one person ask? As fast as anybody types, and not as fast as a program can."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

# People who are forgotten first were quiet the longest.
MOST_PEOPLE = 2_000


class Pace:
    """Lets each person ask `burst` times at once and `per_second` from then on. Each process counts by itself."""

    def __init__(self, *, burst: int, per_second: float) -> None:
        self._burst, self._per_second = burst, per_second
        self._left: OrderedDict[UUID, tuple[float, datetime]] = OrderedDict()
        self._lock = Lock()

    def wait(self, who: UUID, *, now: datetime) -> timedelta:
        """Count one question and return how long to wait before it may be asked; nothing when it may now."""
        with self._lock:
            left, at = self._left.pop(who, (float(self._burst), now))
            # A clock that was put back gives nothing and takes nothing.
            passed = max((now - at).total_seconds(), 0.0)
            left = min(float(self._burst), left + passed * self._per_second)
            may_ask = left >= 1
            self._left[who] = (left - 1 if may_ask else left, now)
            while len(self._left) > MOST_PEOPLE:
                self._left.popitem(last=False)
        return timedelta() if may_ask else timedelta(seconds=(1 - left) / self._per_second)
