"""A proposal isn't wanted: it stays to be read, and nothing of it is applied."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dispatch.day_plan.asking import end_asking
from steadyhand.business.dispatch.day_plan.models import DayPlan
from steadyhand.business.dispatch.day_plan.rules import PlanState
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

_MOST_WHY = 300


class CannotSetAside(Exception):
    """The plan stays as it is; the message is for the dispatcher."""


@transaction.atomic
def set_plan_aside(*, by: Actor, plan_id: UUID, version: int, why: str = "", now: datetime) -> None:
    """Set a proposal aside, with a reason if there is one. The same again changes nothing.

    Raises:
        CannotSetAside: no such plan, it was accepted or overtaken, or somebody else was faster.
    """
    plan = DayPlan.objects.visible_to(by).filter(id=plan_id).first()
    if plan is None:
        raise CannotSetAside("There is no such plan at your branches. Look at the day anew.")
    if plan.state == PlanState.SET_ASIDE:
        return
    if plan.state == PlanState.ACCEPTED:
        raise CannotSetAside("This plan was accepted: take it back instead, as long as nothing of it has begun.")
    done = DayPlan.objects.filter(**plan.where(), state=PlanState.PROPOSED, version=version).update(
        state=PlanState.SET_ASIDE, version=version + 1, ended_at=now, ended_by_name=by.name,
        ended_because=why.strip()[:_MOST_WHY] or "Set aside",
    )  # fmt: skip
    if not done:
        raise CannotSetAside("Somebody has just changed this plan; what you see now is fresh.")
    record_change(plan, by=by, at=now, verb="set a day's plan aside", why=why.strip()[:_MOST_WHY])
    words = why.strip() or f"Set aside by {by.name}."
    end_asking(by.tenant_id, [plan.id], outcome="set_aside", words=words, now=now)
