"""Before somebody is at a customer again, whoever noticed something there knows how it ended."""

from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.flows.need.thank_noticer import thank_noticers
from steadyhand.shared.actor import the_system

WHO = "Steadyhand"


def thank_all_noticers(now: datetime) -> int:
    """Look at the visits that begin soon, at each dealership; return how many were thanked."""
    return sum(thank_noticers(by=the_system(firm.id, WHO), now=now) for firm in all_firms())
