"""What does the guard find in words that have reached customers? Looked at every minute, for the company's mirror."""

from datetime import datetime

from steadyhand.business.conversations.actions.look_at_sent import look_at_sent
from steadyhand.business.dealership.running import all_firms
from steadyhand.shared.actor import the_system

WHO = "Steadyhand"


def look_at_all_sent(now: datetime) -> int:
    """Look at what every dealership's people told customers since; return how much there was."""
    return sum(look_at_sent(by=the_system(firm.id, WHO), now=now) for firm in all_firms())
