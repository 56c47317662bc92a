"""Who hears of what nobody opened: the first of those who answer for a branch."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.dealership.present import working_here
from steadyhand.business.followups.owners import LADDER


def hearers_at(tenant_id: UUID, branch_id: UUID, *, at: datetime) -> tuple[UUID, ...]:
    """Return who hears of what the program itself opens at a branch: one of those that a silent one climbs to."""
    leads = working_here(tenant_id, branch_id=branch_id, roles=LADDER, at=at)
    return tuple(person.id for person in leads[:1])
