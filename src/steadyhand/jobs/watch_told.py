"""Is what customers were told still so? Looked at every hour, so that no change of a record slips past."""

from datetime import datetime

from steadyhand.business.conversations.actions.keep_told_true import keep_told_true
from steadyhand.business.dealership.running import all_firms
from steadyhand.shared.actor import the_system

WHO = "Steadyhand"


def watch_all_told(now: datetime) -> int:
    """Hold what every dealership's customers were told against the record; return how much had changed."""
    return sum(keep_told_true(by=the_system(firm.id, WHO), now=now).count for firm in all_firms())
