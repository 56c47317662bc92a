"""The trade's numbers: what changed is reckoned soon after it did, all of it after imports."""

from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.business.insight.actions.reckon import reckon
from steadyhand.shared.actor import the_system

WHO = "the numbers"


def reckon_all_numbers(now: datetime) -> int:
    """Bring every dealership's numbers up to date; return how many calls' facts changed."""
    return sum(reckon(by=the_system(firm.id, WHO), now=now).facts for firm in all_firms())
