"""Who rides along with whom on a day, to learn?"""

from datetime import date
from uuid import UUID

from steadyhand.business.people.growth.models import RideDay
from steadyhand.business.people.growth.rules import PairState


def mentors_on(tenant_id: UUID, branch_id: UUID, *, on: date) -> dict[UUID, str]:
    """Return the names of the mentors whom a branch's learners ride with on a day, by learner. One query."""
    rows = RideDay.objects.of(tenant_id).filter(
        on=on,
        taken_back_at__isnull=True,
        pair__state=PairState.RUNNING,
        pair__learner__branch_id=branch_id,
    )
    return dict(rows.values_list("pair__learner_id", "pair__mentor__name"))
