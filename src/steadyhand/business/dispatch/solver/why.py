"""Why does this technician go, why not another, why nobody? In plain words, each with the facts behind it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from steadyhand.business.dispatch.solver import costs, hard_rules
from steadyhand.business.dispatch.solver.day import Day, Leg
from steadyhand.business.dispatch.solver.engines.piece import Orders
from steadyhand.business.dispatch.solver.hard_rules import called
from steadyhand.business.dispatch.solver.inserting import Place, inserted, places
from steadyhand.business.dispatch.solver.planning import Planned, told
from steadyhand.business.dispatch.solver.pricing import Pricing
from steadyhand.business.dispatch.solver.problem import Technician, Visit, Window
from steadyhand.business.dispatch.solver.reading.fields import clock

_SHOWN_NAMES = 3
KNOWN_THERE = "is the technician this customer knows"


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule, whose it is (a technician's key, or empty), and the sentence."""

    rule: str
    technician: str
    said: str


def why_assigned(planned: Planned, visit_key: str) -> tuple[Reason, ...]:
    """Return what speaks for whoever goes, the drive there, what is late and why, and what the next best would cost."""
    day = planned.day
    found: list[Reason] = []
    for route in planned.plan.routes:
        for number, stop in enumerate(route.stops):
            if stop.visit != visit_key:
                continue
            who = _technician(day, route.technician)
            visit = _visit(day, visit_key)
            found += [Reason("speaks_for", who.key, said) for said in _speaks_for(who, visit, day.problem.day)]
            where = "from the stop before" if number else "from the start of the day"
            found.append(
                Reason("drive", who.key, f"{_minutes(stop.drive_seconds)} {where}, there at {clock(stop.arrives)}")
            )
            if visit.promised is not None:
                found.append(_of_promise(who, visit, stop.begins))
            if stop.is_late:
                found.append(
                    Reason(
                        "nothing_else",
                        who.key,
                        "as the others' days stand, nobody could be there in time, in hours or in overtime",
                    )
                )
    if found and not _visit(day, visit_key).together:
        found += _next_best(planned, visit_key)
    return tuple(found)


def _of_promise(who: Technician, visit: Visit, begins: int) -> Reason:
    assert visit.promised is not None  # noqa: S101  # for mypy
    window = window_said(visit.promised)
    if begins <= visit.promised.closes:
        return Reason("promise", who.key, f"begins at {clock(begins)}, as promised ({window})")
    return Reason(
        "late_for_promise",
        who.key,
        f"begins at {clock(begins)}, {_minutes(begins - visit.promised.closes)} after {window}",
    )


def window_said(window: Window) -> str:
    """Return a window as people say it; one that opens with the day is a time before which."""
    if window.opens <= 0:
        return f"before {clock(window.closes)}"
    return f"{clock(window.opens)}–{clock(window.closes)}"


def _speaks_for(who: Technician, visit: Visit, day: date) -> list[str]:
    said = []
    if visit.fixed is not None:
        said.append("it has begun" if visit.fixed.is_started else "it is pinned here")
    if visit.together:
        said.append(f"{' and '.join(visit.together)} go together")
    if visit.usual == who.key:
        said.append(f"{called(who)} {KNOWN_THERE}")
    if visit.taught_by == who.key:
        said.append(visit.taught)
    if visit.certificate and visit.certificate in who.certificates:
        last = who.certificates[visit.certificate]
        said.append(f"certified for {visit.certificate} until {last.day} {last:%B %Y}")
    said += [
        f"{skill} at level {who.skills[skill]} ({level} needed)"
        for skill, level in visit.skills.items()
        if skill in who.skills
    ]
    if visit.parts_at is not None:
        said.append(f"the parts are there from {clock(visit.parts_at)}")
    else:
        said += [
            f"has {count} × {part} ({who.truck[part]} on the truck)"
            for part, count in visit.parts.items()
            if part in who.truck
        ]
    chance = visit.fix_chance_by.get(who.key)
    if chance is not None:
        said.append(f"finishes such a visit at once {round(100 * chance)} times in 100")
    if visit.territory and visit.territory == who.territory:
        # A territory without a name of its own is called by whose it is.
        is_own = visit.territory == who.key
        said.append(
            f"{called(who)} is answerable for this customer"
            if is_own
            else f"it is in {called(who)}'s territory {visit.territory}"
        )
    del day
    return said


def _next_best(planned: Planned, visit_key: str) -> list[Reason]:
    day, leg = planned.day, _leg(planned.day, visit_key)
    now_at = next((number for number, order in planned.orders.items() if leg in order), None)
    if now_at is None or leg is None:
        return []
    without = {number: tuple(each for each in order if each != leg) for number, order in planned.orders.items()}
    others = [place for place in places(planned.pricing, without, leg) if place.technician != now_at]
    if not others:
        return [Reason("only_way", "", "as the others' days stand, nobody else could")]
    best = min(others, key=lambda place: place.more_minutes)
    who = day.problem.technicians[best.technician]
    price = _price_said(more_for_the_day(planned, inserted(without, best, leg), (now_at, best.technician)))
    return [Reason("next_best", who.key, f"{called(who)} would be next{price}")]


def more_for_the_day(planned: Planned, orders: Orders, changed: tuple[int, ...]) -> int:
    """Return how much dearer the whole day is with other orders of these technicians, in whole minutes.

    Fairness and all, as a move's costs are said: one figure for one question, whoever asks. The same visits are made.
    """
    keys = {planned.day.problem.technicians[number].key for number in changed}
    kept = [route for route in planned.plan.routes if route.technician not in keys]
    new = told(planned.day, planned.pricing, {number: orders[number] for number in changed}).routes
    more = costs.costs_more(planned.day.problem, planned.plan.routes, [*kept, *new])
    return sum(costs.in_whole_minutes(more).values())


def _price_said(more: int) -> str:
    if more == 0:
        return " and cost the same"
    return f" and cost {abs(more)} minutes {'more' if more > 0 else 'less'}"


def why_not(planned: Planned, visit_key: str, technician_key: str) -> tuple[Reason, ...]:
    """Return every reason against a technician for a visit; if there is none but the cost, what it costs."""
    day, visit = planned.day, _visit(planned.day, visit_key)
    who = _technician(day, technician_key)
    against = hard_rules.refusals(who, visit, day.problem.day)
    if against:
        return tuple(Reason(each.rule, who.key, each.said) for each in against)
    number = next(number for number, each in enumerate(day.problem.technicians) if each.key == technician_key)
    leg = _leg(day, visit_key, number)
    if leg is None:
        return (Reason("is_for_the_pair", who.key, planned.pairs_refused.get(visit_key, "the pair can't meet")),)
    if leg in planned.orders.get(number, ()):
        return (Reason("goes", who.key, f"{called(who)} goes"),)
    without = {each: tuple(one for one in order if one != leg) for each, order in planned.orders.items()}
    fits = [place for place in places(planned.pricing, without, leg) if place.technician == number]
    if fits:
        return (_dearer(planned, without, leg, who, min(fits, key=lambda place: place.more_minutes)),)
    return (_no_room(planned, without, leg, number),)


def _dearer(planned: Planned, without: dict[int, tuple[int, ...]], leg: int, who: Technician, best: Place) -> Reason:
    now_at = next((number for number, order in planned.orders.items() if leg in order), None)
    if now_at is None:
        undone = float(planned.day.undone[leg])
        return Reason(
            "not_worth_it", who.key,
            f"{called(who)} could, for {best.more_minutes:.0f} minutes; leaving it undone today is put at {undone:.0f}",
        )  # fmt: skip
    more = more_for_the_day(planned, inserted(without, best, leg), (now_at, best.technician))
    if more <= 0:
        price = f"for {-more} minutes less" if more else "at the same cost"
        return Reason("dearer", who.key, f"{called(who)} could as well, {price}")
    return Reason("dearer", who.key, f"{called(who)} could, for {more} minutes more")


def _no_room(planned: Planned, without: dict[int, tuple[int, ...]], leg: int, number: int) -> Reason:
    """Say what is in the way in this day: found by leaving one rule out at a time and looking whether it fits then."""
    day = planned.day
    who = day.problem.technicians[number]
    if not day.windows(number, leg):
        return Reason("site_closed", who.key, "the site isn't open long enough for it in the promised time")
    order = without.get(number, ())
    if planned.pricing.timed(number, (leg,)) is None:
        back = clock(who.shift.closes)
        said = f"{called(who)} couldn't be there in time and back by {back} even with nothing else to do"
        return Reason("not_reachable", who.key, said)
    taken = [sum(day.taken(each)[part] for each in (*order, leg)) for part in range(len(day.parts))]
    short = [name for name, count, has in zip(day.parts, taken, day.on_truck(number), strict=True) if count > has]
    if short:
        return Reason("truck_used_up", who.key, f"{called(who)}'s {short[0]} goes into earlier visits of the day")
    lone = frozenset([leg])
    if _fits(planned.pricing.allowing(late=lone), without, leg, number):
        return Reason(
            "full_then", who.key, f"{called(who)} is elsewhere in the promised time and could come only later"
        )
    return Reason(
        "no_room", who.key, f"{called(who)}'s {len(order)} visits leave no room for it by {clock(who.shift.closes)}"
    )


def _fits(pricing: Pricing, orders: dict[int, tuple[int, ...]], leg: int, number: int) -> bool:
    return any(place.technician == number for place in places(pricing, orders, leg))


def why_undone(planned: Planned, visit_key: str) -> tuple[Reason, ...]:
    """Return why nobody goes: each technician's first reason, those with the same reason together."""
    if visit_key in planned.pairs_refused:
        return (Reason("pair_cannot_meet", "", planned.pairs_refused[visit_key]),)
    found: dict[str, list[Reason]] = defaultdict(list)
    for who in planned.day.problem.technicians:
        reason = why_not(planned, visit_key, who.key)[0]
        found[reason.rule].append(reason)
    if not found:
        return (Reason("nobody_here", "", "no technician works this day"),)
    # What is nearest to being possible comes first.
    return tuple(reason for rule in sorted(found, key=_how_near) for reason in found[rule])


def in_short(planned: Planned, reasons: tuple[Reason, ...]) -> list[str]:
    """Return reasons as a few sentences: the nearest to being possible in full, many alike counted."""
    by_rule: dict[str, list[Reason]] = defaultdict(list)
    for reason in reasons:
        by_rule[reason.rule].append(reason)
    said = []
    for rule, alike in by_rule.items():
        said += [reason.said for reason in alike[:_SHOWN_NAMES]]
        if len(alike) > _SHOWN_NAMES:
            said.append(f"{len(alike) - _SHOWN_NAMES} more: {rule.replace('_', ' ')}")
    del planned
    return said


_NEAREST = ("not_worth_it", "full_then", "no_room", "truck_used_up", "not_reachable", "site_closed")


def _how_near(rule: str) -> int:
    return _NEAREST.index(rule) if rule in _NEAREST else len(_NEAREST)


def _technician(day: Day, key: str) -> Technician:
    return next(who for who in day.problem.technicians if who.key == key)


def _visit(day: Day, key: str) -> Visit:
    return next(visit for visit in day.problem.visits if visit.key == key)


def _leg(day: Day, visit_key: str, technician: int | None = None) -> int | None:
    def is_it(leg: Leg) -> bool:
        return leg.visit.key == visit_key and (leg.only is None or technician is None or leg.only == technician)

    return next((number for number, leg in enumerate(day.legs) if is_it(leg)), None)


def _minutes(seconds: int) -> str:
    return f"{round(seconds / costs.MINUTE)} min"
