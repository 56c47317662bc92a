"""The morning's plan, and another when a day departs from its plan: proposed by the program, never accepted by it."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.dealership.calendars import spans_on
from steadyhand.business.dealership.settings.values import values_of
from steadyhand.business.dispatch.actions.propose_plan import CannotProposePlan, propose_plan
from steadyhand.business.dispatch.day_plan.models import DayPlan
from steadyhand.business.dispatch.day_plan.rules import Trigger
from steadyhand.business.dispatch.queries.departed import departed_days
from steadyhand.business.dispatch.settings import MORNING_AT, MORNING_PLAN, OVERRUN_MINUTES, REPLAN
from steadyhand.shared.actor import Actor

# Later than this nobody needs the morning's plan any more: the day is under way.
_MORNING_LASTS = timedelta(hours=4)
# Somebody waits: a repaired plan is there in a second, and is nearly as good.
_REPAIR_SECONDS = 1.0


def plan_mornings(*, by: Actor, now: datetime) -> int:
    """Propose today's plan for each branch that is open today, once the hour has come; return how many.

    A branch that has a plan of today already, whoever made it, gets none.
    """
    held = values_of(by.tenant_id, (MORNING_PLAN, MORNING_AT))
    if not held[MORNING_PLAN]:
        return 0
    made = 0
    for branch in branches_of(by):
        local = now.astimezone(ZoneInfo(branch.zone))
        since = local - datetime.combine(local.date(), datetime.min.time(), tzinfo=local.tzinfo)
        at = timedelta(minutes=held[MORNING_AT])
        if not at <= since < at + _MORNING_LASTS or not _is_open(by.tenant_id, branch.calendar_id, local.date()):
            continue
        if DayPlan.objects.visible_to(by).filter(branch_id=branch.id, on=local.date()).exists():
            continue
        made += _proposed(by, branch.id, local.date(), Trigger.MORNING, None, now=now)
    return made


def plan_departed(*, by: Actor, now: datetime) -> int:
    """Propose another plan for each branch whose day has departed from its accepted plan; return how many."""
    held = values_of(by.tenant_id, (REPLAN, OVERRUN_MINUTES))
    if not held[REPLAN]:
        return 0
    made = 0
    zones = {branch.id: branch.zone for branch in branches_of(by)}
    for each in departed_days(by, overrun=timedelta(minutes=held[OVERRUN_MINUTES]), now=now):
        zone = zones.get(each.branch_id)
        if zone is not None:
            on = now.astimezone(ZoneInfo(zone)).date()
            made += _proposed(by, each.branch_id, on, each.trigger, _REPAIR_SECONDS, now=now)
    return made


def _is_open(tenant_id: UUID, calendar_id: UUID, on: date) -> bool:
    # Where the calendar can't be read nobody knows that it is closed.
    return spans_on(tenant_id, {calendar_id}, on=on).get(calendar_id) != ()


def _proposed(by: Actor, branch_id: UUID, on: date, trigger: Trigger, seconds: float | None, *, now: datetime) -> int:
    try:
        propose_plan(
            by=by, branch_id=branch_id, on=on, trigger=trigger, seconds=seconds, only_changes=True, now=now
        )  # fmt: skip
    except CannotProposePlan:
        # The branch is closed down, or somebody makes one at this very moment: theirs is as good.
        return 0
    return 1
