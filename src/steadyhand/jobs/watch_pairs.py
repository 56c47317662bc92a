"""Is anybody new without a mentor, and are the pairs well? Asked a few times a day, at each dealership."""

from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.business.learning.pairing import watch_pairs


def watch_all_pairs(now: datetime) -> int:
    """Propose mentors, open and end follow-ups of pairs; return how many."""
    return sum(watch_pairs(firm.id, now=now) for firm in all_firms())
