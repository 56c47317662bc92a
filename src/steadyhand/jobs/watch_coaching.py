"""Has a coaching week begun, or a wave been trained? Asked a few times a day, at each dealership."""

from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.business.learning.actions.watch_coaching import watch_coaching


def watch_all_coaching(now: datetime) -> int:
    """Open plans and weeks that have come due; return how many."""
    return sum(watch_coaching(firm.id, now=now) for firm in all_firms())
