"""Each night what foretells parts is fitted anew: one that would have packed fewer full kits never answers."""

import logging
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.running import all_firms
from steadyhand.business.stock.actions.refit_kits import note_failure, refit_kits
from steadyhand.business.stock.queries.kits import last_fitted
from steadyhand.business.stock.rules import KitModelState
from steadyhand.jobs.refit_promises import NIGHT, NOT_AGAIN_WITHIN
from steadyhand.shared.actor import the_system

log = logging.getLogger(__name__)
WHO = "the kit engine"


def refit_all_kits(now: datetime) -> int:
    """Fit what is due at each dealership; return how many went live. The very first is fitted at once."""
    live = 0
    for firm in all_firms():
        if _is_due(firm.id, now.astimezone(ZoneInfo(the_dealership(firm.id).zone))):
            live += _refit(firm.id, now)
    return live


def _is_due(tenant_id: UUID, local: datetime) -> bool:
    last = last_fitted(tenant_id)
    return last is None or (local.hour in NIGHT and local - last >= NOT_AGAIN_WITHIN)


def _refit(tenant_id: UUID, now: datetime) -> bool:
    by = the_system(tenant_id, WHO)
    try:
        done = refit_kits(by=by, now=now)
    except Exception as problem:
        # The present one goes on answering, and the other dealerships are fitted all the same.
        log.exception("Kits couldn't be fitted; the present predictor stays")
        note_failure(by=by, reason=f"{type(problem).__name__}: {problem}", now=now)
        return False
    log.info("kits: %s", done.why)
    return done.state is KitModelState.LIVE
