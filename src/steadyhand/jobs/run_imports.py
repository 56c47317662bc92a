"""Imports brought on the page: read in the jobs process, so that no request waits for a million rows."""

import logging
from datetime import datetime

from steadyhand.business.dealership.queries import actor_for
from steadyhand.imports.acting import every_dealership
from steadyhand.imports.models import ImportRun
from steadyhand.imports.reading.files import CannotRead
from steadyhand.imports.runs.lease import LeaseLost, claim_next, release_dead
from steadyhand.imports.runs.run import go, plan_or_fail
from steadyhand.imports.taking.pipeline import RecordMoved
from steadyhand.shared.actor import Actor, the_system

log = logging.getLogger(__name__)


def run_waiting_imports(now: datetime) -> int:
    """Free runs of dead workers, then check or land the ones that wait; return how many were worked on."""
    worked_on = 0
    for tenant_id in every_dealership():
        release_dead(tenant_id=tenant_id, now=now)
        while run := claim_next(tenant_id=tenant_id, now=now):
            worked_on += 1
            _work_on(run)
    return worked_on


def _work_on(run: ImportRun) -> None:
    files = plan_or_fail(run)
    if files is None:
        return
    try:
        go(run, files, by=_who_brought(run))
    except (CannotRead, RecordMoved) as problem:
        # The run says so itself, to whoever brought it; here it is for whoever reads logs.
        log.warning("Import %s failed: %s", run, problem)
    except LeaseLost as problem:
        log.warning("%s", problem)


def _who_brought(run: ImportRun) -> Actor:
    return actor_for(run.made_by_id) if run.made_by_id else the_system(run.tenant_id, run.made_by)
