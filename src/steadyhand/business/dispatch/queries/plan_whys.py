"""Why does a technician go, and why not another? Answered at once, from the plan and the record as it is now."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dispatch.day_plan.document import reasons_of
from steadyhand.business.dispatch.day_plan.gathering import DayUnplannable
from steadyhand.business.dispatch.day_plan.known_plan import plan_from
from steadyhand.business.dispatch.day_plan.making import plan_again
from steadyhand.business.dispatch.day_plan.reading import DayRead, read_day
from steadyhand.business.dispatch.day_plan.rules import Change
from steadyhand.business.dispatch.day_plan.shown import DayPlanShown, PlanStop, Said, Why, WhyNot
from steadyhand.business.dispatch.day_plan.speaking import by_the_clock
from steadyhand.business.dispatch.queries.day_plans import plan_shown
from steadyhand.business.dispatch.solver.planning import Planned
from steadyhand.business.dispatch.solver.why import why_not
from steadyhand.business.people.sending import TechnicianDay
from steadyhand.shared.actor import Actor


def why_planned(by: Actor, *, plan_id: UUID, call_id: UUID, now: datetime) -> Why | None:
    """Return why a call is planned as it is, and why with nobody else; None where the plan doesn't have it.

    As the record is now. For a day that is over, or what has begun, what the plan said then.
    """
    found = _found(by, plan_id, call_id, now)
    if found is None:
        return None
    shown, stop, read = found
    if read is None or read.number_of(call_id) is None:
        return Why(stop, stop.why, ())
    planned = plan_again(read, plan_from(read, shown))
    clock = the_dealership(by.tenant_id).clock
    reasons = tuple(
        Said(each.rule, by_the_clock(each.said, clock), who.id if (who := read.people.get(each.technician)) else None)
        for each in reasons_of(read, planned, stop.call_number)
    )
    others = tuple(
        _why_not(read, planned, stop, who, clock)
        for who in read.gathered.people
        if who.id not in (stop.technician_id, stop.goes_along_id)
    )
    return Why(stop, reasons, others)


def why_not_them(by: Actor, *, plan_id: UUID, call_id: UUID, technician_id: UUID, now: datetime) -> WhyNot | None:
    """Return every reason against one technician for a call; None where the plan hasn't it, or the branch them."""
    found = _found(by, plan_id, call_id, now)
    if found is None:
        return None
    shown, stop, read = found
    who = next((each for each in read.gathered.people if each.id == technician_id), None) if read else None
    if read is None or who is None:
        return None
    clock = the_dealership(by.tenant_id).clock
    if read.number_of(call_id) is None:
        return WhyNot(who.id, who.name, stop.why)
    return _why_not(read, plan_again(read, plan_from(read, shown)), stop, who, clock)


def _found(
    by: Actor, plan_id: UUID, call_id: UUID, now: datetime
) -> tuple[DayPlanShown, PlanStop, DayRead | None] | None:
    shown = plan_shown(by, plan_id)
    stop = next((each for each in shown.stops if each.call_id == call_id), None) if shown else None
    if shown is None or stop is None:
        return None
    if stop.change is Change.BEGUN:
        return shown, stop, None
    try:
        return shown, stop, read_day(by, shown.head.branch_id, on=shown.head.on, now=now)
    except DayUnplannable:
        return shown, stop, None


def _why_not(read: DayRead, planned: Planned, stop: PlanStop, who: TechnicianDay, clock: str) -> WhyNot:
    key, number = read.key_of(who.id), stop.call_number
    if key is None:
        return WhyNot(who.id, who.name, (Said("not_here", read.absent[who.id], who.id),))
    if number in read.no_pair:
        return WhyNot(who.id, who.name, (Said("takes_two", f"it takes two: {read.no_pair[number]}", who.id),))
    reasons = why_not(planned, number, key)
    return WhyNot(who.id, who.name, tuple(Said(each.rule, by_the_clock(each.said, clock), who.id) for each in reasons))
