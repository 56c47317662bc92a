"""Each minute what new and changed calls will need is foretold; after a refit, all that are open."""

import logging
from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.business.stock.actions.foretell_kits import foretell_kits
from steadyhand.jobs.refit_kits import WHO
from steadyhand.shared.actor import the_system

log = logging.getLogger(__name__)


def foretell_all_kits(now: datetime) -> int:
    """Foretell for every dealership; return for how many calls."""
    done = 0
    for firm in all_firms():
        try:
            done += foretell_kits(by=the_system(firm.id, WHO), now=now)
        except Exception:
            # What was foretold before still stands; the others are foretold all the same.
            log.exception("The parts of open calls couldn't be foretold")
    return done
