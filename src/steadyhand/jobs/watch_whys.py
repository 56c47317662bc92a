"""Does each principal's own module still hold? Asked once a day, of each principal once a year."""

from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.business.learning.watching_why import watch_why


def watch_all_whys(now: datetime) -> int:
    """Open follow-ups of modules that are missing or a year old; return how many."""
    return sum(watch_why(firm.id, now=now) for firm in all_firms())
