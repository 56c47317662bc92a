"""Where technicians are is forgotten once their shift is over, or their phone says nothing any more."""

from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.business.dispatch.actions.share_position import forget_positions


def forget_all_positions(now: datetime) -> int:
    """Look at each dealership; return how many positions were deleted or wiped."""
    return sum(forget_positions(firm.id, now=now) for firm in all_firms())
