"""What was said about technicians is kept for as long as it is used; of one person it can be erased at once."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.rules import Role
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.learning.actions.open_plans import end_plan
from steadyhand.business.learning.models import (
    CoachingPlan,
    CoachingReply,
    CoachingStep,
    Observation,
    RideAlong,
    Thanks,
)
from steadyhand.business.learning.settings import KEPT_DAYS
from steadyhand.business.people.queries import user_of_technician
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

ERASED = "erased"


class CannotErase(Exception):
    """It can't be erased like this; the message says what to do."""


@transaction.atomic
def forget_old(tenant_id: UUID, *, now: datetime) -> int:
    """Delete what is older than the dealership keeps it; return how many rows went. Counts go with what they rest on.

    Plans and their weeks stay without what was agreed: that something was held says nothing of what was said.
    """
    before = now - timedelta(days=value_of(tenant_id, KEPT_DAYS))
    gone = CoachingReply.objects.of(tenant_id).filter(at__lt=before).delete()[0]
    gone += Observation.objects.of(tenant_id).filter(at__lt=before).delete()[0]
    gone += RideAlong.objects.of(tenant_id).filter(happened_at__lt=before).delete()[0]
    gone += Thanks.objects.of(tenant_id).filter(at__lt=before).delete()[0]
    talks = CoachingStep.objects.of(tenant_id).filter(done_at__lt=before).exclude(agreed="")
    return gone + talks.update(agreed="")


@transaction.atomic
def erase_said(*, by: Actor, technician_id: UUID, because: str, now: datetime) -> int:
    """Erase what was ever said about a technician, and end their coaching; return how many lines went.

    In a frozen roll-out they stay drawn, with nothing counted: a draw that lost somebody would be another draw.

    Raises:
        CannotErase: it isn't the principal who asks, there is no reason, or nothing was said.
    """
    if not by.is_one_of(Role.PRINCIPAL):
        raise CannotErase("Only the principal erases what was said about somebody.")
    if not because.strip():
        raise CannotErase("Say why it is erased: that it was is all that stays.")
    rows = CoachingPlan.objects.visible_to(by).filter(technician_id=technician_id)
    seen = Observation.objects.visible_to(by).filter(technician_id=technician_id).select_related("technician").first()
    if seen is None and not rows.exists():
        raise CannotErase("Nothing was said about this technician at your branches.")
    user_id = user_of_technician(by.tenant_id, technician_id)
    gone = CoachingReply.objects.of(by.tenant_id).filter(technician_id=technician_id).delete()[0]
    gone += Observation.objects.of(by.tenant_id).filter(technician_id=technician_id).delete()[0]
    gone += RideAlong.objects.of(by.tenant_id).filter(technician_id=technician_id).delete()[0]
    if user_id:
        gone += Thanks.objects.of(by.tenant_id).filter(to_id=user_id).delete()[0]
    steps = CoachingStep.objects.of(by.tenant_id).filter(plan__technician_id=technician_id)
    steps.update(agreed="", why="")
    plans = list(rows)
    for plan in plans:
        if plan.ended_at is not None:
            CoachingPlan.objects.filter(**plan.where()).update(ended_because=ERASED)
        record_change(plan, by=by, at=now, verb="what was said erased", why=because.strip()[:300])
    if seen is not None and not plans:
        # Without a plan it stands with the technician: that it was erased, and why, is to be found either way.
        record_change(seen.technician, by=by, at=now, verb="what was said erased", why=because.strip()[:300])
    # Last, for it opens the book of follow-ups.
    for plan in plans:
        if plan.ended_at is None:
            end_plan(by=by, plan_id=plan.id, because=ERASED, now=now)
    return gone
