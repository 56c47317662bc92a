"""A dispatcher does otherwise than the plan: what they overruled is kept with the reason, to be shown back."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.for_a_plan import call_to_go
from steadyhand.business.dispatch.day_plan.models import Overrule, PlannedVisit
from steadyhand.business.dispatch.day_plan.rules import LEAST_WHY, Usual, reason_said
from steadyhand.business.dispatch.day_plan.shown import MoveCost
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

_MOST_WHY = 300


class CannotOverrule(Exception):
    """Nothing was kept; the message is for the dispatcher."""


@transaction.atomic
def keep_overrule(
    *,
    by: Actor,
    branch_id: UUID,
    on: date,
    cost: MoveCost,
    why: str,
    usual: Usual = Usual.OWN_WORDS,
    plan_id: UUID | None = None,
    now: datetime,
) -> UUID:
    """Keep that somebody overruled a plan, or how a day is assigned: what it cost by our prices, and their reason.

    A usual reason needs no more words.

    Raises:
        CannotOverrule: no reason is given, or the call isn't at the actor's branches.
    """
    if usual is Usual.OWN_WORDS and len(why.strip()) < LEAST_WHY:
        raise CannotOverrule("Say why: it is shown back at the end of the month, and helps to set the weights right.")
    found = call_to_go(by, cost.call_id)
    if found is None:
        raise CannotOverrule("There is no such call at your branches. It may have moved to another one.")
    _, call = found
    planned_with = call.visit.technician_id if call.visit else None
    planned_for = call.visit.planned_for if call.visit else None
    if plan_id is not None:
        rows = PlannedVisit.objects.visible_to(by).filter(plan_id=plan_id, call_id=cost.call_id)
        planned_with, planned_for = rows.values_list("technician_id", "begins_at").first() or (None, None)
    row = Overrule.objects.create(
        tenant_id=by.tenant_id,
        branch_id=branch_id,
        on=on,
        plan_id=plan_id,
        call_id=cost.call_id,
        planned_with_id=planned_with,
        planned_for=planned_for,
        given_to_id=cost.technician_id,
        given_for=cost.begins_at,
        weight=cost.weight,
        more_minutes=cost.more_minutes,
        weight_minutes=cost.weight_minutes,
        breaks=[each.rule for each in cost.breaks],
        usual=usual,
        why=why.strip()[:_MOST_WHY],
        at=now,
        by_id=by.user_id,
        by_name=by.name,
    )
    record_change(
        row,
        by=by,
        at=now,
        verb="overruled a day's plan",
        why=reason_said(usual, row.why)[:_MOST_WHY],
        became={"call": call.number, "weight": row.weight},
    )
    return row.id
