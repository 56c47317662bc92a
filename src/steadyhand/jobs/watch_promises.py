"""The odds of every open promise, as the day unfolds; what follows from them is done at once."""

from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.flows.word.watch_promises import watch_promises
from steadyhand.shared.actor import the_system

WHO = "Steadyhand"


def watch_all_promises(now: datetime) -> int:
    """Look at every dealership's open promises; return how many came to be at risk or no more, or were missed."""
    return sum(watch_promises(by=the_system(firm.id, WHO), now=now).changed for firm in all_firms())
