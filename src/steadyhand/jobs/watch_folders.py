"""The folders beside dealers' ERPs: looked into every half minute, so that a file is taken a minute after it came."""

import logging
from datetime import datetime

from steadyhand.imports.acting import every_dealership
from steadyhand.imports.watching.looking import look_once

log = logging.getLogger(__name__)


def watch_all_folders(now: datetime) -> int:
    """Look into every dealership's folder once; return how many files were taken or put away."""
    moved = 0
    for tenant_id in every_dealership():
        looked = look_once(tenant_id, now=now)
        if looked is None:
            continue
        if looked.problem:
            log.warning("The watched folder of %s: %s", tenant_id, looked.problem)
        moved += looked.taken + looked.finished
    return moved
