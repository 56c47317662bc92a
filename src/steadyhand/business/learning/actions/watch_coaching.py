"""What opens by itself: the coaching of a wave whose training week has come, and each coach's week on its Monday."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.actions.ask_for_agreement import ask_for_agreement
from steadyhand.business.learning.actions.ask_for_views import ask_for_views
from steadyhand.business.learning.actions.fit_plans import fit_plans
from steadyhand.business.learning.actions.forget_said import forget_old
from steadyhand.business.learning.actions.open_plans import Trained, end_of_who_left, open_plans
from steadyhand.business.learning.actions.rollouts import training_of
from steadyhand.business.learning.actions.weeks import open_weeks, release_absent
from steadyhand.business.learning.queries.rollouts import RolloutRow, rollouts_at
from steadyhand.shared.actor import Actor, the_system


def watch_coaching(tenant_id: UUID, *, now: datetime) -> int:
    """Open what has come due; return how many plans, weeks and reminders opened."""
    by = the_system(tenant_id, "Steadyhand")
    opened = sum(_open_waves(by, row, now) for row in rollouts_at(by) if row.frozen_at is not None)
    opened += end_of_who_left(tenant_id, now=now)
    release_absent(tenant_id, now=now)
    forget_old(tenant_id, now=now)
    # Leave, holidays and people who left since it was fitted; and after the eighth week a ride-along every six.
    fit_plans(tenant_id, now=now)
    opened += ask_for_views(tenant_id, now=now) + ask_for_agreement(tenant_id, now=now)
    return opened + open_weeks(tenant_id, now=now)


def _open_waves(by: Actor, row: RolloutRow, now: datetime) -> int:
    today = today_at(by.tenant_id, now)
    opened = 0
    for number in range(1, row.waves + 1):
        trained_on = row.began_on(number)
        if trained_on > today:
            continue
        trained = Trained(
            training=training_of(row.id),
            title=row.title,
            ended_on=trained_on,
            module=row.module,
            behaviours=row.behaviours,
        )
        # Who has left since the draw isn't coached; the draw stays as it was.
        here = [each.technician_id for each in row.members if each.wave == number and each.works_on(today)]
        if here:
            opened += len(open_plans(by=by, technicians=here, trained=trained, now=now))
    return opened
