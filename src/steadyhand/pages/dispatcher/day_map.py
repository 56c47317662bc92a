"""Where does everybody go on a day? The board's map: visits in their order, north up, without tiles."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from steadyhand.business.calls.queries.board import DayVisit, OpenCall, Point, TechnicianDay
from steadyhand.business.dealership.branches import BranchFacts, places_of_branches
from steadyhand.business.people.queries import who_starts_at_branch
from steadyhand.pages.common.plane import apart, on_plane
from steadyhand.pages.dispatcher.marks import colour_of, letter_of
from steadyhand.pages.dispatcher.phones import PhoneSeen
from steadyhand.shared.actor import Actor

# A square, so that it fits a phone as well as a desk; places are said in thousandths of its side.
SIDE, EDGE = 1000, 45
# A dot and its rim on a phone, which shows the square 350 pixels wide.
DOT = 54
# As much of the square as dots may cover together; with more of them they overlap.
COVERED = 0.35
# With more dots than this they are small, and whose they are the list beside says.
MOST_LABELS = 150
# From then on labels are written smaller, to stay within their dot.
LONG_LABEL = 3


class Spot(NamedTuple):
    """Where something is on the map, as its drawing says it."""

    x: str
    y: str


class Line(NamedTuple):
    """A drive as a straight line: somebody sees who goes where, and no road is claimed."""

    begins: Spot
    ends: Spot


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit in somebody's day. `spot` is empty where nobody knows the site's place."""

    visit: DayVisit
    label: str
    spot: Spot | None

    @property
    def is_long(self) -> bool:
        return len(self.label) >= LONG_LABEL


@dataclass(frozen=True, slots=True)
class Route:
    """A technician's day on the map. `from_branch`: their day starts there, and so does the first line."""

    technician_id: UUID | None
    name: str
    letter: str
    colour: int
    stops: tuple[Stop, ...]
    lines: tuple[Line, ...]
    from_branch: bool

    @property
    def without_place(self) -> tuple[Stop, ...]:
        return tuple(stop for stop in self.stops if stop.spot is None)


@dataclass(frozen=True, slots=True)
class CallSpot:
    """A call that nobody goes to yet."""

    call: OpenCall
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class PhoneSpot:
    """Where a technician is who shares that; `said` is how long ago and how exactly."""

    name: str
    letter: str
    colour: int
    said: str
    is_fresh: bool
    spot: Spot


@dataclass(frozen=True, slots=True)
class BranchSpot:
    """A branch."""

    name: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class DayMap:
    """The whole map. `only` is whose route alone is drawn; what stands beside it are all."""

    routes: tuple[Route, ...]
    calls: tuple[CallSpot, ...]
    branches: tuple[BranchSpot, ...]
    phones: tuple[PhoneSpot, ...]
    only: UUID | None
    is_crowded: bool

    @property
    def drawn(self) -> tuple[Route, ...]:
        return tuple(each for each in self.routes if self.only in (None, each.technician_id))

    @property
    def is_empty(self) -> bool:
        spots = (*(stop.spot for route in self.drawn for stop in route.stops), *(call.spot for call in self.calls))
        return not any(spots) and not self.phones

    @property
    def without_place(self) -> tuple[tuple[Route, Stop], ...]:
        return tuple((route, stop) for route in self.drawn for stop in route.without_place)

    @property
    def calls_without_place(self) -> tuple[OpenCall, ...]:
        return tuple(each.call for each in self.calls if each.spot is None)


def day_map(
    by: Actor,
    days: Sequence[TechnicianDay],
    to_plan: Sequence[OpenCall],
    branches: Sequence[BranchFacts],
    *,
    on: date,
    only: UUID | None = None,
    phones: Mapping[UUID, PhoneSeen] = MappingProxyType({}),
) -> DayMap:
    """Return a day's visits and routes on a square. Two queries.

    A day that starts at somebody's home is drawn from its first visit on: a home is on no map.
    """
    names = {branch.id: branch.name for branch in branches}
    points = {
        branch_id: Point(place.latitude, place.longitude)
        for branch_id, place in places_of_branches(by.tenant_id, names).items()
        if place.latitude is not None and place.longitude is not None
    }
    branch_id = branches[0].id if len(branches) == 1 else None
    at_branch = who_starts_at_branch(by, on=on, branch_id=branch_id)
    only = only if any(day.technician_id == only for day in days) else None
    shown = [day for day in days if only in (None, day.technician_id)]
    here = {who: phones[who] for day in shown if (who := day.technician_id) is not None and who in phones}
    points |= {phone.id: phone.point for phone in here.values()}
    spots = _spots(points, shown, [] if only else to_plan)
    routes = tuple(_route(place, day, spots, at_branch) for place, day in enumerate(days))
    return DayMap(
        routes=routes,
        calls=tuple(CallSpot(call, spots.get(call.id)) for call in ([] if only else to_plan)),
        branches=tuple(BranchSpot(names[branch_id], spots[branch_id]) for branch_id in points if branch_id in names),
        phones=tuple(
            PhoneSpot(route.name, route.letter, route.colour, phone.said, phone.is_fresh, spots[phone.id])
            for route in routes
            if route.technician_id and (phone := here.get(route.technician_id))
        ),
        only=only,
        is_crowded=len(spots) > MOST_LABELS,
    )


def _spots(
    branches: Mapping[UUID, Point], days: Sequence[TechnicianDay], calls: Sequence[OpenCall]
) -> dict[UUID, Spot]:
    """Return where branches, visits and calls stand, by their ids."""
    known = dict(branches)
    known |= {visit.id: visit.point for day in days for visit in day.visits if visit.point}
    known |= {call.id: call.point for call in calls if call.point}
    if not known:
        return {}
    flat = on_plane(list(known.values()), width=SIDE, height=SIDE, edge=EDGE)
    least = min(DOT, SIDE * sqrt(COVERED / len(known)))
    return {
        row_id: Spot(f"{x / 10:.1f}%", f"{y / 10:.1f}%")
        for row_id, (x, y) in zip(known, apart(flat, least=least, side=SIDE), strict=True)
    }


def _route(place: int, day: TechnicianDay, spots: Mapping[UUID, Spot], at_branch: Collection[UUID]) -> Route:
    letter = letter_of(place)
    stops = tuple(
        Stop(visit, f"{letter}{number}", spots.get(visit.id)) for number, visit in enumerate(day.visits, start=1)
    )
    route = Route(
        technician_id=day.technician_id,
        name=day.name,
        letter=letter,
        colour=colour_of(place),
        stops=stops,
        lines=(),
        from_branch=day.technician_id in at_branch and day.branch_id in spots,
    )
    return replace(route, lines=tuple(_lines(route, spots.get(day.branch_id) if day.branch_id else None)))


def _lines(route: Route, branch: Spot | None) -> Iterator[Line]:
    if route.technician_id is None:
        # What nobody has yet is nobody's drive.
        return
    before = branch if route.from_branch else None
    for stop in route.stops:
        if stop.spot and before:
            yield Line(before, stop.spot)
        before = stop.spot or before
