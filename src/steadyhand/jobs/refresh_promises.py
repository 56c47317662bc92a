"""Each hour the models of promises hear what is open and what has closed: a heavy day is known on that day."""

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.running import all_firms
from steadyhand.business.promises.actions.bring_up_to_date import bring_up_to_date
from steadyhand.business.promises.settings import TARGETS
from steadyhand.shared.actor import the_system

log = logging.getLogger(__name__)
WHO = "the promise engine"


def refresh_all_promises(now: datetime) -> int:
    """Bring every model that answers up to date; return how many."""
    done = 0
    for firm in all_firms():
        local = now.astimezone(ZoneInfo(the_dealership(firm.id).zone))
        for kind in TARGETS:
            try:
                done += bring_up_to_date(by=the_system(firm.id, WHO), kind=kind, now=local)
            except Exception:
                # It goes on answering with what it knew an hour ago; the others are brought up to date all the same.
                log.exception("The model of %s couldn't be brought up to date", kind)
    return done
