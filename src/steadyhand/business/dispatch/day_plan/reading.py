"""From the record to the solver: a branch's day as a problem, and what was taken for granted where nothing is written.

In the problem a technician is called by name and a visit by its call's number, so that the solver's sentences read as
people speak. Times are seconds by the clock on the wall (`wall_clock`), all in whole minutes.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.calls.queries.for_a_plan import CallToGo
from steadyhand.business.calls.rules import CallType, Urgency, VisitState
from steadyhand.business.dispatch.day_plan.gathering import Gathered, gather
from steadyhand.business.dispatch.day_plan.norms import Norms
from steadyhand.business.dispatch.day_plan.pairing import with_pairs
from steadyhand.business.dispatch.day_plan.wall_clock import MINUTE
from steadyhand.business.dispatch.day_plan.whereabouts import (
    Begun,
    Places,
    Travel,
    arriving,
    begun_visits,
    last_of,
)
from steadyhand.business.dispatch.solver import costs, hard_rules
from steadyhand.business.dispatch.solver.plan import Plan, Route, Stop
from steadyhand.business.dispatch.solver.problem import Break, Fixed, Problem, Technician, Told, Visit, Window
from steadyhand.business.dispatch.travel.places import Place
from steadyhand.business.people.sending import TechnicianDay
from steadyhand.shared.actor import Actor
from steadyhand.shared.working_hours import Span

URGENCY: Mapping[Urgency, int] = {
    Urgency.STANDSTILL: 1, Urgency.URGENT: 2, Urgency.NORMAL: 3, Urgency.CAN_WAIT: 4,
}  # fmt: skip
# They fill gaps: nobody waits for them, unless they were promised.
FILLS_GAPS = (CallType.PREVENTIVE, CallType.COURTESY)
# Where a calendar can't be read, and nothing else is known.
_USUAL_SHIFT = Window(8 * 3600, 17 * 3600)
_MIDNIGHT = 24 * 3600
_CLOSED = (Window(0, 0),)


@dataclass(frozen=True, eq=False, kw_only=True)
class DayRead:
    """A day as the solver takes it, with the way back: technicians by name, calls by number."""

    gathered: Gathered
    problem: Problem
    # Who is planned for, by key; who isn't, and why, by id.
    people: Mapping[str, TechnicianDay]
    absent: Mapping[UUID, str]
    calls: Mapping[str, CallToGo]
    begun: tuple[Begun, ...]
    # As it is assigned now: what is planned and has not begun, in its order.
    assigned: Plan
    norms: tuple[str, ...]
    travel: Travel
    # What a pin keeps although a rule speaks against it, by call number.
    in_spite_of: Mapping[str, tuple[str, ...]]
    # Why a visit for two can't have two, by call number.
    no_pair: Mapping[str, str]
    # Somebody said that nobody goes that day.
    kept_off: Mapping[str, CallToGo]

    @property
    def from_second(self) -> int | None:
        """Return from when on it is planned; None for a day that hasn't begun."""
        return self.gathered.clock.seconds(self.gathered.now) if self.gathered.is_today else None

    def key_of(self, technician_id: UUID | None) -> str | None:
        """Return what the problem calls a technician; None where they aren't planned for."""
        return next((key for key, who in self.people.items() if who.id == technician_id), None)

    def number_of(self, call_id: UUID) -> str | None:
        """Return what the problem calls a call; None where it isn't in it."""
        return next((number for number, call in self.calls.items() if call.id == call_id), None)


def read_day(by: Actor, branch_id: UUID, *, on: date, now: datetime, also: CallToGo | None = None) -> DayRead:
    """Return a branch's day as a problem to solve.

    Raises:
        DayUnplannable: no such branch, or the day is over.
    """
    return read_gathered(by.tenant_id, gather(by, branch_id, on=on, now=now, also=also))


def read_gathered(tenant_id: UUID, gathered: Gathered) -> DayRead:
    """Return the problem of what has been gathered."""
    places, norms = Places(gathered), Norms(gathered)
    begun = begun_visits(gathered, places)
    here, absent = _here(gathered)
    starts = {
        key: places.of_start(
            who.id, who.name, Place(who.starts_at.latitude, who.starts_at.longitude) if who.starts_at else None
        )
        for key, who in here.items()
    }
    has_begun = {each.call.id for each in begun}
    of_day = {call.number: call for call in gathered.calls.calls if _is_of_the_day(gathered, call, has_begun)}
    kept_off = {number: call for number, call in of_day.items() if _is_kept_off(gathered, call)}
    calls = {number: call for number, call in of_day.items() if number not in kept_off}
    rows = {number: places.of_call(call) for number, call in calls.items()}
    travel = places.travel(tenant_id)
    begun = _arrived(gathered, begun, here, starts, travel)
    technicians = tuple(_technician(gathered, key, who, starts[key], begun, norms) for key, who in here.items())
    visits, in_spite_of = [], {}
    for number, call in calls.items():
        unpinned = _visit(gathered, here, call, rows[number], technicians)
        visit, spite = _pinned(gathered, call, here, technicians, unpinned, norms)
        visits.append(visit)
        if spite:
            in_spite_of[number] = spite
    two = {number for number, call in calls.items() if _needs_two(gathered, call)}
    paired, no_pair = with_pairs(
        visits, technicians, two, travel.seconds, on=gathered.clock.on, already=_already(gathered, here, calls)
    )
    norms.of_places(places, calls.values())
    norms.of_pairs(no_pair)
    problem = Problem(gathered.clock.on, technicians, tuple(paired), travel.seconds, gathered.weights)
    return DayRead(
        gathered=gathered, problem=problem, people=here, absent=absent, calls=calls, begun=begun,
        assigned=_assigned(gathered, here, calls), norms=norms.said, travel=travel, in_spite_of=in_spite_of,
        no_pair=no_pair, kept_off=kept_off,
    )  # fmt: skip


# --- technicians ----------------------------------------------------------------------------------------------------


def _here(gathered: Gathered) -> tuple[dict[str, TechnicianDay], dict[UUID, str]]:
    """Return who is planned for, each by a name of their own, and why the others aren't."""
    here: dict[str, TechnicianDay] = {}
    absent: dict[UUID, str] = {}
    busy = _given_visits(gathered)
    for who in gathered.people:
        if who.is_away:
            absent[who.id] = f"{who.name} is on leave that day"
        elif who.hours == () and who.id not in busy:
            absent[who.id] = f"{who.name} doesn't work that day, by their calendar"
        elif gathered.is_today and _is_over(gathered, who):
            absent[who.id] = f"{who.name}'s day is over"
        else:
            number, key = 1, who.name
            while key in here:
                number += 1
                key = f"{who.name} ({number})"
            here[key] = who
    return here, absent


def _given_visits(gathered: Gathered) -> set[UUID]:
    """Return who has visits that day, or is pinned to one."""
    every = (*gathered.calls.calls, *gathered.calls.earlier)
    with_visit = [call.visit for call in every if call.visit and call.visit.planned_for]
    found = {each.technician_id for each in with_visit if each.planned_for and gathered.clock.has(each.planned_for)}
    return {each for each in (*found, *(pin.technician_id for pin in gathered.pins.values())) if each}


def _is_over(gathered: Gathered, who: TechnicianDay) -> bool:
    latest = _shift(who).closes + who.overtime_minutes * MINUTE
    return gathered.clock.seconds(gathered.now) >= latest


def _shift(who: TechnicianDay) -> Window:
    if not who.hours:
        return _USUAL_SHIFT
    return Window(
        int(min(span.starts for span in who.hours).total_seconds()),
        int(max(span.ends for span in who.hours).total_seconds()),
    )


def _technician(
    gathered: Gathered, key: str, who: TechnicianDay, start: int, begun: Sequence[Begun], norms: Norms
) -> Technician:
    shift = _shift(who)
    if who.hours is None:
        norms.no_calendar(who.name)
    elif not who.hours:
        norms.day_off(who.name)
    opens, place = shift.opens, start
    if gathered.is_today:
        opens = max(opens, gathered.clock.seconds(gathered.now))
        last = last_of(each for each in begun if each.technician_id == who.id or _along_of(gathered, each) == who.id)
        if last is not None:
            opens, place = max(opens, last.ends), last.place
    due = who.break_due
    breaks = (
        (Break(due.earliest * MINUTE, due.latest * MINUTE, due.minutes * MINUTE),)
        # A break whose time was over before somebody is free again has been had, or there was none.
        if due is not None and due.latest * MINUTE >= opens
        else ()
    )
    return Technician(
        key=key,
        name=key,
        start=place,
        end=start,
        shift=Window(opens, max(opens, shift.closes)),
        breaks=breaks,
        overtime_seconds=max(0, who.overtime_minutes * MINUTE - max(0, opens - shift.closes)),
        skills=who.skills,
        certificates=who.certificates,
        network_level=who.network_level,
        languages=who.languages,
        clearances=who.clearances,
        territory=key,
    )


def _along_of(gathered: Gathered, each: Begun) -> UUID | None:
    return gathered.along.get(each.call.visit.id) if each.call.visit else None


def _arrived(
    gathered: Gathered,
    begun: Sequence[Begun],
    here: Mapping[str, TechnicianDay],
    starts: Mapping[str, int],
    travel: Travel,
) -> tuple[Begun, ...]:
    """Return what has begun, with the drive of whoever is on the way."""
    now = gathered.clock.seconds(gathered.now)
    start_of = {who.id: starts[key] for key, who in here.items()}
    found: list[Begun] = []
    for each in begun:
        if each.call.visit is None or each.call.visit.state is not VisitState.ON_THE_WAY:
            found.append(each)
            continue
        before = last_of(one for one in begun if one.technician_id == each.technician_id and one.is_over)
        origin = before.place if before else start_of.get(each.technician_id, each.place)
        found.append(arriving(each, int(travel.seconds[origin, each.place]), now))
    return tuple(found)


# --- visits ---------------------------------------------------------------------------------------------------------


def _is_of_the_day(gathered: Gathered, call: CallToGo, has_begun: set[UUID]) -> bool:
    """Tell whether the call is to be planned: not begun, and not promised for a later day."""
    if call.id in has_begun or (call.visit is not None and call.visit.has_begun):
        return False
    promise = gathered.promises.get(call.id)
    is_later = promise is not None and promise.from_at is not None and promise.from_at >= gathered.clock.until
    return not is_later or _told_at(gathered, call) is not None


def _is_kept_off(gathered: Gathered, call: CallToGo) -> bool:
    pin = gathered.pins.get(call.id)
    return pin is not None and pin.technician_id is None


def _told_at(gathered: Gathered, call: CallToGo) -> datetime | None:
    """Return when people expect it that day; None where they expect nobody."""
    visit = call.visit
    if visit is None or visit.planned_for is None or not gathered.clock.has(visit.planned_for):
        return None
    return visit.planned_for


def _visit(
    gathered: Gathered, here: Mapping[str, TechnicianDay], call: CallToGo, place: int, technicians: Sequence[Technician]
) -> Visit:
    needs = gathered.needs.get(call.machine_id) if call.machine_id else None
    access = gathered.access.get(call.site_id) if call.site_id else None
    key_of = {who.id: key for key, who in here.items()}
    answers = gathered.answerable.get(call.customer_id) if call.customer_id else None
    answerable = key_of.get(answers) if answers else None
    wishes = gathered.wishes.get(call.customer_id) if call.customer_id else None
    visit = Visit(
        key=call.number,
        place=place,
        work_seconds=_minutes(gathered, call) * MINUTE,
        name=call.who,
        customer=str(call.customer_id or ""),
        work_seconds_by={key: _minutes(gathered, call, who) * MINUTE for key, who in here.items()},
        access=_access(gathered, call),
        urgency=URGENCY[call.urgency],
        is_optional=call.call_type in FILLS_GAPS and call.id not in gathered.promises,
        skills={needs.skill_name: needs.skill_level} if needs and needs.skill_name else {},
        certificate=needs.certificate if needs else "",
        clearance=access.clearance if access else "",
        only=frozenset(_called(gathered, key_of, each) for each in wishes.only) if wishes and wishes.only else None,
        not_wanted=frozenset(key_of[each] for each in wishes.never if each in key_of) if wishes else frozenset(),
        usual=answerable or _knows(gathered, here, call) or "",
        territory=answerable or "",
        fix_chance_by=_chances(gathered, here, call),
        told=_told(gathered, key_of, call),
    )  # fmt: skip
    begins = min((who.shift.opens for who in technicians), default=0)
    ends = max((who.shift.closes + who.overtime_seconds for who in technicians), default=24 * 3600)
    visit = _with_promise(gathered, visit, call, begins, ends)
    return replace(visit, undone_minutes=_undone(visit, call, gathered, ends))


def _called(gathered: Gathered, key_of: Mapping[UUID, str], technician_id: UUID) -> str:
    """Return what somebody is called who may not be here that day: so that it is said whom the customer waits for."""
    absent = next((f"{who.name}, who isn't here" for who in gathered.people if who.id == technician_id), None)
    return key_of.get(technician_id) or absent or "somebody of another branch"


def _minutes(gathered: Gathered, call: CallToGo, who: TechnicianDay | None = None) -> int:
    # What a dispatcher has said of a visit holds, whoever goes.
    if call.visit is not None:
        return call.visit.planned_minutes
    asked = (call.call_type, call.family, call.problem_code)
    if who is None:
        return max(5, 5 * round(gathered.estimates.minutes(*asked) / 5))
    return gathered.estimates.minutes_of(who.id, *asked)


def _chances(gathered: Gathered, here: Mapping[str, TechnicianDay], call: CallToGo) -> dict[str, float]:
    asked = (call.call_type, call.family, call.problem_code)
    found = {key: gathered.estimates.chance_of(who.id, *asked) for key, who in here.items()}
    return {key: round(chance, 3) for key, chance in found.items() if chance is not None}


def _access(gathered: Gathered, call: CallToGo) -> tuple[Window, ...]:
    """Return when the site lets somebody in; without hours of its own, when the branch is open, if it is that day."""
    site = gathered.access.get(call.site_id) if call.site_id else None
    if site is not None and site.hours is not None:
        if not site.hours and _told_at(gathered, call) is None:
            return _CLOSED
        # It is closed that day, and a visit is planned all the same: somebody has agreed on it.
        return _windows(site.hours)
    return _windows(gathered.branch_hours or ())


def _windows(hours: Sequence[Span]) -> tuple[Window, ...]:
    return tuple(
        Window(int(span.starts.total_seconds()), int(span.ends.total_seconds()))
        for span in sorted(hours, key=lambda span: span.starts)
    )


def _knows(gathered: Gathered, here: Mapping[str, TechnicianDay], call: CallToGo) -> str | None:
    """Return whoever of those here has been at the site most often."""
    if call.site_id is None:
        return None
    been = {key: gathered.been.get((call.site_id, who.id)) for key, who in here.items()}
    known = {key: (there.visits, there.last_at) for key, there in been.items() if there is not None}
    return max(known, key=lambda key: known[key]) if known else None


def _told(gathered: Gathered, key_of: Mapping[UUID, str], call: CallToGo) -> Told | None:
    at = _told_at(gathered, call)
    if at is None or call.visit is None or call.visit.technician_id is None:
        return None
    # Somebody who isn't planned for: whoever goes instead is somebody else.
    who = key_of.get(call.visit.technician_id, call.visit.technician_id.hex)
    return Told(who, gathered.clock.seconds(at))


def _with_promise(gathered: Gathered, visit: Visit, call: CallToGo, begins: int, ends: int) -> Visit:
    """Return the visit with its promised window and its response term.

    A term or promise that is over before anybody sets out counts as the day's first minute: how late it is already is
    the same whoever goes, and what it still can be is soon.
    """
    clock = gathered.clock
    term = clock.seconds(call.respond_by) if call.respond_by else None
    promise = gathered.promises.get(call.id)
    window = None
    if promise is not None:
        opens = max(0, clock.seconds(promise.from_at)) if promise.from_at else 0
        # Down to the whole minute: a minute late is late.
        closes = clock.seconds(promise.by_at) - (MINUTE if promise.by_at.second or promise.by_at.microsecond else 0)
        if closes < begins:
            term = begins if term is None else min(term, begins)
        elif opens <= ends and (opens or closes < _MIDNIGHT):
            # Before a later day any time will do.
            window = Window(min(opens, closes), min(closes, _MIDNIGHT - MINUTE))
    return replace(visit, promised=window, respond_by=None if term is None else max(begins, term))


def _undone(visit: Visit, call: CallToGo, gathered: Gathered, ends: int) -> float:
    """Return what it costs that nobody goes: never less than going at the very end of the day would cost."""
    weights = gathered.weights
    minutes = costs.undone(weights, visit)
    minutes += costs.late_for_promise(weights, visit, ends) + costs.past_response_term(weights, visit, ends)
    if call.id in gathered.promises and visit.promised is None:
        minutes += weights.late_for_promise_at_all
    if visit.told is not None:
        minutes += weights.moved + weights.told_time_changed
    return minutes


def _pinned(
    gathered: Gathered,
    call: CallToGo,
    here: Mapping[str, TechnicianDay],
    technicians: Sequence[Technician],
    visit: Visit,
    norms: Norms,
) -> tuple[Visit, tuple[str, ...]]:
    """Return the visit fixed where it is pinned, without the rules that speak against it, which are said."""
    pin = gathered.pins.get(call.id)
    if pin is None:
        return visit, ()
    key = next((key for key, who in here.items() if who.id == pin.technician_id), None)
    if key is None:
        norms.pin_of_nobody(call.number)
        return visit, ()
    who = next(each for each in technicians if each.key == key)
    begins = gathered.clock.seconds(pin.begins_at) if pin.begins_at else None
    if begins is not None and begins < who.shift.opens:
        # Its time has passed: then the technician stays, and comes as soon as they can.
        begins = None
    spite = tuple(each.said for each in hard_rules.refusals(who, visit, gathered.clock.on))
    if spite:
        visit = replace(
            visit, skills={}, certificate="", network_level=0, language="", clearance="", only=None,
            not_wanted=frozenset(),
        )  # fmt: skip
    if begins is not None and visit.access and not _lets_in(visit, key, begins):
        spite = (*spite, "the site isn't open for all of it then")
    return replace(visit, fixed=Fixed(key, begins)), spite


def _lets_in(visit: Visit, key: str, begins: int) -> bool:
    ends = begins + visit.work_seconds_by.get(key, visit.work_seconds)
    return any(window.opens <= begins and ends <= window.closes for window in visit.access)


def _needs_two(gathered: Gathered, call: CallToGo) -> bool:
    needs = gathered.needs.get(call.machine_id) if call.machine_id else None
    return call.needs_hands or (needs is not None and needs.needs_two)


def _already(
    gathered: Gathered, here: Mapping[str, TechnicianDay], calls: Mapping[str, CallToGo]
) -> dict[str, tuple[str, ...]]:
    """Return by call number who goes already, whoever comes along last."""
    key_of = {who.id: key for key, who in here.items()}
    found: dict[str, tuple[str, ...]] = {}
    for number, call in calls.items():
        if call.visit is not None and _told_at(gathered, call) is not None:
            ids = (call.visit.technician_id, gathered.along.get(call.visit.id))
            found[number] = tuple(key_of[each] for each in ids if each in key_of)
    return found


# --- as it is assigned now ------------------------------------------------------------------------------------------


def _assigned(gathered: Gathered, here: Mapping[str, TechnicianDay], calls: Mapping[str, CallToGo]) -> Plan:
    key_of = {who.id: key for key, who in here.items()}
    stops: dict[str, list[Stop]] = defaultdict(list)
    for number, call in calls.items():
        at = _told_at(gathered, call)
        if at is None or call.visit is None:
            continue
        begins = gathered.clock.seconds(at)
        ends = begins + call.visit.planned_minutes * MINUTE
        for technician_id in (call.visit.technician_id, gathered.along.get(call.visit.id)):
            if technician_id in key_of:
                stops[key_of[technician_id]].append(Stop(number, begins, begins, ends, 0))
    routes = tuple(
        Route(key, ordered[0].begins, ordered[-1].ends, tuple(ordered))
        for key, found in sorted(stops.items())
        if (ordered := sorted(found, key=lambda stop: (stop.begins, stop.visit)))
    )
    gone = {stop.visit for route in routes for stop in route.stops}
    return Plan(routes, tuple(number for number in calls if number not in gone))
