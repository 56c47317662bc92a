"""Accepting a plan was a mistake: every visit goes back to where it was, all or none."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.cancel_visit import CannotCancelVisit, cancel_visit
from steadyhand.business.calls.actions.move_visit import move_visit
from steadyhand.business.calls.actions.restore_visit import CannotRestoreVisit, restore_visit
from steadyhand.business.calls.planning import PlanRefused
from steadyhand.business.calls.standing import CallNotThere
from steadyhand.business.dispatch.day_plan.models import DayPlan, GoesAlong, PlannedVisit
from steadyhand.business.dispatch.day_plan.rules import Change, PlanState
from steadyhand.business.promises.actions.put_several_at_risk import take_several_from_risk
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

TAKEN_BACK = "Taken back"
_WHY = "The day's plan was taken back"


class CannotTakeBackPlan(Exception):
    """Nothing was taken back; the message names what is in the way."""


@transaction.atomic
def take_back_plan(*, by: Actor, plan_id: UUID, version: int, now: datetime) -> int:
    """Put back what accepting a plan changed, and return how many visits that were. The same again changes nothing.

    Raises:
        CannotTakeBackPlan: it isn't accepted, a later one is, or a visit has begun or was changed since.
    """
    plan = DayPlan.objects.visible_to(by).select_for_update(no_key=True).filter(id=plan_id).first()
    if plan is None:
        raise CannotTakeBackPlan("There is no such plan at your branches. Look at the day anew.")
    if plan.state == PlanState.SET_ASIDE and plan.ended_because == TAKEN_BACK:
        return 0
    if plan.state != PlanState.ACCEPTED:
        raise CannotTakeBackPlan(f"This plan is {PlanState(plan.state).label}: there is nothing to take back.")
    if plan.version != version:
        raise CannotTakeBackPlan("Somebody has just changed this plan; what you see now is fresh.")
    later = DayPlan.objects.of(by.tenant_id).filter(branch_id=plan.branch_id, on=plan.on, state=PlanState.ACCEPTED)
    if later.filter(accepted_at__gt=plan.accepted_at).exists():
        raise CannotTakeBackPlan("A later plan of this day was accepted: take that one back first.")
    rows = PlannedVisit.objects.of(by.tenant_id).filter(plan_id=plan.id, done_visit__isnull=False)
    done = list(rows.select_related("call").order_by("-begins_at", "id"))
    # What was taken off comes back last: whoever has its call now has given it back by then.
    for row in sorted(done, key=lambda row: row.change == Change.LEFT_OUT):
        _put_back(row, by=by, now=now)
    at_risk = PlannedVisit.objects.of(by.tenant_id).filter(plan_id=plan.id, put_at_risk=True)
    promises = frozenset(each for each in at_risk.values_list("breaks_id", flat=True) if each)
    rows.update(done_visit=None, done_version=None)
    at_risk.update(put_at_risk=False)
    DayPlan.objects.filter(**plan.where()).update(
        state=PlanState.SET_ASIDE, version=plan.version + 1, ended_at=now, ended_by_name=by.name,
        ended_because=TAKEN_BACK,
    )  # fmt: skip
    record_change(plan, by=by, at=now, verb="took back a day's plan", became={"on": plan.on, "changes": len(done)})
    # Last: it opens the dealership's book of follow-ups.
    take_several_from_risk(by=by, promise_ids=promises, now=now)
    return len(done)


def _put_back(row: PlannedVisit, *, by: Actor, now: datetime) -> None:
    assert row.done_visit_id is not None  # noqa: S101  # for mypy: these rows only
    assert row.done_version is not None  # noqa: S101
    number = row.call.ref
    try:
        if row.change == Change.NEW:
            cancel_visit(by=by, visit_id=row.done_visit_id, version=row.done_version, why=_WHY, now=now)
        elif row.change == Change.LEFT_OUT:
            restore_visit(by=by, visit_id=row.done_visit_id, version=row.done_version, why=_WHY, now=now)
        elif row.was_with_id is None or row.was_planned_for is None:
            raise CannotTakeBackPlan(
                f"Call {number} had no technician or time before, and a visit can't go back to nobody. Cancel it, or "
                "leave it. Nothing was taken back."
            )
        else:
            move_visit(
                by=by, visit_id=row.done_visit_id, version=row.done_version, technician_id=row.was_with_id,
                starts_at=row.was_planned_for, minutes=row.was_minutes or row.minutes, why=_WHY, now=now,
            )  # fmt: skip
    except (PlanRefused, CannotCancelVisit, CannotRestoreVisit, CallNotThere) as refused:
        raise CannotTakeBackPlan(f"Call {number}: {refused} Nothing was taken back.") from refused
    GoesAlong.objects.of(by.tenant_id).filter(visit_id=row.done_visit_id).delete()
    if row.was_along_id is not None:
        GoesAlong.objects.create(
            tenant_id=by.tenant_id, visit_id=row.done_visit_id, technician_id=row.was_along_id
        )  # fmt: skip
