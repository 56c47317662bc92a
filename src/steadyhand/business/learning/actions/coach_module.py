"""A technician has finished a module: what it teaches is coached, in the plan under way or in one of its own."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.actions.open_plans import Trained, open_plans
from steadyhand.business.learning.coaching.cadence import TALK_WEEKS, WEEK
from steadyhand.business.learning.content.behaviours import behaviours_of
from steadyhand.business.learning.models import CoachingPlan
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def coach_module(*, by: Actor, technician_id: UUID, module: str, title: str, finished_on: date, now: datetime) -> bool:
    """Coach what a module teaches, once; false where that was seen to already, or nothing of it can be seen.

    Whoever is in the weeks of talks isn't given a second talk a week: the behaviours join the plan that is under way.
    """
    codes = [each.code for each in behaviours_of(module)]
    if not codes:
        return False
    plans = CoachingPlan.objects.of(by.tenant_id).filter(technician_id=technician_id)
    if any(set(codes) <= set(plan.behaviours) for plan in plans):
        return False
    first_week_s = today_at(by.tenant_id, now) - len(TALK_WEEKS) * WEEK
    under_way = plans.filter(ended_at__isnull=True, starts_on__gt=first_week_s).order_by("-starts_on", "id").first()
    if under_way is None:
        trained = Trained(training=f"module:{module}", title=title, ended_on=finished_on, module=module)
        return bool(open_plans(by=by, technicians=[technician_id], trained=trained, now=now))
    joined = [*under_way.behaviours, *(code for code in codes if code not in under_way.behaviours)]
    CoachingPlan.objects.filter(**under_way.where()).update(behaviours=joined)
    record_change(under_way, by=by, at=now, verb="coaching joined", became={"module": title})
    return True
