"""Each branch's day is proposed in the morning, and again when it departs from its plan."""

from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.business.dispatch.actions.plan_by_itself import plan_departed, plan_mornings
from steadyhand.shared.actor import the_system

WHO = "the day plan"


def plan_all_mornings(now: datetime) -> int:
    """Propose the morning's plans of every dealership that wants them; return how many."""
    return sum(plan_mornings(by=the_system(firm.id, WHO), now=now) for firm in all_firms())


def plan_all_departed(now: datetime) -> int:
    """Propose another plan wherever a day has departed from its own; return how many."""
    return sum(plan_departed(by=the_system(firm.id, WHO), now=now) for firm in all_firms())
