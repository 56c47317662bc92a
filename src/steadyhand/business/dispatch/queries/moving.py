"""What would it break and cost to give a call to somebody else, or another time, before anybody does it?"""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dispatch.day_plan.gathering import DayUnplannable
from steadyhand.business.dispatch.day_plan.known_plan import plan_from
from steadyhand.business.dispatch.day_plan.reading import DayRead, read_day
from steadyhand.business.dispatch.day_plan.rules import A_RULE, COST_CALLED, COST_SAID, NOTHING_WEIGHED, cost_said
from steadyhand.business.dispatch.day_plan.shifting import Shifted, base_of, shifted
from steadyhand.business.dispatch.day_plan.shown import CostLine, MoveCost, PromiseTouched, Said
from steadyhand.business.dispatch.day_plan.speaking import by_the_clock
from steadyhand.business.dispatch.day_plan.wall_clock import MINUTE
from steadyhand.business.dispatch.queries.day_plans import plan_shown
from steadyhand.business.dispatch.solver.costs import in_whole_minutes
from steadyhand.business.dispatch.solver.plan import Plan, Stop
from steadyhand.shared.actor import Actor

_SHOWN_COSTS = 3


def what_would_it_cost(
    by: Actor,
    *,
    branch_id: UUID,
    on: date,
    call_id: UUID,
    technician_id: UUID | None,
    begins_at: datetime | None = None,
    plan_id: UUID | None = None,
    now: datetime,
) -> MoveCost | None:
    """Return what moving one call would break and cost in a plan, or in the day as it is assigned now.

    Without a moment, wherever it costs least; without a technician, taken off the day. None where there is no such call
    that day to be planned, no such plan, or the day can't be planned. Some 40 queries, a few tenths of a second.
    """
    try:
        read = read_day(by, branch_id, on=on, now=now)
    except DayUnplannable:
        return None
    number, plan = read.number_of(call_id), None
    if plan_id is not None:
        shown = plan_shown(by, plan_id)
        if shown is None:
            return None
        plan = plan_from(read, shown)
    if number is None:
        return None
    return cost_of_move(
        read, plan, number, technician_id, begins_at, clock=the_dealership(by.tenant_id).clock
    )  # fmt: skip


def cost_of_move(
    read: DayRead, plan: Plan | None, number: str, technician_id: UUID | None, begins_at: datetime | None, *, clock: str
) -> MoveCost:
    """Return the same for a day that has been read."""
    name = next((who.name for who in read.gathered.people if who.id == technician_id), "")
    key = read.key_of(technician_id)
    call = read.calls[number]
    if technician_id is not None and key is None:
        why = read.absent.get(technician_id, "They don't work at this branch that day")
        return MoveCost(
            call_id=call.id, technician_id=technician_id, technician=name, is_possible=False,
            breaks=(Said("not_here", why, technician_id),), more_minutes=0.0, costs=(), weight=A_RULE,
            weight_minutes=0.0, begins_at=None, ends_at=None, drive_minutes=0, others=(), promises=(),
            said=f"{why}.",
        )  # fmt: skip
    begins = read.gathered.clock.seconds(begins_at) if begins_at else None
    found = shifted(read, base_of(read, plan), number, key, begins)
    costs = _costs(found)
    whole = in_whole_minutes({line.name: line.more_minutes for line in costs})
    more = sum(whole.values())
    breaks = tuple(Said(each.rule, by_the_clock(each.said, clock), technician_id) for each in found.breaks)
    weight = max(costs, key=lambda line: line.more_minutes, default=None)
    has_weight = weight is not None and whole[weight.name] > 0
    stop = _stop(found, number, key)
    moment = read.gathered.clock.moment
    return MoveCost(
        call_id=call.id,
        technician_id=technician_id,
        technician=name,
        is_possible=found.after is not None,
        breaks=breaks,
        more_minutes=more,
        costs=costs,
        weight=A_RULE if breaks else weight.name if weight and has_weight else NOTHING_WEIGHED,
        weight_minutes=weight.more_minutes if weight and has_weight and not breaks else 0.0,
        begins_at=moment(stop.begins) if stop else None,
        ends_at=moment(stop.ends) if stop else None,
        drive_minutes=round(stop.drive_seconds / MINUTE) if stop else 0,
        others=_others(read, found),
        promises=_promises(read, found),
        said=_said(found, breaks, whole),
    )


def _costs(found: Shifted) -> tuple[CostLine, ...]:
    if found.after is None:
        return ()
    before, after = found.before.plan.costs, found.after.plan.costs
    names = sorted({*before, *after}, key=list(COST_SAID).index)
    lines = [CostLine(name, cost_said(name), after.get(name, 0.0), before.get(name, 0.0)) for name in names]
    return tuple(line for line in lines if round(line.more_minutes))


def _stop(found: Shifted, number: str, key: str | None) -> Stop | None:
    if found.after is None:
        return None
    return next(
        (
            stop
            for route in found.after.plan.routes
            if route.technician == key
            for stop in route.stops
            if stop.visit == number
        ),
        None,
    )


def _others(read: DayRead, found: Shifted) -> tuple[str, ...]:
    said = [
        f"{read.calls[key].who} (call {key}) {round(seconds / MINUTE)} minutes later"
        for key, seconds in sorted(found.later.items(), key=lambda each: -each[1])
    ]
    return (*said, *(f"{read.calls[key].who} (call {key}) not any more" for key in found.dropped))


def _promises(read: DayRead, found: Shifted) -> tuple[PromiseTouched, ...]:
    """Return the promises that are kept otherwise than before."""
    if found.after is None:
        return ()
    was, becomes = found.before.plan.where(), found.after.plan.where()
    touched = []
    for number, call in read.calls.items():
        promise = read.gathered.promises.get(call.id)
        if promise is None or was.get(number) == becomes.get(number):
            continue
        kept = [
            begins is not None and read.gathered.clock.moment(begins[1]) <= promise.by_at
            for begins in (becomes.get(number), was.get(number))
        ]
        if kept[0] != kept[1]:
            touched.append(PromiseTouched(promise.id, promise.said, promise.from_at, promise.by_at, kept[0], kept[1]))
    return tuple(touched)


def _said(found: Shifted, breaks: tuple[Said, ...], whole: Mapping[str, int]) -> str:
    against = f"Breaks: {'; '.join(each.said for each in breaks)}." if breaks else ""
    if found.after is None:
        return against or "It has no place in that day."
    more = sum(whole.values())
    parts = sorted(whole.items(), key=lambda each: -abs(each[1]))
    said = [f"{minutes:+d} {COST_CALLED.get(name, cost_said(name))}" for name, minutes in parts[:_SHOWN_COSTS]]
    rest = sum(minutes for _, minutes in parts[_SHOWN_COSTS:])
    of_it = ", ".join([*said, *([f"{rest:+d} for the rest"] if rest else [])])
    change = f"{abs(more)} minutes {'more' if more > 0 else 'less'}" if more else "the same"
    price = f"Costs {change}{f' ({of_it})' if of_it else ''}." if parts else "Costs nothing."
    return f"{against} {price}".strip()
