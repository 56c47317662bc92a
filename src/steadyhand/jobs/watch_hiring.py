"""Has a line of a development path come due, or a candidate's day? Asked a few times a day, at each dealership."""

from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.business.learning.actions.watch_hiring import watch_hiring


def watch_all_hiring(now: datetime) -> int:
    """Open what has come due and erase what has expired; return how many of both."""
    return sum(watch_hiring(firm.id, now=now) for firm in all_firms())
