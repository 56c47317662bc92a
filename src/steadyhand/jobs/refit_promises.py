"""Each night the models of promises are fitted anew: one that would have kept fewer never answers."""

import logging
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.running import all_firms
from steadyhand.business.promises.actions.refit import note_failure, refit
from steadyhand.business.promises.queries.refits import last_fitted
from steadyhand.business.promises.rules import ModelState, PromiseKind
from steadyhand.business.promises.settings import TARGETS
from steadyhand.shared.actor import the_system

log = logging.getLogger(__name__)
WHO = "the promise engine"
# Between these hours of the dealership's own clock nobody waits for the machine.
NIGHT = range(1, 5)
# Not twice in a night, and again in the next, whenever in it this one was.
NOT_AGAIN_WITHIN = timedelta(hours=18)


def refit_all_promises(now: datetime) -> int:
    """Fit what is due at each dealership; return how many models went live. The very first is fitted at once."""
    live = 0
    for firm in all_firms():
        local = now.astimezone(ZoneInfo(the_dealership(firm.id).zone))
        fitted = last_fitted(firm.id)
        for kind in TARGETS:
            if _is_due(fitted.get(kind), local):
                live += _refit(firm.id, kind, local)
    return live


def _is_due(last: datetime | None, local: datetime) -> bool:
    if last is None:
        return True
    return local.hour in NIGHT and local - last >= NOT_AGAIN_WITHIN


def _refit(tenant_id: UUID, kind: PromiseKind, now: datetime) -> bool:
    by = the_system(tenant_id, WHO)
    try:
        done = refit(by=by, kind=kind, now=now)
    except Exception as problem:
        # One kind's history must not keep the others from being fitted; the present model goes on answering.
        log.exception("The model of %s couldn't be fitted; the present one stays", kind)
        note_failure(by=by, kind=kind, reason=f"{type(problem).__name__}: {problem}", now=now)
        return False
    log.info("promises, %s: %s", kind, done.why)
    return done.state is ModelState.LIVE
