"""Everything that the record knows of a branch's day, read in a few queries however many calls there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.proposals.queries import WishedVisit, wished_visits
from steadyhand.business.calls.queries.fills_gaps import OptionalVisit, optional_visits
from steadyhand.business.calls.queries.for_a_plan import CallsToGo, CallToGo, calls_to_go
from steadyhand.business.calls.queries.work_known import BeenThere, been_there, work_done
from steadyhand.business.customers.queries.access import SiteAccess, access_of_sites
from steadyhand.business.dealership.branches import BranchFacts, BranchPlace, branch_of, place_of_branch
from steadyhand.business.dealership.calendars import spans_on
from steadyhand.business.dispatch.day_plan.estimating import Estimates, estimates_from
from steadyhand.business.dispatch.day_plan.models import GoesAlong, Pin
from steadyhand.business.dispatch.day_plan.wall_clock import WallClock
from steadyhand.business.dispatch.day_plan.weighing import weights_of
from steadyhand.business.dispatch.positions.queries import positions_to_plan_from
from steadyhand.business.dispatch.queries.site_places import places_of_sites
from steadyhand.business.dispatch.solver.weights import Weights
from steadyhand.business.dispatch.travel.places import Place
from steadyhand.business.machines.visit_needs import VisitNeeds, visit_needs
from steadyhand.business.people.sending import TechnicianDay, Wishes, answerable_for, technicians_for_day, wishes_of
from steadyhand.business.promises.queries.promises import OpenArrival, open_arrivals
from steadyhand.business.stock.aboard import Needed
from steadyhand.business.stock.queries.aboard import aboard_trucks
from steadyhand.business.stock.queries.kits import kits_of_calls
from steadyhand.shared.actor import Actor
from steadyhand.shared.working_hours import Span

# So far back somebody's work shows how fast they are, and whom a customer knows.
_BACK = timedelta(days=365)
# Databases take only so many values in one condition.
_CHUNK = 500


class DayUnplannable(Exception):
    """The day can't be planned; the message says what is missing and the way out."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """A call that stays with somebody on this day, at its time if one is named; None: nobody goes that day."""

    technician_id: UUID | None
    begins_at: datetime | None
    by: str
    why: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Gathered:
    """What is written down; by site, machine, customer, call or visit where nothing else is said."""

    branch: BranchFacts
    at: BranchPlace
    clock: WallClock
    now: datetime
    people: tuple[TechnicianDay, ...]
    calls: CallsToGo
    branch_hours: tuple[Span, ...] | None
    promises: Mapping[UUID, OpenArrival]
    pins: Mapping[UUID, Pinned]
    # Who else comes along, by visit.
    along: Mapping[UUID, UUID]
    places: Mapping[UUID, Place]
    access: Mapping[UUID, SiteAccess]
    needs: Mapping[UUID, VisitNeeds]
    answerable: Mapping[UUID, UUID]
    wishes: Mapping[UUID, Wishes]
    been: Mapping[tuple[UUID, UUID], BeenThere]
    # Which calls a technician proposed to go for, by call.
    wished: Mapping[UUID, WishedVisit]
    # What calls may need, by call, and what is aboard, by technician whose truck is kept track of.
    needed: Mapping[UUID, tuple[Needed, ...]]
    aboard: Mapping[UUID, Mapping[UUID, int]]
    estimates: Estimates
    weights: Weights
    # What could fill gaps, though nobody has called; only where that is asked for.
    optional: tuple[OptionalVisit, ...]
    # Where the phones are now of those who share that, by technician; only of today.
    phones: Mapping[UUID, Place]
    # What a network or IT call asks for, where somebody of the branch has it.
    network_level: int

    @property
    def is_today(self) -> bool:
        return self.clock.has(self.now)


def gather(
    by: Actor, branch_id: UUID, *, on: date, now: datetime, also: CallToGo | None = None, fills_gaps: bool = False
) -> Gathered:
    """Return what is known of a day. Some 30 queries, and ten more for every five hundred calls.

    With `fills_gaps` also what could be visited where the day has room.

    `also` is a call that isn't in the record yet, or not of that day: somebody is on the phone.

    Raises:
        DayUnplannable: no such branch, or the day is over.
    """
    branch = branch_of(by, branch_id)
    if branch is None:
        raise DayUnplannable("There is no such branch among yours.")
    clock = WallClock(on, branch.zone)
    if now >= clock.until:
        raise DayUnplannable(f"{on.day} {on:%B %Y} is over at {branch.name}: plan today or a later day.")
    tenant_id = by.tenant_id
    calls = calls_to_go(by, branch_id, starts_at=clock.starts_at, until=clock.until, now=now)
    if also is not None:
        rest = tuple(call for call in calls.calls if call.id != also.id)
        calls = CallsToGo((*rest, also), calls.earlier)
    weights, level = weights_of(tenant_id)
    at = place_of_branch(tenant_id, branch_id)
    people = technicians_for_day(tenant_id, branch_id, on=on)
    needed = _needed(by, [call.id for call in calls.calls])
    every = (*calls.calls, *calls.earlier)
    optional = optional_visits(by, branch_id, on=on, now=now) if fills_gaps else ()
    to_know = (*calls.calls, *(each.call for each in optional))
    sites = {call.site_id for call in (*every, *to_know) if call.site_id}
    customers = {call.customer_id for call in to_know if call.customer_id}
    return Gathered(
        branch=branch,
        at=at,
        clock=clock,
        now=now,
        people=people,
        calls=calls,
        branch_hours=spans_on(tenant_id, {at.calendar_id}, on=on).get(at.calendar_id),
        promises=_promises(by, [call.id for call in calls.calls]),
        pins=pins_of(by, branch_id, on=on),
        along=_along(tenant_id, [call.visit.id for call in every if call.visit]),
        places={site_id: found.place for site_id, found in places_of_sites(tenant_id, sites).items()},
        access=access_of_sites(tenant_id, sites, on=on),
        needs=visit_needs(tenant_id, {call.machine_id for call in to_know if call.machine_id}),
        answerable=answerable_for(tenant_id, customers, on=on),
        wishes=wishes_of(tenant_id, customers, on=on),
        been=been_there(tenant_id, sites, since=now - _BACK),
        wished=wished_visits(tenant_id, [call.id for call in calls.calls])
        | {each.call.id: each.wish for each in optional if each.wish},
        needed=needed,
        aboard=aboard_trucks(
            tenant_id,
            [who.id for who in people],
            {each.part_id for parts in needed.values() for each in parts if each.part_id},
        ),
        estimates=estimates_from(work_done(tenant_id, branch_id, since=now - _BACK, until=now)),
        weights=weights,
        network_level=level,
        optional=optional,
        phones=_phones(tenant_id, branch_id, now=now) if clock.has(now) else {},
    )


def pins_of(by: Actor, branch_id: UUID, *, on: date) -> dict[UUID, Pinned]:
    """Return a branch's pins of a day, by call. One query."""
    rows = Pin.objects.visible_to(by).filter(call__branch_id=branch_id, on=on)
    found = rows.values_list("call_id", "technician_id", "begins_at", "pinned_by_name", "why")
    return {call_id: Pinned(who, begins_at, name, why) for call_id, who, begins_at, name, why in found}


def _phones(tenant_id: UUID, branch_id: UUID, *, now: datetime) -> dict[UUID, Place]:
    seen = positions_to_plan_from(tenant_id, branch_id, now=now)
    return {technician_id: Place(each.latitude, each.longitude) for technician_id, each in seen.items()}


def _promises(by: Actor, call_ids: list[UUID]) -> dict[UUID, OpenArrival]:
    found: dict[UUID, OpenArrival] = {}
    for start in range(0, len(call_ids), _CHUNK):
        found |= open_arrivals(by, call_ids[start : start + _CHUNK])
    return found


def _needed(by: Actor, call_ids: list[UUID]) -> dict[UUID, tuple[Needed, ...]]:
    found: dict[UUID, tuple[Needed, ...]] = {}
    for start in range(0, len(call_ids), _CHUNK):
        for call_id, kit in kits_of_calls(by, call_ids[start : start + _CHUNK]).items():
            found[call_id] = tuple(Needed(part.part_id, part.name, part.chance) for part in kit.parts)
    return found


def _along(tenant_id: UUID, visit_ids: list[UUID]) -> dict[UUID, UUID]:
    found: dict[UUID, UUID] = {}
    for start in range(0, len(visit_ids), _CHUNK):
        rows = GoesAlong.objects.of(tenant_id).filter(visit_id__in=visit_ids[start : start + _CHUNK])
        found |= dict(rows.values_list("visit_id", "technician_id"))
    return found
