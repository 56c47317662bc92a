"""One call goes elsewhere in a day and nothing else is changed: what does that break, and what does it cost?

The rest keeps its order; what comes later may come later still. Rules that speak against the move are said, and the
costs are those of the day as if they were waived: whoever decides sees both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from steadyhand.business.dispatch.day_plan.making import as_assigned, bearable, bearing, standing, without_rules
from steadyhand.business.dispatch.day_plan.reading import DayRead
from steadyhand.business.dispatch.day_plan.wall_clock import MINUTE
from steadyhand.business.dispatch.solver import hard_rules, pairs
from steadyhand.business.dispatch.solver.day import Day
from steadyhand.business.dispatch.solver.engines.piece import Orders
from steadyhand.business.dispatch.solver.hard_rules import called
from steadyhand.business.dispatch.solver.plan import Plan, Stop
from steadyhand.business.dispatch.solver.planning import Planned, as_needed, orders_of, told
from steadyhand.business.dispatch.solver.pricing import Pricing
from steadyhand.business.dispatch.solver.problem import Fixed, Problem, Technician, Visit, Window
from steadyhand.business.dispatch.solver.reading.fields import clock
from steadyhand.business.dispatch.solver.why import window_said

# Less than this later nobody minds.
LATER_BY = 15 * MINUTE


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a move breaks, and the sentence."""

    rule: str
    said: str


@dataclass(frozen=True, eq=False)
class Shifted:
    """A day before and after one call went elsewhere; `after` None: it has no place there, `breaks` says why.

    `later`: by how many seconds others begin later. `dropped`: others that don't fit any more.
    """

    before: Planned
    after: Planned | None
    breaks: tuple[Broken, ...]
    later: Mapping[str, int]
    dropped: tuple[str, ...]


def base_of(read: DayRead, plan: Plan | None) -> Planned:
    """Return the day that something is moved in: a plan, or as it is assigned now."""
    return as_assigned(read) if plan is None else standing(read.problem, plan)


def shifted(read: DayRead, before: Planned, number: str, key: str | None, begins: int | None = None) -> Shifted:
    """Return the day with a call given to a technician, where it costs least or at that moment; None takes it off."""
    problem = before.day.problem
    asked = next(visit for visit in read.problem.visits if visit.key == number)
    rest = _without(before.plan, number)
    if key is None:
        after = standing(problem, rest)
        return _compared(before, after, number, ())
    who = next(each for each in problem.technicians if each.key == key)
    breaks = _rules_against(read, who, asked, begins)
    moved = _freed(problem, asked, who, begins, is_free=bool(breaks))
    changed = replace(problem, visits=tuple(moved if visit.key == number else visit for visit in problem.visits))
    found = _placed(before, changed, rest, number, key)
    if found is None:
        return Shifted(before, None, (*breaks, _no_room(changed, rest, who, begins)), {}, ())
    return _compared(before, found, number, breaks)


def _without(plan: Plan, number: str) -> Plan:
    routes = (
        replace(route, stops=tuple(stop for stop in route.stops if stop.visit != number)) for route in plan.routes
    )
    return Plan(tuple(routes), plan.undone)


def _rules_against(read: DayRead, who: Technician, visit: Visit, begins: int | None) -> tuple[Broken, ...]:
    pair = visit.together
    alone = replace(visit, fixed=None, together=())
    found = [Broken(each.rule, each.said) for each in hard_rules.refusals(who, alone, read.problem.day)]
    if visit.key in read.no_pair:
        found = [Broken("takes_two", f"it takes two: {read.no_pair[visit.key]}")]
    lasts = visit.work_seconds_by.get(who.key, visit.work_seconds)
    is_shut = bool(visit.access) and not pair and not _lets_in(visit, begins, lasts)
    if is_shut:
        hours = " and ".join(f"{clock(each.opens)}–{clock(each.closes)}" for each in visit.access if each.closes)
        found.append(
            Broken("site_closed", f"the site lets somebody in {hours}" if hours else "the site is closed that day")
        )
    if begins is not None and visit.promised is not None and begins > visit.promised.closes:
        found.append(Broken("late_for_promise", f"it was promised {window_said(visit.promised)}"))
    if begins is not None and visit.promised is not None and begins < visit.promised.opens:
        found.append(Broken("before_promise", f"nobody expects us before {clock(visit.promised.opens)}"))
    return tuple(found)


def _lets_in(visit: Visit, begins: int | None, lasts: int) -> bool:
    if begins is None:
        return any(each.closes - each.opens >= lasts for each in visit.access)
    return any(each.opens <= begins and begins + lasts <= each.closes for each in visit.access)


def _freed(problem: Problem, asked: Visit, who: Technician, begins: int | None, *, is_free: bool) -> Visit:
    """Return the visit as it may stand with this technician: rules that speak against it waived, its moment fixed."""
    visit = without_rules(asked) if is_free else replace(asked, fixed=None)
    if asked.together:
        other = next((each for each in asked.together if each != who.key), None)
        if other is None:
            return replace(visit, together=())
        at = visit.access if begins is None else (Window(begins, begins + _longest(visit, (who.key, other))),)
        return replace(visit, together=(who.key, other), access=at, promised=visit.promised if begins is None else None)
    if is_free:
        # The hours of the site decide nothing once somebody has waived them; within them where that goes.
        lasts = visit.work_seconds_by.get(who.key, visit.work_seconds)
        visit = visit if _lets_in(visit, None, lasts) else replace(visit, access=())
    del problem
    return replace(visit, fixed=Fixed(who.key, begins))


def _longest(visit: Visit, pair: tuple[str, str]) -> int:
    return max(visit.work_seconds_by.get(key, visit.work_seconds) for key in pair)


def _placed(before: Planned, problem: Problem, rest: Plan, number: str, key: str) -> Planned | None:
    """Return the day with the call at the cheapest place of the technician's order; None where there is none.

    First without more lateness and overtime than the day has: the place that “why not?” speaks of.
    """
    legs, refused = pairs.legs_of(problem)
    day = Day(problem, legs)
    pricing = bearing(day)
    orders = bearable(pricing, orders_of(day, rest))
    mine = [at for at, leg in enumerate(legs) if leg.visit.key == number]
    needed = as_needed(before.pricing, before.orders)
    is_same = len(legs) == len(before.day.legs)
    strict = Pricing(day, needed.may_be_late, needed.in_overtime) if is_same else pricing
    if not mine or number in refused:
        return None
    numbers = {who.key: at for at, who in enumerate(problem.technicians)}
    for leg in mine:
        only = legs[leg].only
        row = numbers[key] if only is None else only
        found = _cheapest(strict, orders, row, leg) or _cheapest(pricing, orders, row, leg)
        if found is None:
            return None
        orders = {**orders, row: found}
    return Planned(told(day, pricing, orders), day, orders, pricing, refused)


def _cheapest(pricing: Pricing, orders: Orders, row: int, leg: int) -> tuple[int, ...] | None:
    order = orders.get(row, ())
    ways = [(*order[:at], leg, *order[at:]) for at in range(len(order) + 1)]
    priced = [(pricing.route(row, way), way) for way in ways]
    cost, best = min(priced, key=lambda each: each[0])
    return None if cost == float("inf") else best


def _no_room(problem: Problem, rest: Plan, who: Technician, begins: int | None) -> Broken:
    route = next((each for each in rest.routes if each.technician == who.key), None)
    closes = clock(who.shift.closes + who.overtime_seconds)
    if begins is None:
        count = len(route.stops) if route else 0
        return Broken("no_room", f"{called(who)}'s {count} other visits leave no room for it by {closes}")
    busy = _busy_at(route.stops if route else (), begins)
    if busy is not None:
        return Broken("no_room", f"{called(who)} is at {_named(problem, busy.visit)} until {clock(busy.ends)}")
    return Broken(
        "no_room", f"{called(who)} couldn't be there at {clock(begins)}, do the rest, and be back by {closes}"
    )


def _busy_at(stops: tuple[Stop, ...], at: int) -> Stop | None:
    return next((stop for stop in stops if stop.begins <= at < stop.ends), None)


def _named(problem: Problem, number: str) -> str:
    return next((visit.name for visit in problem.visits if visit.key == number and visit.name), f"call {number}")


def _compared(before: Planned, after: Planned, number: str, breaks: tuple[Broken, ...]) -> Shifted:
    was = {stop.visit: stop for route in before.plan.routes for stop in route.stops}
    becomes = {stop.visit: stop for route in after.plan.routes for stop in route.stops}
    visits = {visit.key: visit for visit in before.day.problem.visits}
    found = list(breaks)
    later: dict[str, int] = {}
    for key, stop in becomes.items():
        known = was.get(key)
        if key != number and known is not None and stop.begins - known.begins >= LATER_BY:
            later[key] = stop.begins - known.begins
        is_new = known is None or key == number or not _is_late(visits[key], known)
        if (
            _is_late(visits[key], stop)
            and is_new
            and not any(each.rule == "late_for_promise" for each in breaks if key == number)
        ):
            promised = visits[key].promised
            assert promised is not None  # noqa: S101  # for mypy: it is late for it
            window = window_said(promised)
            found.append(
                Broken(
                    "late_for_promise",
                    f"{visits[key].name or key} was promised {window} and would see us at {clock(stop.begins)}",
                )
            )
    dropped = tuple(key for key in was if key not in becomes and key != number)
    found += [Broken("no_room", f"{visits[key].name or key} would have no room any more") for key in dropped]
    return Shifted(before, after, tuple(found), later, dropped)


def _is_late(visit: Visit, stop: Stop) -> bool:
    return visit.promised is not None and stop.begins > visit.promised.closes
