"""Some nights what trucks should carry is reckoned anew from the record; somebody answers it by day."""

import logging
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.running import all_firms
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.stock.actions.propose_levels import propose_levels
from steadyhand.business.stock.par.rules import CannotLevel
from steadyhand.business.stock.queries.proposals import last_proposed
from steadyhand.business.stock.settings import LEVELS_EVERY_DAYS
from steadyhand.jobs.refit_promises import NIGHT
from steadyhand.shared.actor import the_system

log = logging.getLogger(__name__)
WHO = "the levels of trucks"
# A night that began a little earlier than the last one still counts as a day later.
SLACK = timedelta(hours=6)


def propose_all_levels(now: datetime) -> int:
    """Propose levels at each dealership where it is due; return how many branches have a proposal."""
    return sum(_proposed(firm.id, now) for firm in all_firms() if _is_due(firm.id, now))


def _is_due(tenant_id: UUID, now: datetime) -> bool:
    if now.astimezone(ZoneInfo(the_dealership(tenant_id).zone)).hour not in NIGHT:
        return False
    last = last_proposed(tenant_id)
    every = timedelta(days=value_of(tenant_id, LEVELS_EVERY_DAYS))
    return last is None or now - last >= every - SLACK


def _proposed(tenant_id: UUID, now: datetime) -> int:
    try:
        return len(propose_levels(by=the_system(tenant_id, WHO), now=now))
    except CannotLevel as reason:
        # A house that keeps no trucks, or has no call yet: it reads the same sentence where it asks by hand.
        log.info("levels: %s", reason)
        return 0
