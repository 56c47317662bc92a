"""What is kept and shown of a plan: one JSON document, docs/reference/dispatch/day-plan.schema.json.

It names technicians, calls and visits by their ids and says every reason in words. No home's place is in it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from steadyhand.business.calls.queries.for_a_plan import CallToGo
from steadyhand.business.dispatch.day_plan.gaps import Gap, gaps_of
from steadyhand.business.dispatch.day_plan.making import Took
from steadyhand.business.dispatch.day_plan.reading import DayRead
from steadyhand.business.dispatch.day_plan.rules import COST_SAID, Change, cost_said
from steadyhand.business.dispatch.day_plan.visits import packed_for
from steadyhand.business.dispatch.day_plan.wall_clock import MINUTE
from steadyhand.business.dispatch.day_plan.whereabouts import Begun
from steadyhand.business.dispatch.solver import costs
from steadyhand.business.dispatch.solver.plan import Stop
from steadyhand.business.dispatch.solver.planning import Planned
from steadyhand.business.dispatch.solver.problem import Technician, Visit
from steadyhand.business.dispatch.solver.why import KNOWN_THERE, Reason, in_short, why_assigned, why_undone
from steadyhand.business.people.sending import TechnicianDay

FORMAT, VERSION = "steadyhand-day-plan", 1
# Of more parts than this the likeliest are named.
_SHOWN_PARTS = 3
_NOBODY: dict[str, Any] = {
    "technician": None, "goes_along": None, "arrives_at": None, "begins_at": None, "ends_at": None,
    "drive_minutes": 0, "is_past_term": False, "costs": [],
}  # fmt: skip
# People know a time to the quarter: less isn't another time to them.
SAME_TIME = 15 * MINUTE


def as_document(read: DayRead, planned: Planned, before: Planned, took: Took) -> dict[str, Any]:
    """Return the document of a plan; `before` is the day as it was assigned when it was made."""
    gathered = read.gathered
    stops = {stop.visit: (route.technician, stop) for route in reversed(planned.plan.routes) for stop in route.stops}
    visits = [_visit(read, planned, number, call, stops) for number, call in read.calls.items()]
    visits += [_kept_off(read, call) for call in read.kept_off.values()]
    visits += [_begun(read, each) for each in _lasting(read.begun)]
    names = {*planned.plan.costs, *before.plan.costs}
    return {
        "format": FORMAT,
        "version": VERSION,
        "branch": {"id": str(gathered.branch.id), "name": gathered.branch.name, "code": gathered.branch.code},
        "day": gathered.clock.on.isoformat(),
        "zone": gathered.clock.zone,
        "made_at": gathered.now.isoformat(),
        "from_at": gathered.now.isoformat() if gathered.is_today else None,
        "seconds": {
            "reading": round(took.reading, 3), "looking": round(took.looking, 3),
            "explaining": round(took.explaining, 3),
        },
        "weights": _weights(read),
        "cost_minutes": round(planned.plan.cost_minutes, 2),
        "cost_minutes_before": round(before.plan.cost_minutes, 2),
        "costs": [
            {
                "name": name,
                "said": cost_said(name),
                "minutes": round(planned.plan.costs.get(name, 0.0), 2),
                "minutes_before": round(before.plan.costs.get(name, 0.0), 2),
            }
            for name in sorted(names, key=list(COST_SAID).index)
        ],
        "technicians": [_technician(read, planned, who) for who in gathered.people],
        "visits": visits,
        "gaps": [_gap(read, each) for each in gaps_of(read, planned)],
        "norms": list(read.norms),
        "travel": list(read.travel.sentences),
        "attributions": list(read.travel.attributions),
    }  # fmt: skip


def _weights(read: DayRead) -> dict[str, Any]:
    weights = read.problem.weights
    return {
        name: {str(urgency): each for urgency, each in value.items()} if isinstance(value, Mapping) else value
        for name in weights.__dataclass_fields__
        for value in [getattr(weights, name)]
    }


def _technician(read: DayRead, planned: Planned, who: TechnicianDay) -> dict[str, Any]:
    key = read.key_of(who.id)
    known = next((each for each in read.problem.technicians if each.key == key), None)
    route = next((each for each in planned.plan.routes if each.technician == key), None)
    begun = [each for each in _lasting(read.begun) if each.technician_id == who.id]
    mine = [stop.visit for stop in route.stops] if route else []
    worked = sum(stop.ends - stop.begins for stop in route.stops) if route else 0
    moment = read.gathered.clock.moment
    return {
        "id": str(who.id),
        "name": who.name,
        "absent": read.absent.get(who.id, ""),
        "opens_at": _iso(moment(known.shift.opens)) if known else None,
        "closes_at": _iso(moment(known.shift.closes)) if known else None,
        "leaves_at": _iso(moment(route.leaves)) if route else None,
        "returns_at": _iso(moment(route.returns)) if route else None,
        "drive_minutes": _minutes(route.drive_seconds) if route else 0,
        "work_minutes": _minutes(worked + sum(each.ends - each.begins for each in begun)),
        "overtime_minutes": _minutes(route.overtime_seconds) if route else 0,
        "pauses": [
            {"begins_at": _iso(moment(each.begins)), "ends_at": _iso(moment(each.ends))}
            for each in (route.pauses if route else ())
        ],
        "stops": [*(str(each.call.id) for each in begun), *(str(read.calls[number].id) for number in mine)],
    }


def _lasting(begun: Iterable[Begun]) -> list[Begun]:
    """Return the last visit of each call that has begun: an earlier one of the same day is history."""
    last: dict[UUID, Begun] = {}
    for each in begun:
        number = each.call.visit.number if each.call.visit else 0
        known = last.get(each.call.id)
        if known is None or known.call.visit is None or number >= known.call.visit.number:
            last[each.call.id] = each
    return list(last.values())


def _visit(
    read: DayRead, planned: Planned, number: str, call: CallToGo, stops: Mapping[str, tuple[str, Stop]]
) -> dict[str, Any]:
    visit = next(each for each in read.problem.visits if each.key == number)
    found = stops.get(number)
    key, stop = found or (None, None)
    who = read.people[key] if key else None
    if visit.together and key:
        # Whoever is named first leads.
        key = visit.together[0]
        who = read.people[key]
        stop = _stop_of(planned, key, number) or stop
    along = read.people[visit.together[1]] if visit.together and stop else None
    begins_at = read.gathered.clock.moment(stop.begins) if stop else None
    change = _change(read, call, who.id if who else None, stop)
    if change is Change.STAYS and stop is None:
        # Pinned, and the plan has no way to drive it: it stays all the same.
        who = next((each for each in read.gathered.people if call.visit and each.id == call.visit.technician_id), None)
        begins_at = call.visit.planned_for if call.visit else None
    work = (stop.ends - stop.begins) if stop else visit.work_seconds
    return _entry(read, call) | {
        "change": change,
        "technician": {"id": str(who.id), "name": who.name} if who else None,
        "goes_along": {"id": str(along.id), "name": along.name} if along else None,
        "arrives_at": _iso(read.gathered.clock.moment(stop.arrives)) if stop else None,
        "begins_at": _iso(begins_at),
        "ends_at": _iso(read.gathered.clock.moment(stop.ends)) if stop else None,
        "minutes": _minutes(work),
        "drive_minutes": _minutes(stop.drive_seconds) if stop else 0,
        "is_past_term": bool(begins_at and call.respond_by and begins_at > call.respond_by),
        "promise": _promise(read, call, begins_at),
        "pinned": call.id in read.gathered.pins,
        "why": [_reason(read, each) for each in reasons_of(read, planned, number)],
        "costs": _costs(planned, visit, key, stop),
    }


def _gap(read: DayRead, gap: Gap) -> dict[str, Any]:
    call, who, moment = gap.optional.call, read.people[gap.technician], read.gathered.clock.moment
    place = read.gathered.places.get(call.site_id) if call.site_id else None
    return {
        "kind": gap.optional.kind,
        "about": str(gap.optional.about_id),
        "customer": {"id": _id(call.customer_id), "name": call.who},
        "place": call.place,
        "machine": call.machine,
        "call_type": call.call_type,
        "technician": {"id": str(who.id), "name": who.name},
        "begins_at": _iso(moment(gap.stop.begins)),
        "ends_at": _iso(moment(gap.stop.ends)),
        "minutes": _minutes(gap.stop.ends - gap.stop.begins),
        "more_drive_minutes": _minutes(gap.more_drive_seconds),
        "why": [
            {"rule": gap.optional.kind, "technician": None, "said": gap.optional.why},
            *(_reason(read, each) for each in gap.why),
        ],
        "point": [place.latitude, place.longitude] if place else None,
    }


def _stop_of(planned: Planned, key: str, number: str) -> Stop | None:
    mine = (stop for route in planned.plan.routes if route.technician == key for stop in route.stops)
    return next((stop for stop in mine if stop.visit == number), None)


def _begun(read: DayRead, each: Begun) -> dict[str, Any]:
    call, moment = each.call, read.gathered.clock.moment
    names = {who.id: who.name for who in read.gathered.people}
    name = names.get(each.technician_id, call.visit.technician if call.visit else "")
    along_id = read.gathered.along.get(call.visit.id) if call.visit else None
    said = "it is over" if each.is_over else "it has begun"
    return _entry(read, call) | {
        "change": Change.BEGUN,
        "technician": {"id": str(each.technician_id), "name": name},
        "goes_along": {"id": str(along_id), "name": names.get(along_id, "")} if along_id else None,
        "arrives_at": _iso(moment(each.begins)),
        "begins_at": _iso(moment(each.begins)),
        "ends_at": _iso(moment(each.ends)),
        "minutes": _minutes(each.ends - each.begins),
        "drive_minutes": 0,
        "is_past_term": False,
        "promise": _promise(read, call, moment(each.begins)),
        "pinned": False,
        "why": [{"rule": "has_begun", "technician": str(each.technician_id), "said": said}],
        "costs": [],
    }


def _kept_off(read: DayRead, call: CallToGo) -> dict[str, Any]:
    pin, visit = read.gathered.pins[call.id], call.visit
    is_assigned = visit is not None and visit.planned_for is not None and read.gathered.clock.has(visit.planned_for)
    said = f"{pin.by} keeps it off this day{f': {pin.why}' if pin.why else ''}"
    return _entry(read, call) | _NOBODY | {
        "change": Change.LEFT_OUT if is_assigned else Change.UNDONE,
        "minutes": visit.planned_minutes if visit else 0,
        "promise": _promise(read, call, None),
        "pinned": True,
        "why": [{"rule": "kept_off", "technician": None, "said": said}],
    }  # fmt: skip


def _entry(read: DayRead, call: CallToGo) -> dict[str, Any]:
    visit = call.visit
    place = read.gathered.places.get(call.site_id) if call.site_id else None
    return {
        "call": {"id": str(call.id), "number": call.number, "version": call.version},
        "visit": {"id": str(visit.id), "version": visit.version, "number": visit.number} if visit else None,
        "customer": {"id": str(call.customer_id), "name": call.who}
        if call.customer_id
        else {"id": None, "name": call.who},
        "place": call.place,
        "machine": call.machine,
        "problem": call.problem,
        "urgency": call.urgency,
        "call_type": call.call_type,
        "respond_by": _iso(call.respond_by),
        "was": None
        if visit is None
        else {
            "technician": {"id": str(visit.technician_id), "name": visit.technician} if visit.technician_id else None,
            "planned_for": _iso(visit.planned_for),
            "minutes": visit.planned_minutes,
            "along": _id(read.gathered.along.get(visit.id)),
        },
        "point": [place.latitude, place.longitude] if place else None,
    }


def _change(read: DayRead, call: CallToGo, technician_id: UUID | None, stop: Stop | None) -> Change:
    visit, clock = call.visit, read.gathered.clock
    if stop is None:
        is_assigned = visit is not None and visit.planned_for is not None and clock.has(visit.planned_for)
        if not is_assigned:
            return Change.UNDONE
        return Change.STAYS if call.id in read.gathered.pins else Change.LEFT_OUT
    if visit is None:
        return Change.NEW
    if visit.technician_id != technician_id:
        return Change.MOVED
    if visit.planned_for is None or abs(clock.seconds(visit.planned_for) - stop.begins) >= SAME_TIME:
        return Change.RETIMED
    return Change.STAYS


def _promise(read: DayRead, call: CallToGo, begins_at: datetime | None) -> dict[str, Any] | None:
    promise = read.gathered.promises.get(call.id)
    if promise is None:
        return None
    was_at = call.visit.planned_for if call.visit else None

    def is_kept(at: datetime | None) -> bool:
        # Nobody that day is still in time for what is promised for later.
        if at is None:
            return promise.by_at >= read.gathered.clock.until
        return at <= promise.by_at

    return {
        "id": str(promise.id),
        "said": promise.said,
        "from_at": _iso(promise.from_at),
        "by_at": _iso(promise.by_at),
        "is_kept": is_kept(begins_at),
        "was_kept": is_kept(was_at),
    }


def reasons_of(read: DayRead, planned: Planned, number: str) -> list[Reason]:
    """Return why somebody goes, or why nobody does, with what only the record knows."""
    if number in planned.plan.undone:
        if number in read.no_pair:
            return [Reason("takes_two", "", f"it takes two: {read.no_pair[number]}")]
        undone = why_undone(planned, number)
        return [
            Reason(_rule_of(undone, said), _technician_of(undone, said), said) for said in in_short(planned, undone)
        ]
    visit = next(each for each in planned.day.problem.visits if each.key == number)
    # Of a pair whoever leads speaks for both.
    lead = visit.together[0] if visit.together else ""
    reasons = [each for each in why_assigned(planned, number) if not lead or each.technician in (lead, "")]
    known = [_been(read, number, reason.technician) for reason in reasons if reason.rule == "drive"]
    known += [_aboard(read, number, reason.technician) for reason in reasons if reason.rule == "drive"]
    spite = read.in_spite_of.get(number, ())
    return [
        *(Reason("pinned_in_spite", "", f"pinned although {said}") for said in spite),
        *(_or_proposed(read, number, reason) for reason in reasons if reason.rule == "speaks_for"),
        *(reason for reason in known if reason is not None),
        *(reason for reason in reasons if reason.rule != "speaks_for"),
    ]


def _rule_of(reasons: Iterable[Reason], said: str) -> str:
    return next((each.rule for each in reasons if each.said == said), "others")


def _technician_of(reasons: Iterable[Reason], said: str) -> str:
    return next((each.technician for each in reasons if each.said == said), "")


def _or_proposed(read: DayRead, number: str, reason: Reason) -> Reason:
    """Return the reason; of whoever proposed the visit, that they did so instead of that they are known there."""
    wish, who = read.gathered.wished.get(read.calls[number].id), read.people.get(reason.technician)
    if wish is None or who is None or who.id != wish.technician_id or not reason.said.endswith(KNOWN_THERE):
        return reason
    return Reason("proposed_it", reason.technician, f"{who.name} proposed this visit")


def _been(read: DayRead, number: str, key: str) -> Reason | None:
    call, who = read.calls[number], read.people.get(key)
    there = read.gathered.been.get((call.site_id, who.id)) if who and call.site_id else None
    if there is None:
        return None
    last = there.last_at.date()
    often = "once in a year," if there.visits == 1 else f"{there.visits} times in a year, last"
    return Reason("was_here", key, f"was there {often} on {last.day} {last:%B}")


def _aboard(read: DayRead, number: str, key: str) -> Reason | None:
    who = read.people.get(key)
    truck = packed_for(read.gathered, read.calls[number], who.id) if who else None
    if truck is None or not (truck.has or truck.lacks):
        return None
    said = [
        f"{verb} {' and '.join(f'{each.name} ({100 * each.chance:.0f} % likely)' for each in parts[:_SHOWN_PARTS])}"
        for verb, parts in (("has", truck.has), ("lacks", truck.lacks))
        if parts
    ]
    return Reason("aboard", key, ", ".join(said))


def _reason(read: DayRead, each: Reason) -> dict[str, Any]:
    who = read.people.get(each.technician)
    return {"rule": each.rule, "technician": str(who.id) if who else None, "said": each.said}


def _costs(planned: Planned, visit: Visit, key: str | None, stop: Stop | None) -> list[dict[str, Any]]:
    weights = planned.day.problem.weights
    found: list[tuple[str, float]] = []
    if stop is None or key is None:
        found.append(("undone", costs.undone(weights, visit)))
    else:
        who: Technician = next(each for each in planned.day.problem.technicians if each.key == key)
        found.append(("drive", costs.drive(weights, stop.drive_seconds)))
        found += [(cost.__name__, cost(weights, who, visit)) for cost in costs.BESIDE_THE_DRIVE]
        found += [(cost.__name__, cost(weights, visit, stop.begins)) for cost in costs.OF_A_STOP]
    return [{"name": name, "said": cost_said(name), "minutes": round(minutes, 2)} for name, minutes in found if minutes]


def _id(known: UUID | None) -> str | None:
    return str(known) if known else None


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _minutes(seconds: int) -> int:
    return round(seconds / MINUTE)
