"""Alerts that nobody has answered move on to the next person, dealership by dealership."""

from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.flows.visit.move_alerts_on import move_alerts_on
from steadyhand.shared.actor import the_system

WHO = "the on-call alert"


def move_all_alerts_on(now: datetime) -> int:
    """Look at every open alert; return how many moved on or ended."""
    return sum(move_alerts_on(by=the_system(firm.id, WHO), now=now) for firm in all_firms())
