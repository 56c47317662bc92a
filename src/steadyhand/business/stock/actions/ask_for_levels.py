"""Somebody wants levels reckoned now: it is done beside everything else, and the page says so meanwhile."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.stock.actions.propose_levels import propose_levels
from steadyhand.business.stock.models import ParProposal, Place
from steadyhand.business.stock.par.rules import CannotLevel, ProposalState
from steadyhand.shared.actor import Actor
from steadyhand.shared.identity import new_id
from steadyhand.shared.queue.kinds import SLOW, Again, JobKind, JsonValue, Work
from steadyhand.shared.queue.putting import put_job

log = logging.getLogger(__name__)
JOB = "stock.levels"


@transaction.atomic
def ask_for_levels(*, by: Actor, now: datetime) -> int:
    """Have the levels of their branches' trucks reckoned; return for how many branches. Asked twice it is done once.

    Raises:
        CannotLevel: no truck is kept track of at their branches, or it isn't a person who asks.
    """
    if by.user_id is None:
        raise CannotLevel("Only a person can ask for levels; what runs by itself proposes them at night.")
    trucks = Place.objects.visible_to(by).filter(technician__isnull=False, closed_on__isnull=True)
    branches = sorted(set(trucks.values_list("branch_id", flat=True)))
    if not branches:
        raise CannotLevel("No truck is kept track of here: open one under Shelves and trucks, and levels can be found.")
    waiting = ParProposal.objects.of(by.tenant_id).filter(
        branch_id__in=branches, state__in=(ProposalState.ASKED, ProposalState.FAILED)
    )
    waiting.delete()
    ParProposal.objects.bulk_create(
        ParProposal(
            id=new_id(),
            tenant_id=by.tenant_id,
            branch_id=branch_id,
            state=ProposalState.ASKED,
            made_at=now,
            made_by_name=by.name,
        )
        for branch_id in branches
    )
    put_job(
        tenant_id=by.tenant_id,
        kind=JOB,
        args={"by": str(by.user_id)},
        due_at=now,
        now=now,
        key=f"levels:{by.user_id}",
    )
    return len(branches)


def _reckon(work: Work, now: datetime) -> JsonValue:
    """Reckon them under the job's lease; that it can't be done is an answer, too, and kept where it is read."""
    try:
        return len(propose_levels(by=actor_for(UUID(work.args["by"])), now=now))
    except CannotLevel as problem:
        log.info("levels: %s", problem)
        return 0


def _end(_work: Work, _now: datetime) -> Again | None:
    """Everything was kept when it was reckoned."""
    return None


JOBS = (JobKind(name=JOB, do=_end, outside=_reckon, label="Reckon what trucks carry", lane=SLOW, most_attempts=3),)
