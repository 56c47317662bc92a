"""From the record to the solver: a branch's day as a problem, and what was taken for granted where nothing is written.

In the problem a technician is called by name and a visit by its call's number, so that the solver's sentences read as
people speak. Times are seconds by the clock on the wall (`wall_clock`), all in whole minutes.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.calls.queries.fills_gaps import OptionalVisit
from steadyhand.business.calls.queries.for_a_plan import CallToGo
from steadyhand.business.dispatch.day_plan.gathering import Gathered, gather
from steadyhand.business.dispatch.day_plan.norms import Norms
from steadyhand.business.dispatch.day_plan.pairing import with_pairs
from steadyhand.business.dispatch.day_plan.technicians import technician_of, who_is_here, with_drives
from steadyhand.business.dispatch.day_plan.visits import (
    going_already,
    is_kept_off,
    is_of_the_day,
    needs_two,
    pinned,
    told_at,
    visit_of,
)
from steadyhand.business.dispatch.day_plan.wall_clock import MINUTE
from steadyhand.business.dispatch.day_plan.whereabouts import Begun, Places, Travel, begun_visits
from steadyhand.business.dispatch.solver.plan import Plan, Route, Stop
from steadyhand.business.dispatch.solver.problem import Problem, Visit
from steadyhand.business.dispatch.travel.places import Place
from steadyhand.business.people.sending import TechnicianDay
from steadyhand.shared.actor import Actor


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
    # What could fill gaps, as the solver takes it: in no plan until somebody puts it in one (`gaps.py`).
    optional: tuple[tuple[OptionalVisit, Visit], ...]

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


def read_day(
    by: Actor, branch_id: UUID, *, on: date, now: datetime, also: CallToGo | None = None, fills_gaps: bool = False
) -> DayRead:
    """Return a branch's day as a problem to solve; with `fills_gaps` also what could be visited where it has room.

    Raises:
        DayUnplannable: no such branch, or the day is over.
    """
    return read_gathered(by.tenant_id, gather(by, branch_id, on=on, now=now, also=also, fills_gaps=fills_gaps))


def read_gathered(tenant_id: UUID, gathered: Gathered) -> DayRead:
    """Return the problem of what has been gathered."""
    places, norms = Places(gathered), Norms(gathered)
    begun = begun_visits(gathered, places)
    here, absent = who_is_here(gathered)
    starts = {
        key: places.of_start(
            who.id, who.name, Place(who.starts_at.latitude, who.starts_at.longitude) if who.starts_at else None
        )
        for key, who in here.items()
    }
    phones = {who.id: row for who in here.values() if (row := places.of_phone(who.id)) is not None}
    has_begun = {each.call.id for each in begun}
    of_day = {call.number: call for call in gathered.calls.calls if is_of_the_day(gathered, call, has_begun)}
    kept_off = {number: call for number, call in of_day.items() if is_kept_off(gathered, call)}
    calls = {number: call for number, call in of_day.items() if number not in kept_off}
    rows = {number: places.of_call(call) for number, call in calls.items()}
    # Of whom nobody knows where they are, nobody knows whether they are near.
    could = [each for each in gathered.optional if each.call.site_id in gathered.places]
    could_rows = [places.of_call(each.call) for each in could]
    travel = places.travel(tenant_id)
    begun = with_drives(gathered, begun, here, starts, travel, phones)
    technicians = tuple(
        technician_of(gathered, key, who, starts[key], begun, norms, phones.get(who.id)) for key, who in here.items()
    )
    visits, in_spite_of = [], {}
    for number, call in calls.items():
        unpinned = visit_of(gathered, here, call, rows[number], technicians)
        visit, spite = pinned(gathered, call, here, technicians, unpinned, norms)
        visits.append(visit)
        if spite:
            in_spite_of[number] = spite
    optional = tuple(
        (each, visit_of(gathered, here, each.call, row, technicians))
        for each, row in zip(could, could_rows, strict=True)
        # Two would have to be free at one moment: that is planned, and fills no gap.
        if not needs_two(gathered, each.call)
    )
    two = {number for number, call in calls.items() if needs_two(gathered, call)}
    paired, no_pair = with_pairs(
        visits, technicians, two, travel.seconds, on=gathered.clock.on, already=going_already(gathered, here, calls)
    )
    norms.of_places(places, calls.values())
    norms.of_pairs(no_pair)
    problem = Problem(gathered.clock.on, technicians, tuple(paired), travel.seconds, gathered.weights)
    return DayRead(
        gathered=gathered, problem=problem, people=here, absent=absent, calls=calls, begun=begun,
        assigned=_assigned(gathered, here, calls), norms=norms.said, travel=travel, in_spite_of=in_spite_of,
        no_pair=no_pair, kept_off=kept_off, optional=optional,
    )  # fmt: skip


def _assigned(gathered: Gathered, here: Mapping[str, TechnicianDay], calls: Mapping[str, CallToGo]) -> Plan:
    key_of = {who.id: key for key, who in here.items()}
    stops: dict[str, list[Stop]] = defaultdict(list)
    for number, call in calls.items():
        at = told_at(gathered, call)
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
