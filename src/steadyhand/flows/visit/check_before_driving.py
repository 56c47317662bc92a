"""Before the first drive: what do today's calls need, what is aboard, and where is the rest? For each technician."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.queries.to_drive_to import ToDriveTo, to_drive_to
from steadyhand.business.dealership.branches import BranchPlace, places_of_branches
from steadyhand.business.dealership.settings.values import values_of
from steadyhand.business.dispatch.travel.pace import DETOUR
from steadyhand.business.dispatch.travel.places import Place, straight_km
from steadyhand.business.stock.morning.rules import Need, Shelf, Stop, StopChecked, check, kept_for_own
from steadyhand.business.stock.queries.aboard import on_hand
from steadyhand.business.stock.queries.asked_for import asked_for
from steadyhand.business.stock.queries.handovers import HandoverRow, SpokenFor, open_handovers, spoken_for
from steadyhand.business.stock.queries.kits import KitShown, kits_of_calls
from steadyhand.business.stock.queries.shelves import PlaceRow, places
from steadyhand.business.stock.requests.rules import RequestState
from steadyhand.business.stock.trucks.settings import NEARBY_KM, ORDER_CUT_OFF
from steadyhand.shared.actor import Actor

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class VisitChecked:
    """A visit of the day and what its check says."""

    visit: ToDriveTo
    found: StopChecked


@dataclass(frozen=True, slots=True)
class Morning:
    """A technician's morning: their truck (None: nobody keeps track of one) and their visits in order.

    `order_by` is the moment of the cut-off, `is_before` whether it is still to come; `between` what is open between
    this truck and others.
    """

    technician_id: UUID
    truck: PlaceRow | None
    visits: tuple[VisitChecked, ...]
    order_by: datetime
    is_before: bool
    between: tuple[HandoverRow, ...] = ()
    # What the parts desk was asked for already, by call and part.
    asked: Mapping[tuple[UUID, UUID], tuple[UUID, RequestState]] = field(default_factory=dict)

    @property
    def before(self) -> float | None:
        """Return the mean chance that a visit misses no part as the truck is; None where nothing was foretold."""
        return sum(each.found.before or 0.0 for each in self.visits) / self.foretold if self.foretold else None

    @property
    def after(self) -> float | None:
        """Return the same with all that is within reach."""
        return sum(each.found.after or 0.0 for each in self.visits) / self.foretold if self.foretold else None

    @property
    def foretold(self) -> int:
        """Return for how many visits anything was foretold."""
        return sum(each.found.before is not None for each in self.visits)


@dataclass(frozen=True, slots=True)
class _Known:
    """What all mornings of a day share."""

    visits: Mapping[UUID, tuple[ToDriveTo, ...]]
    stops: Mapping[UUID, tuple[Stop, ...]]
    trucks: Mapping[UUID, PlaceRow]
    rooms: Mapping[UUID, PlaceRow]
    have: Mapping[UUID, Mapping[UUID, int]]
    spoken: Mapping[tuple[UUID, UUID], SpokenFor]
    branches: Mapping[UUID, BranchPlace]
    within_km: float


def check_before_driving(
    by: Actor, *, starts_at: datetime, until: datetime, zone: str, only: UUID | None = None, now: datetime
) -> tuple[Morning, ...]:
    """Return the mornings of all technicians who have visits in a span, or of one; by their first visit.

    Ten queries, and one more for every 500 parts. Colleagues' own visits come first: what they may well need
    themselves isn't offered.
    """
    visits = to_drive_to(by, starts_at=starts_at, until=until)
    if not visits:
        return ()
    values = values_of(by.tenant_id, (ORDER_CUT_OFF, NEARBY_KM))
    known = _known(by, visits, within_km=values[NEARBY_KM])
    cut_off = values[ORDER_CUT_OFF]
    local_midnight = starts_at.astimezone(ZoneInfo(zone))
    order_by = local_midnight.replace(hour=cut_off // 60, minute=cut_off % 60, second=0, microsecond=0)
    between = open_handovers(by)
    asked = asked_for(by, {visit.call_id for visit in visits})
    return tuple(
        replace(_morning(known, technician_id, order_by=order_by, between=between, now=now), asked=asked)
        for technician_id in known.visits
        if only in (None, technician_id)
    )


def _known(by: Actor, visits: Sequence[ToDriveTo], *, within_km: float) -> _Known:
    kits = kits_of_calls(by, {visit.call_id for visit in visits})
    of: dict[UUID, list[ToDriveTo]] = defaultdict(list)
    for visit in visits:
        of[visit.technician_id].append(visit)
    stops = {
        technician_id: tuple(Stop(visit.visit_id, _needs(kits.get(visit.call_id))) for visit in theirs)
        for technician_id, theirs in of.items()
    }
    parts = {need.part_id for each in stops.values() for stop in each for need in stop.needs or () if need.part_id}
    every = places(by)
    return _Known(
        visits={technician_id: tuple(theirs) for technician_id, theirs in of.items()},
        stops=stops,
        trucks={place.technician_id: place for place in every if place.technician_id},
        rooms={place.branch_id: place for place in every if place.technician_id is None},
        have=on_hand(by, parts),
        spoken=spoken_for(by.tenant_id, [place.id for place in every]),
        branches=places_of_branches(by.tenant_id, {place.branch_id for place in every}),
        within_km=within_km,
    )


def _needs(kit: KitShown | None) -> tuple[Need, ...] | None:
    if kit is None:
        return None
    return tuple(
        Need(part.part_id, part.number, part.name, part.chance, next(iter(part.why), "")) for part in kit.parts
    )


def _morning(
    known: _Known, technician_id: UUID, *, order_by: datetime, between: Sequence[HandoverRow], now: datetime
) -> Morning:
    truck, visits = known.trucks.get(technician_id), known.visits[technician_id]
    aboard: Mapping[UUID, int] = {}
    coming: dict[UUID, int] = {}
    shelves: tuple[Shelf, ...] = ()
    if truck is not None:
        aboard = _free(known, truck.id, {})
        coming = {part_id: each.comes for (place, part_id), each in known.spoken.items() if place == truck.id}
        shelves = _shelves(known, truck, visits)
    is_before = now < order_by
    found = check(
        known.stops[technician_id], aboard=aboard, coming=coming, shelves=shelves, is_before_cut_off=is_before
    )
    return Morning(
        technician_id=technician_id,
        truck=truck,
        visits=tuple(VisitChecked(visit, each) for visit, each in zip(visits, found, strict=True)),
        order_by=order_by,
        is_before=is_before,
        between=tuple(row for row in between if truck and truck.id in (row.from_id, row.to_id)),
    )


def _free(known: _Known, place_id: UUID, kept: Mapping[UUID, int]) -> dict[UUID, int]:
    """Return what lies at a place and is neither promised to somebody nor kept for its own day."""
    free = {}
    for part_id, many in known.have.get(place_id, {}).items():
        leaves = known.spoken.get((place_id, part_id), SpokenFor()).leaves
        free[part_id] = max(0, many - leaves - kept.get(part_id, 0))
    return free


def _shelves(known: _Known, truck: PlaceRow, visits: Sequence[ToDriveTo]) -> tuple[Shelf, ...]:
    """Return who could give something: the parts room first, then colleagues nearby, the nearest first."""
    found = []
    room = known.rooms.get(truck.branch_id)
    if room is not None:
        found.append(Shelf(room.id, room.name, is_branch=True, spare=_free(known, room.id, {})))
    colleagues = []
    for technician_id, place in known.trucks.items():
        if place.id == truck.id or place.branch_id != truck.branch_id:
            continue
        spare = _free(known, place.id, kept_for_own(known.stops.get(technician_id, ())))
        shelf = Shelf(place.id, place.name, is_branch=False, spare=spare)
        near = _nearest(visits, known.visits.get(technician_id, ()), known.branches.get(truck.branch_id))
        if near is None:
            colleagues.append(shelf)
        elif near[0] <= known.within_km:
            colleagues.append(replace(shelf, km=near[0], near=near[1]))
    colleagues.sort(key=lambda shelf: (shelf.km is None, shelf.km or 0.0, shelf.name))
    return (*found, *colleagues)


def _nearest(
    mine: Sequence[ToDriveTo], theirs: Sequence[ToDriveTo], branch: BranchPlace | None
) -> tuple[float, str] | None:
    """Return how near a colleague's day comes to one's own, in kilometres by road, and at which customer of theirs.

    Who has no visit today is taken to be at the branch. None: nobody knows where either is.
    """
    own = [Place(each.latitude, each.longitude) for each in mine if each.latitude is not None and each.longitude]
    there = [each for each in theirs if each.latitude is not None and each.longitude is not None]
    spots = [(Place(each.latitude or 0.0, each.longitude or 0.0), each.customer) for each in there]
    if not spots and branch is not None and branch.latitude is not None and branch.longitude is not None:
        spots = [(Place(branch.latitude, branch.longitude), "")]
    if not own or not spots:
        return None
    km = straight_km(own, [place for place, _ in spots]) * DETOUR
    best = int(km.min(axis=0).argmin())
    return float(km[:, best].min()), spots[best][1]
