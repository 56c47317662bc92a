"""Could an answer be driven as it is? Reads the two JSON documents only, and shares no line with what makes plans.

On purpose nothing of the solver is imported here: a mistake there must not be able to excuse itself here.
"""

from collections import Counter
from datetime import date
from typing import Any

_MINUTE = 60


def broken_rules(problem: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """Return a sentence for every hard rule that the answer breaks; empty if it can be driven as it is."""
    technicians = {each["id"]: each for each in problem["technicians"]}
    visits = {each["id"]: each for each in problem["visits"]}
    broken: list[str] = []
    times: dict[str, list[tuple[str, int]]] = {}
    for route in answer["routes"]:
        who = technicians.get(route["technician"])
        if who is None:
            broken.append(f"{route['technician']} isn't a technician")
            continue
        broken += _of_route(problem, who, visits, route)
        for stop in route["stops"]:
            times.setdefault(stop["visit"], []).append((route["technician"], _at(stop["begins"])))
    drivers = Counter(route["technician"] for route in answer["routes"])
    broken += [f"{key} has {count} routes" for key, count in drivers.items() if count > 1]
    unserved = [each["visit"] for each in answer["unserved"]]
    for key, visit in visits.items():
        broken += _of_visit(key, visit, times.get(key, []), is_unserved=unserved.count(key))
    broken += [f"{key} isn't a visit" for key in [*times, *unserved] if key not in visits]
    return broken


def _of_visit(key: str, visit: dict[str, Any], coming: list[tuple[str, int]], *, is_unserved: int) -> list[str]:
    broken = []
    wanted = set(visit.get("together") or [])
    if bool(coming) == bool(is_unserved) or is_unserved > 1:
        broken.append(f"{key} should be either on a route or unserved, once")
    if coming and wanted:
        if {who for who, _ in coming} != wanted or len(coming) != len(wanted):
            broken.append(f"{key} is for {sorted(wanted)} together")
        if len({begins for _, begins in coming}) != 1:
            broken.append(f"{key}: the pair don't begin together")
    elif len(coming) > 1:
        broken.append(f"{key} is done {len(coming)} times")
    return broken


def _of_route(problem: dict[str, Any], who: dict[str, Any], visits: dict[str, Any], route: dict[str, Any]) -> list[str]:
    name, broken = who["id"], []
    leaves, returns = _at(route["leaves"]), _at(route["returns"])
    opens, closes = (_at(each) for each in who["shift"])
    if leaves < opens:
        broken.append(f"{name} leaves before the shift")
    if returns > closes + _MINUTE * who.get("overtime_minutes", 0):
        broken.append(f"{name} returns after the shift and its overtime")
    longest = who.get("longest_day_minutes")
    if longest is not None and returns - leaves > _MINUTE * longest + 1:
        broken.append(f"{name} is out too long")
    pauses = [(_at(each["begins"]), _at(each["ends"])) for each in route.get("breaks", [])]
    broken += _of_breaks(who, pauses, returns)
    broken += _of_driving(problem, who, visits, route, pauses)
    for stop in route["stops"]:
        visit = visits.get(stop["visit"])
        if visit is not None:
            broken += _of_stop(problem, who, visit, stop)
    return broken + _of_truck(who, visits, route)


def _of_breaks(who: dict[str, Any], pauses: list[tuple[int, int]], returns: int) -> list[str]:
    wanted = [(*(_at(each) for each in one["begins"]), round(_MINUTE * one["minutes"])) for one in _breaks(who)]
    broken = []
    for number, (earliest, latest, seconds) in enumerate(wanted):
        if number >= len(pauses):
            if returns > latest:
                broken.append(f"{who['id']} misses a break")
            continue
        begins, ends = pauses[number]
        if not earliest <= begins <= latest or ends - begins != seconds:
            broken.append(f"{who['id']}'s break at {begins} isn't as agreed")
    if len(pauses) > len(wanted):
        broken.append(f"{who['id']} has more breaks than agreed")
    return broken


def _breaks(who: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the breaks that aren't over before the shift begins."""
    return [one for one in who.get("breaks", []) if _at(one["begins"][1]) >= _at(who["shift"][0])]


def _of_driving(
    problem: dict[str, Any],
    who: dict[str, Any],
    visits: dict[str, Any],
    route: dict[str, Any],
    pauses: list[tuple[int, int]],
) -> list[str]:
    """Between two stops there must be time for the drive and for the breaks that lie there."""
    row = {each["id"]: number for number, each in enumerate(problem["places"])}
    broken = []
    here, free = row[who["start"]], _at(route["leaves"])
    travel, store = problem["travel_minutes"], row.get(who.get("store", ""))
    stops = [
        (row[visits[stop["visit"]]["place"]], _at(stop["begins"]), _at(stop["ends"]), bool(stop.get("via_store")))
        for stop in route["stops"]
        if stop["visit"] in visits
    ]
    if who.get("end"):
        stops.append((row[who["end"]], _at(route["returns"]), _at(route["returns"]), False))
    for there, begins, ends, goes_by_store in stops:
        paused = sum(max(0, min(end, begins) - max(start, free)) for start, end in pauses)
        needed = round(_MINUTE * travel[here][there])
        if goes_by_store:
            needed = round(_MINUTE * travel[here][store]) + round(_MINUTE * travel[store][there])
        if begins - free - paused < needed:
            broken.append(f"{who['id']} can't be there at {begins}: the drive takes {needed} s")
        if any(start < ends and end > begins for start, end in pauses if ends > begins):
            broken.append(f"{who['id']}'s break is in the middle of a visit")
        here, free = there, ends
    if _at(route["returns"]) < free:
        broken.append(f"{who['id']} returns before the last visit ends")
    return broken


def _of_stop(problem: dict[str, Any], who: dict[str, Any], visit: dict[str, Any], stop: dict[str, Any]) -> list[str]:
    key, name, pair = visit["id"], who["id"], visit.get("together") or []
    begins, ends = _at(stop["begins"]), _at(stop["ends"])
    minutes = visit.get("minutes_by", {})
    broken = []
    if ends - begins != round(_MINUTE * max(minutes.get(each, visit["minutes"]) for each in pair or [name])):
        broken.append(f"{key} takes another time than it should")
    fixed = visit.get("fixed") or {}
    if fixed and fixed["technician"] != name and name not in pair:
        broken.append(f"{key} is pinned to {fixed['technician']}")
    if fixed.get("begins") is not None:
        # What is a fact needs no leave.
        broken += [f"{key} is pinned to another time"] if _at(fixed["begins"]) != begins else []
    else:
        broken += _of_windows(visit, stop, begins, ends)
    rules = {"lacks_clearance": _cleared} if pair else ALONE
    lacking = sorted(rule for rule, may in rules.items() if not may(who, visit, problem["day"]))
    if lacking:
        broken.append(f"{name} may not do {key}: {', '.join(lacking)}")
    return broken


def _of_windows(visit: dict[str, Any], stop: dict[str, Any], begins: int, ends: int) -> list[str]:
    key, broken = visit["id"], []
    promised, access = visit.get("promised"), visit.get("access") or []
    if promised and begins < _at(promised[0]):
        broken.append(f"{key} begins before it was promised")
    if promised and (begins > _at(promised[1])) != bool(stop.get("late")):
        broken.append(f"{key} begins after it was promised, or is said to")
    if access and not any(_at(one) <= begins and ends <= _at(other) for one, other in access):
        broken.append(f"{key} is outside the site's hours")
    if visit.get("parts_at") and begins < _at(visit["parts_at"]):
        broken.append(f"{key} begins before its parts are there")
    return broken


def _of_truck(who: dict[str, Any], visits: dict[str, Any], route: dict[str, Any]) -> list[str]:
    """Until the store the truck and the tools must suffice; from there on everything is there."""
    left: Counter[str] = Counter(who.get("truck", {}))
    broken: list[str] = []
    for stop in route["stops"]:
        if stop.get("via_store"):
            return broken if who.get("store") else [*broken, f"{who['id']} has no store"]
        visit = visits.get(stop["visit"], {})
        if not set(visit.get("tools", [])) <= set(who.get("tools", [])):
            broken.append(f"{who['id']} lacks a tool for {stop['visit']}")
        if not visit.get("parts_at") and not visit.get("together"):
            left.subtract(visit.get("parts", {}))
    return broken + [f"{who['id']}'s truck has too few of {part}" for part, count in left.items() if count < 0]


def _skilled(who: dict[str, Any], visit: dict[str, Any], _day: str) -> bool:
    return all(who.get("skills", {}).get(skill, 0) >= level for skill, level in visit.get("skills", {}).items())


def _certified(who: dict[str, Any], visit: dict[str, Any], day: str) -> bool:
    line = visit.get("certificate")
    last = who.get("certificates", {}).get(line) if line else None
    return not line or (last is not None and date.fromisoformat(last) >= date.fromisoformat(day))


def _networked(who: dict[str, Any], visit: dict[str, Any], _day: str) -> bool:
    return bool(who.get("network_level", 0) >= visit.get("network_level", 0))


def _speaks(who: dict[str, Any], visit: dict[str, Any], _day: str) -> bool:
    return not visit.get("language") or visit["language"] in who.get("languages", [])


def _cleared(who: dict[str, Any], visit: dict[str, Any], _day: str) -> bool:
    return not visit.get("clearance") or visit["clearance"] in who.get("clearances", [])


def _has_parts(who: dict[str, Any], visit: dict[str, Any], _day: str) -> bool:
    if visit.get("parts_at") or who.get("store"):
        return True
    return all(who.get("truck", {}).get(part, 0) >= count for part, count in visit.get("parts", {}).items())


def _has_tools(who: dict[str, Any], visit: dict[str, Any], _day: str) -> bool:
    return bool(who.get("store")) or set(visit.get("tools", [])) <= set(who.get("tools", []))


def _wanted(who: dict[str, Any], visit: dict[str, Any], _day: str) -> bool:
    return who["id"] not in visit.get("not_wanted", [])


def _among(who: dict[str, Any], visit: dict[str, Any], _day: str) -> bool:
    return visit.get("only") is None or who["id"] in visit["only"]


def _pinned_here(who: dict[str, Any], visit: dict[str, Any], _day: str) -> bool:
    return not visit.get("fixed") or visit["fixed"]["technician"] == who["id"]


def _in_pair(who: dict[str, Any], visit: dict[str, Any], _day: str) -> bool:
    return not visit.get("together") or who["id"] in visit["together"]


# By the name of the rule that a refusal gives: is the rule satisfied?
ALONE = {
    "lacks_skill": _skilled,
    "lacks_certificate": _certified,
    "lacks_network_level": _networked,
    "lacks_language": _speaks,
    "lacks_clearance": _cleared,
    "lacks_part": _has_parts,
    "lacks_tool": _has_tools,
    "is_not_wanted": _wanted,
    "is_for_others": _among,
    "is_pinned_elsewhere": _pinned_here,
    "is_for_the_pair": _in_pair,
}


def could_be_put_in(
    problem: dict[str, Any], answer: dict[str, Any], visit_id: str, technician_id: str, *, in_overtime: bool = False
) -> bool:
    """Return whether a visit fits anywhere into a technician's planned day, the stops in their order, promises kept.

    Tries every place of the visit and of the breaks: slow, and independent of the solver. `in_overtime` lets anybody
    begin to work over for it, as whoever makes it now may.
    """
    who = next(each for each in problem["technicians"] if each["id"] == technician_id)
    visits = {each["id"]: each for each in problem["visits"]}
    visit = visits[visit_id]
    if not all(may(who, visit, problem["day"]) for may in ALONE.values()):
        return False
    mine: list[dict[str, Any]] = next(
        (route["stops"] for route in answer["routes"] if route["technician"] == technician_id), []
    )
    late = {stop["visit"] for stop in mine if stop.get("late")}
    # Who works over already may go on doing so; nobody else begins to.
    worked = [route.get("overtime_minutes", 0) for route in answer["routes"] if route["technician"] == technician_id]
    over = round(_MINUTE * who.get("overtime_minutes", 0)) if in_overtime or sum(worked) else 0
    order = [stop["visit"] for stop in mine if stop["visit"] != visit_id]
    moments = {stop["visit"]: _at(stop["begins"]) for stop in mine}
    for number in range(len(order) + 1):
        tried = [*order[:number], visit_id, *order[number:]]
        if _of_truck(who, visits, {"stops": [{"visit": key} for key in tried]}):
            continue
        if _drivable(problem, who, visits, tried, late, moments, over=over):
            return True
    return False


def _drivable(
    problem: dict[str, Any],
    who: dict[str, Any],
    visits: dict[str, Any],
    order: list[str],
    late: set[str],
    moments: dict[str, int],
    *,
    over: int,
) -> bool:
    row = {each["id"]: number for number, each in enumerate(problem["places"])}
    breaks = [(*(_at(each) for each in one["begins"]), round(_MINUTE * one["minutes"])) for one in _breaks(who)]
    closes = _at(who["shift"][1]) + over

    def goes_on(number: int, here: int, free: int, drive_left: int | None, taken: int) -> bool:
        is_home = number == len(order)
        there = (row[who["end"]] if who.get("end") else here) if is_home else row[visits[order[number]]["place"]]
        drive = round(_MINUTE * problem["travel_minutes"][here][there]) if drive_left is None else drive_left
        # Go straight on …
        arrives = free + drive
        if is_home:
            if arrives <= closes and all(arrives <= latest for _, latest, _ in breaks[taken : taken + 1]):
                return True
        else:
            visit = visits[order[number]]
            begins = _begins(who, visit, arrives, is_late=visit["id"] in late, moment=moments.get(visit["id"]))
            if begins is not None and goes_on(number + 1, there, begins[1], None, taken):
                return True
        # … or take the next break first: at once or, when it is too early, after having driven as far as one gets.
        if taken < len(breaks):
            earliest, latest, seconds = breaks[taken]
            starts = max(free, earliest)
            if starts <= latest:
                return goes_on(number, here, starts + seconds, max(0, drive - (starts - free)), taken + 1)
        return False

    return goes_on(0, row[who["start"]], _at(who["shift"][0]), None, 0)


def _begins(
    who: dict[str, Any], visit: dict[str, Any], arrives: int, *, is_late: bool, moment: int | None
) -> tuple[int, int] | None:
    pair = visit.get("together") or [who["id"]]
    takes = round(_MINUTE * max(visit.get("minutes_by", {}).get(each, visit["minutes"]) for each in pair))
    fixed = (visit.get("fixed") or {}).get("begins")
    at = _at(fixed) if fixed is not None else moment if visit.get("together") else None
    if at is not None:
        return (at, at + takes) if arrives <= at else None
    promised = [_at(each) for each in visit["promised"]] if visit.get("promised") else [0, 10**9]
    earliest = max(arrives, promised[0], _at(visit["parts_at"]) if visit.get("parts_at") else 0)
    found = []
    for opens, closes in [[_at(each) for each in one] for one in visit.get("access") or []] or [[0, 10**9]]:
        begins = max(earliest, opens)
        if begins + takes <= closes and (is_late or begins <= promised[1]):
            found.append(begins)
    return (min(found), min(found) + takes) if found else None


def _at(said: str) -> int:
    hours, minutes, *seconds = (int(each) for each in said.split(":"))
    return 3600 * hours + _MINUTE * minutes + (seconds[0] if seconds else 0)
