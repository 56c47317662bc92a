"""A dispatcher moves one call in a proposal: it is pinned there, the reason is kept, the rest stays in its order."""

from datetime import datetime
from time import perf_counter
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dispatch.actions.keep_overrule import CannotOverrule, keep_overrule
from steadyhand.business.dispatch.actions.pin_call import CannotPin, pin_call
from steadyhand.business.dispatch.actions.propose_plan import CannotProposePlan, PlanMade, keep_proposal
from steadyhand.business.dispatch.day_plan.document import as_document
from steadyhand.business.dispatch.day_plan.gathering import DayUnplannable
from steadyhand.business.dispatch.day_plan.known_plan import plan_from
from steadyhand.business.dispatch.day_plan.making import Took, as_assigned, plan_again, standing
from steadyhand.business.dispatch.day_plan.models import DayPlan
from steadyhand.business.dispatch.day_plan.reading import read_day
from steadyhand.business.dispatch.day_plan.rules import PlanState, Trigger, Usual, reason_said
from steadyhand.business.dispatch.day_plan.shifting import shifted
from steadyhand.business.dispatch.queries.day_plans import plan_shown
from steadyhand.business.dispatch.queries.moving import cost_of_move
from steadyhand.shared.actor import Actor


class CannotMoveInPlan(Exception):
    """The proposal stays as it is; the message is for the dispatcher."""


@transaction.atomic
def move_in_plan(
    *,
    by: Actor,
    plan_id: UUID,
    version: int,
    call_id: UUID,
    technician_id: UUID | None,
    begins_at: datetime | None = None,
    why: str,
    usual: Usual = Usual.OWN_WORDS,
    now: datetime,
) -> PlanMade:
    """Return the next proposal, with a call pinned to a technician (and moment), or kept off the day (None).

    Nothing else changes its technician or order; what comes later may come later still.

    Raises:
        CannotMoveInPlan: no such proposal, it was changed, the call can't be there, or no reason is given.
    """
    plan = DayPlan.objects.visible_to(by).select_for_update(no_key=True).filter(id=plan_id).first()
    shown = plan_shown(by, plan_id) if plan else None
    if plan is None or shown is None:
        raise CannotMoveInPlan("There is no such plan at your branches. Look at the day anew.")
    if plan.state != PlanState.PROPOSED or plan.version != version:
        raise CannotMoveInPlan(
            f"This plan is {PlanState(plan.state).label} or has just changed; what you see now is fresh."
        )
    try:
        read = read_day(by, plan.branch_id, on=plan.on, now=now)
        number = read.number_of(call_id)
        if number is None:
            raise CannotMoveInPlan("This call isn't to be planned that day any more: it has begun, or is over.")
        known = plan_from(read, shown)
        clock = the_dealership(by.tenant_id).clock
        cost = cost_of_move(read, known, number, technician_id, begins_at, clock=clock)
        if not cost.is_possible:
            raise CannotMoveInPlan(cost.said)
        began = perf_counter()
        # Whatever is broken by it was said before; the pin is the dispatcher's word.
        found = shifted(
            read,
            standing(read.problem, known),
            number,
            read.key_of(technician_id),
            read.gathered.clock.seconds(begins_at) if begins_at else None,
        )
        assert found.after is not None  # noqa: S101  # for mypy: it is possible
        keep_overrule(
            by=by, branch_id=plan.branch_id, on=plan.on, cost=cost, why=why, usual=usual, plan_id=plan.id, now=now
        )  # fmt: skip
        pin_call(
            by=by, call_id=call_id, on=plan.on, technician_id=technician_id, begins_at=begins_at,
            why=reason_said(usual, why), now=now,
        )  # fmt: skip
        pinned = read_day(by, plan.branch_id, on=plan.on, now=now, fills_gaps=True)
        after = plan_again(pinned, found.after.plan)
        document = as_document(pinned, after, as_assigned(pinned), Took(0.0, perf_counter() - began, 0.0))
        return keep_proposal(by, plan.branch_id, plan.on, Trigger.MOVED, document, now=now)
    except (DayUnplannable, CannotOverrule, CannotPin, CannotProposePlan) as problem:
        raise CannotMoveInPlan(str(problem)) from problem
