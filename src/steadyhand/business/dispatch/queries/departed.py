"""Has a day departed from its plan so far that it should be planned anew?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.queries.for_a_plan import CallToGo, calls_to_go
from steadyhand.business.calls.rules import Urgency, VisitState
from steadyhand.business.dealership.branches import zones_of_branches
from steadyhand.business.dealership.present import on_leave
from steadyhand.business.dispatch.day_plan.models import DayPlan
from steadyhand.business.dispatch.day_plan.rules import PlanState, Trigger
from steadyhand.business.dispatch.day_plan.wall_clock import WallClock
from steadyhand.business.people.queries import listed_technicians
from steadyhand.shared.actor import Actor

# What can't wait for somebody to look at the board.
_PRESSING = (Urgency.STANDSTILL, Urgency.URGENT)


@dataclass(frozen=True, slots=True)
class Departed:
    """A branch's day that isn't as its plan has it any more, and why."""

    branch_id: UUID
    trigger: Trigger
    said: str


def departed_days(by: Actor, *, overrun: timedelta, now: datetime) -> tuple[Departed, ...]:
    """Return the branches whose day has departed from an accepted plan since its last plan was made.

    Two queries, and six for each branch with an accepted plan of today.
    """
    found = []
    for branch_id, zone in zones_of_branches(by.tenant_id).items():
        clock = WallClock(now.astimezone(ZoneInfo(zone)).date(), zone)
        plans = DayPlan.objects.visible_to(by).filter(branch_id=branch_id, on=clock.on)
        if not plans.filter(state=PlanState.ACCEPTED).exists():
            continue
        last = plans.order_by("-made_at").values("made_at", "document").first()
        if last is None:
            continue
        calls = calls_to_go(by, branch_id, starts_at=clock.starts_at, until=clock.until, now=now)
        why = _why(by, calls.calls, last["document"], last["made_at"], clock, overrun=overrun, now=now)
        if why is not None:
            found.append(Departed(branch_id, *why))
    return tuple(found)


def _why(
    by: Actor,
    calls: Sequence[CallToGo],
    document: Mapping[str, Any],
    made_at: datetime,
    clock: WallClock,
    *,
    overrun: timedelta,
    now: datetime,
) -> tuple[Trigger, str] | None:
    absent = _absent(by, calls, document, clock)
    if absent:
        return Trigger.ABSENCE, f"{absent} isn't here"
    for call in calls:
        # By when it was taken, not by what the plan has: one that is promised for another day is in none of today's.
        if call.visit is None and call.taken_at > made_at and call.urgency in _PRESSING:
            return Trigger.CALL, f"call {call.number} has come"
    for call in calls:
        happened = _otherwise(call, made_at, overrun, now)
        if happened is not None:
            return happened
    return None


def _otherwise(call: CallToGo, made_at: datetime, overrun: timedelta, now: datetime) -> tuple[Trigger, str] | None:
    """Return whether a visit takes longer, or ended early, since the last plan knew of it."""
    visit = call.visit
    if visit is None or visit.planned_for is None:
        return None
    ends_at = visit.planned_for + timedelta(minutes=visit.planned_minutes)
    if visit.state is VisitState.ON_SITE and made_at < ends_at + overrun <= now:
        return Trigger.OVERRUN, f"the visit for call {call.number} takes longer"
    is_early = visit.finished_at is not None and visit.finished_at + overrun <= ends_at
    if visit.state.is_over and is_early and visit.finished_at is not None and visit.finished_at > made_at:
        return Trigger.EARLY_END, f"the visit for call {call.number} ended early"
    return None


def _absent(by: Actor, calls: Sequence[CallToGo], document: Mapping[str, Any], clock: WallClock) -> str:
    """Return who has visits today, isn't here, and was when the last plan was made."""
    away = on_leave(by.tenant_id, on=clock.on)
    if not away:
        return ""
    planned = {each["id"] for each in document["technicians"] if not each["absent"]}
    busy = {call.visit.technician_id for call in calls if call.visit and not call.visit.has_begun}
    return next(
        (
            each.name
            for each in listed_technicians(by, on=clock.on)
            if each.user_id in away and each.id in busy and str(each.id) in planned
        ),
        "",
    )
