"""What opens by itself: the coaching of a wave whose training week has come, and each coach's week on its Monday."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.actions.ask_for_views import ask_for_views
from steadyhand.business.learning.actions.fit_plans import fit_plans
from steadyhand.business.learning.actions.open_plans import CannotCoach, Trained, open_plans
from steadyhand.business.learning.actions.weeks import open_weeks
from steadyhand.business.learning.coaching.cadence import monday_of
from steadyhand.business.learning.models import CoachingPlan, CoachingStep
from steadyhand.business.learning.queries.rollouts import RolloutRow, rollouts_at, waves_of
from steadyhand.shared.actor import Actor, the_system


def watch_coaching(tenant_id: UUID, *, now: datetime) -> int:
    """Open what has come due; return how many plans, weeks and reminders opened."""
    by = the_system(tenant_id, "Steadyhand")
    opened = sum(_open_waves(by, row, now) for row in rollouts_at(by) if row.frozen_at is not None)
    if _has_run_out(tenant_id, now):
        # After the eighth week another ride-along follows every six weeks.
        fit_plans(tenant_id, now=now)
    return opened + open_weeks(tenant_id, now=now) + ask_for_views(tenant_id, now=now)


def _open_waves(by: Actor, row: RolloutRow, now: datetime) -> int:
    today = today_at(by.tenant_id, now)
    opened = 0
    for number in range(1, row.waves + 1):
        trained_on = row.trained_on(number)
        if trained_on > today:
            break
        people = [technician for technician, wave in waves_of(by, row.id).items() if wave == number]
        trained = Trained(
            training=f"wave:{row.id.hex}",
            title=row.title,
            ended_on=trained_on,
            module=row.module,
            behaviours=row.behaviours,
        )
        for technician_id in people:
            try:
                opened += len(open_plans(by=by, technicians=[technician_id], trained=trained, now=now))
            except CannotCoach:
                # Somebody of the wave has left since the draw; the others are coached, and the draw stays as it was.
                continue
    return opened


def _has_run_out(tenant_id: UUID, now: datetime) -> bool:
    """Tell whether an open plan has nothing to come any more."""
    plans = CoachingPlan.objects.of(tenant_id).filter(ended_at__isnull=True)
    steps = CoachingStep.objects.of(tenant_id)
    gives_way = Q(standing=CoachingStep.Standing.GAVE_WAY, on__gte=monday_of(today_at(tenant_id, now)))
    coming = steps.filter(Q(standing=CoachingStep.Standing.PLANNED) | gives_way)
    return plans.exclude(id__in=coming.values("plan_id")).exists()
