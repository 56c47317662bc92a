"""Which orders of parts should be here and aren't? The parts desk asks, whoever waits for a part hears."""

from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.flows.visit.order_parts import watch_orders
from steadyhand.shared.actor import the_system

WHO = "Steadyhand"


def watch_all_orders(now: datetime) -> int:
    """Look at every dealership's orders; return how many are newly late."""
    return sum(watch_orders(by=the_system(firm.id, WHO), now=now) for firm in all_firms())
