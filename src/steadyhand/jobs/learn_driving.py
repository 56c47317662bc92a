"""Each day it is learnt anew how fast technicians drive, and drives are forgotten that a map said long ago."""

import logging
from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.business.dispatch.actions.keep_travel import forget_travel
from steadyhand.business.dispatch.actions.learn_driving import learn_driving

log = logging.getLogger(__name__)


def learn_all_driving(now: datetime) -> int:
    """Learn it at each dealership; return from how many drives."""
    drives = 0
    for firm in all_firms():
        learnt = learn_driving(tenant_id=firm.id, now=now)
        forget_travel(tenant_id=firm.id, now=now)
        log.info("driving: learnt from %d drives, %d left out", learnt.used, sum(learnt.left_out.values()))
        drives += learnt.used
    return drives
