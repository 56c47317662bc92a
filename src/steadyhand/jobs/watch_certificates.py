"""Does any certificate run out that nobody has seen to? Asked a few times a day, at each dealership."""

from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.business.learning.watching import watch_certificates


def watch_all_certificates(now: datetime) -> int:
    """Open and end follow-ups of certificates; return how many."""
    return sum(watch_certificates(firm.id, now=now) for firm in all_firms())
