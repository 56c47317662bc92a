"""Does each branch stand together once a month? Looked at each morning, asked once a month."""

from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.business.learning.watching_huddles import watch_huddles


def watch_all_huddles(now: datetime) -> int:
    """Open the follow-ups of this month's huddles and end those of months that are over; return how many."""
    return sum(watch_huddles(firm.id, now=now) for firm in all_firms())
