"""Is any follow-up with somebody who left, or without what wakes it? Looked at every few minutes, everywhere."""

from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.business.followups.checking import see_that_nothing_is_dropped


def mend_all_followups(now: datetime) -> int:
    """Mend what shouldn't be, at each dealership; return how much there was."""
    return sum(see_that_nothing_is_dropped(firm.id, now=now) for firm in all_firms())
