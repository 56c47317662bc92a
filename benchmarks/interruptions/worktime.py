"""When is somebody at work again? By the simulator's own hours, holidays left out: nobody is spared a day."""

import math
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from benchmarks.interruptions.house import ZONE

BEGINS, ENDS = time(8), time(17)
SATURDAY = 5
HERE = ZoneInfo(ZONE)


def at_work(at: datetime, minutes: float = 0.0) -> datetime:
    """Return the moment after so many minutes of work from a moment on."""
    now, left = at.astimezone(HERE), timedelta(minutes=minutes)
    while True:
        begins, ends = (datetime.combine(now.date(), each, tzinfo=HERE) for each in (BEGINS, ENDS))
        if now.weekday() >= SATURDAY or now >= ends:
            now = datetime.combine(now.date() + timedelta(days=1), BEGINS, tzinfo=HERE)
            continue
        now = max(now, begins)
        if now + left < ends:
            return (now + left).astimezone(at.tzinfo)
        left -= ends - now
        now = ends


def about(rng: Random, median: float, spread: float) -> float:
    """Return a log-normal span around its median."""
    return median * math.exp(rng.gauss(0.0, spread))
