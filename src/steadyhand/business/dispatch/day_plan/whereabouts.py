"""Who is busy with what, from where and when can each be sent on, and where is everything?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import fmean
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.calls.queries.for_a_plan import CallToGo
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dispatch.day_plan.gathering import Gathered
from steadyhand.business.dispatch.day_plan.wall_clock import MINUTE
from steadyhand.business.dispatch.travel.hours import band_at
from steadyhand.business.dispatch.travel.places import Place
from steadyhand.business.dispatch.travelling import travel_times

# A visit that should be over by now takes a quarter of an hour more, as far as anybody can tell.
OVERRUNS_BY = 15 * MINUTE
# Where nothing is known of any place, each drive counts as so long.
NOWHERE_SECONDS = 20 * MINUTE
_MIDDAY = timedelta(hours=12)


@dataclass(eq=False)
class Places:
    """Rows of the travel matrix; a site, start or branch is one once."""

    gathered: Gathered
    known: list[Place] = field(default_factory=list)
    _rows: dict[object, int] = field(default_factory=dict)
    # Calls and technicians of whom nobody knows where they are.
    unknown_sites: set[str] = field(default_factory=set)
    unknown_starts: set[str] = field(default_factory=set)

    def of_call(self, call: CallToGo) -> int:
        place = self.gathered.places.get(call.site_id) if call.site_id else None
        if place is None:
            self.unknown_sites.add(call.number)
            return self._row("somewhere", self._somewhere())
        return self._row(call.site_id, place)

    def of_start(self, technician_id: UUID, name: str, spot: Place | None) -> int:
        if spot is None:
            self.unknown_starts.add(name)
            return self._row("somewhere", self._somewhere())
        return self._row(technician_id, spot)

    def of_phone(self, technician_id: UUID) -> int | None:
        """Return where somebody's phone is now; None where they don't share it, or it said so too long ago."""
        place = self.gathered.phones.get(technician_id)
        return None if place is None else self._row(("phone", technician_id), place)

    def travel(self, tenant_id: UUID) -> "Travel":
        """Return the drives between all rows, in whole minutes, rounded up."""
        if not self.gathered.places and self.gathered.at.latitude is None and not self._has_start():
            size = max(1, len(self.known))
            flat = np.full((size, size), NOWHERE_SECONDS, dtype=np.int64)
            np.fill_diagonal(flat, 0)
            return Travel(flat, ("Nothing is known of any place: every drive counts as 20 minutes.",), ())
        clock = self.gathered.clock
        noon = clock.moment(int(_MIDDAY.total_seconds()))
        band = band_at(noon.astimezone(ZoneInfo(clock.zone)))
        times = travel_times(tenant_id=tenant_id, places=self.known or [Place(0, 0)], band=band, now=self.gathered.now)
        whole = np.asarray(np.ceil(np.round(times.minutes, 3)) * MINUTE, dtype=np.int64)
        np.fill_diagonal(whole, 0)
        return Travel(whole, times.sentences, times.attributions)

    def _has_start(self) -> bool:
        return bool(self.gathered.phones) or any(who.starts_at is not None for who in self.gathered.people)

    def _row(self, key: object, place: Place) -> int:
        if key not in self._rows:
            self._rows[key] = len(self.known)
            self.known.append(place)
        return self._rows[key]

    def _somewhere(self) -> Place:
        """Return the branch, else the middle of what is known."""
        at = self.gathered.at
        if at.latitude is not None and at.longitude is not None:
            return Place(at.latitude, at.longitude)
        spots = [*self.gathered.places.values()]
        spots += [
            Place(who.starts_at.latitude, who.starts_at.longitude) for who in self.gathered.people if who.starts_at
        ]
        if not spots:
            return Place(0.0, 0.0)
        return Place(fmean(spot.latitude for spot in spots), fmean(spot.longitude for spot in spots))


@dataclass(frozen=True, eq=False)
class Travel:
    """Seconds between places, who said so, and whose name must stand beside it."""

    seconds: NDArray[np.int64]
    sentences: tuple[str, ...]
    attributions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Begun:
    """A visit that has begun, or is over: where it is, and when it was or will be, in seconds of the day."""

    call: CallToGo
    technician_id: UUID
    place: int
    begins: int
    ends: int
    is_over: bool


def begun_visits(gathered: Gathered, places: Places) -> tuple[Begun, ...]:
    """Return what has begun today, in the order of its begins; none on a day to come.

    Whoever is on the way arrives when they set out: the drive there is added once it is known (`arriving`).
    """
    if not gathered.is_today:
        return ()
    found = [_begun(gathered, places, call) for call in (*gathered.calls.earlier, *gathered.calls.calls)]
    return tuple(sorted((each for each in found if each), key=lambda each: (each.begins, each.call.number)))


def _begun(gathered: Gathered, places: Places, call: CallToGo) -> Begun | None:
    visit, clock = call.visit, gathered.clock
    if visit is None or visit.technician_id is None or not visit.has_begun:
        return None
    since = visit.arrived_at or visit.on_the_way_at or visit.planned_for
    if since is None:
        return None
    begins, lasts, now = clock.seconds(since), visit.planned_minutes * MINUTE, clock.seconds(gathered.now)
    if visit.state.is_over:
        ends = clock.seconds(visit.finished_at) if visit.finished_at else begins + lasts
    elif visit.state is VisitState.ON_SITE:
        # It overruns: nobody knows for how long.
        ends = begins + lasts if begins + lasts > now else now + OVERRUNS_BY
    else:
        ends = begins + lasts
    return Begun(call, visit.technician_id, places.of_call(call), begins, max(begins, ends), visit.state.is_over)


def arriving(each: Begun, drive: int, now: int) -> Begun:
    """Return a visit that somebody is on the way to with its begin: not before now."""
    begins = max(now, each.begins + drive)
    return Begun(each.call, each.technician_id, each.place, begins, begins + each.ends - each.begins, is_over=False)


def last_of(begun: Iterable[Begun]) -> Begun | None:
    """Return what somebody is at, else what they were at last."""
    return max(begun, key=lambda each: (not each.is_over, each.ends), default=None)
