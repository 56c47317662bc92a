"""What does a visit look like on a phone? Values in words, ready for a template."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from steadyhand.business.calls.queries.day import DayVisit, Place, TechnicianDay
from steadyhand.business.calls.rules import VisitState
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.common.standings import VISIT_KINDS

# Nearest to being finished first.
_NEXT_FIRST = (VisitState.ON_SITE, VisitState.ON_THE_WAY, VisitState.PLANNED)


@dataclass(frozen=True, slots=True)
class Card:
    """A visit in words."""

    id: UUID
    version: int
    state: VisitState
    kind: str
    customer: str
    place: str
    address: str
    map_url: str
    when: str
    since: str
    machine: str
    serial: str
    stands_where: str
    problem: str
    call_type: str
    is_planned: bool
    is_on_the_way: bool
    is_on_site: bool
    # Each step has a key of its own: both may wait on a phone without a signal, and both are to be done.
    on_my_way_key: str = field(default_factory=new_key)
    arrived_key: str = field(default_factory=new_key)

    @property
    def is_over(self) -> bool:
        return self.state.is_over

    @property
    def on_my_way_kept(self) -> str:
        """Return what a phone calls the step while it waits for a signal."""
        return f"on my way to {self.customer}"

    @property
    def arrived_kept(self) -> str:
        """Return what a phone calls the step while it waits for a signal."""
        return f"here at {self.customer}"


def card_of(visit: DayVisit, saying: Saying) -> Card:
    return Card(
        id=visit.id,
        version=visit.version,
        state=visit.state,
        kind=VISIT_KINDS[visit.state],
        customer=visit.customer or "Not known yet who called",
        place=visit.place.name if visit.place.name not in visit.place.address else "",
        address=visit.place.address,
        map_url=map_url(visit.place),
        when=_planned(visit, saying),
        since=_since(visit, saying),
        machine=visit.machine,
        serial=visit.serial,
        stands_where=visit.stands_where,
        problem=visit.problem,
        call_type=visit.call_type.label,
        is_planned=visit.state is VisitState.PLANNED,
        is_on_the_way=visit.state is VisitState.ON_THE_WAY,
        is_on_site=visit.state is VisitState.ON_SITE,
    )


def map_url(place: Place) -> str:
    """Return an address that opens the phone's own maps (RFC 5870); empty where nothing is known."""
    if place.latitude is not None and place.longitude is not None:
        at = f"{place.latitude},{place.longitude}"
        return f"geo:{at}?q={quote(f'{at}({place.address or place.name})', safe='')}"
    return f"geo:0,0?q={quote(place.address, safe='')}" if place.address else ""


def next_of(day: TechnicianDay) -> DayVisit | None:
    """Return what comes next: where one is, then where one is going, then the first planned."""
    under_way = [visit for visit in day.left_open if visit.state is not VisitState.PLANNED]
    candidates = [*under_way, *(visit for visit in day.visits if not visit.state.is_over)]
    return min(candidates, key=lambda visit: _NEXT_FIRST.index(visit.state), default=None)


def cards_of(visits: Iterable[DayVisit], saying: Saying) -> list[Card]:
    return [card_of(visit, saying) for visit in visits]


def _planned(visit: DayVisit, saying: Saying) -> str:
    if visit.planned_for is None:
        return "no time planned"
    if saying.on(visit.planned_for) == saying.today:
        return saying.hour(visit.planned_for)
    return saying.when(visit.planned_for)


def _since(visit: DayVisit, saying: Saying) -> str:
    if visit.finished_at is not None:
        return f"finished {_at(visit.finished_at, saying)}"
    if visit.arrived_at is not None:
        return f"here since {_at(visit.arrived_at, saying)}"
    if visit.on_the_way_at is not None:
        return f"on the way since {_at(visit.on_the_way_at, saying)}"
    return ""


def _at(at: datetime, saying: Saying) -> str:
    return saying.hour(at) if saying.on(at) == saying.today else saying.when(at)
