"""The nearest who is qualified: what a dispatcher with a map and a list of certificates does.

A call goes to whoever comes nearest to it that day, is qualified and can still fit it in, behind what they have already
(the rule of `solver/engines/greedy`, call by call): what was told a time at that time, a standstill next. What was told
is kept where anybody can keep it. What no longer fits into a day goes to the next nearest, or stays for tomorrow. Whose
customer it is, what is on the trucks and how likely it is finished isn't looked at.

`least_detour` is a dispatcher with more patience: each call is put where it makes the least detour in that day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.dispatch.month.happenings import STANDSTILL
from benchmarks.dispatch.month.standing import Person, Standing, Trip


@dataclass(frozen=True)
class ByHand:
    """Decides at once, call by call; nothing that somebody has is taken away while it still fits."""

    least_detour: bool = False

    def morning(self, standing: Standing) -> None:
        self.changed(standing)

    def called(self, standing: Standing, _trip: Trip) -> None:
        self.changed(standing)

    def tick(self, standing: Standing) -> None:
        self.changed(standing)

    def changed(self, standing: Standing) -> None:
        """Take out what no longer fits, and give what nobody has to the nearest."""
        for person in standing.people:
            while person.order and not standing.fits(person, person.order, over_minutes=_over(standing)):
                person.order.remove(_least(standing, person))
        for trip in sorted(standing.unassigned(), key=lambda each: _first(standing, each)):
            self._give(standing, trip)

    def _give(self, standing: Standing, trip: Trip) -> None:
        able = sorted(standing.able(trip), key=lambda each: (_away(standing, each, trip), each.number))
        for person in able:
            order = self._placed(standing, person, trip)
            if order is not None:
                person.order = order
                return
        if standing.window(trip) is not None:
            _give_late(standing, trip, able)

    def _placed(self, standing: Standing, person: Person, trip: Trip) -> list[Trip] | None:
        ways = [way for way in _ways(person, trip) if standing.fits(person, way, over_minutes=_over(standing))]
        if not ways:
            return None
        if standing.window(trip) is not None:
            # At its time: neither waiting there nor hurrying for it.
            return min(ways, key=lambda way: (standing.begins(person, way)[-1], way.index(trip)))
        if trip.call.urgency == STANDSTILL:
            return min(ways, key=lambda way: way.index(trip))
        if self.least_detour:
            return min(ways, key=lambda way: (_drive(standing, person, way), way.index(trip)))
        return max(ways, key=lambda way: way.index(trip))


def _over(standing: Standing) -> int:
    return standing.world.assumed.shift.overtime_minutes


def _first(standing: Standing, trip: Trip) -> tuple[bool, bool, int, int]:
    return (trip.call.urgency != STANDSTILL, standing.window(trip) is None, trip.call.urgency, trip.key)


def _least(standing: Standing, person: Person) -> Trip:
    """Return what goes first where not all fits: what is told too late to be kept, else the least urgent."""
    *begins, _ = standing.begins(person, person.order)
    for trip, at in zip(person.order, begins, strict=True):
        window = standing.window(trip)
        if window is not None and at > window[1]:
            return trip
    return max(person.order, key=lambda each: (standing.window(each) is None, each.call.urgency, each.key))


def _give_late(standing: Standing, trip: Trip, able: list[Person]) -> None:
    """Somebody has to go although the told time can't be kept: first thing, by the nearest whose others still fit."""
    for person in able:
        way = [trip, *person.order]
        *begins, home = standing.begins(person, way)
        others = all(
            (window := standing.window(each)) is None or at <= window[1]
            for each, at in zip(way[1:], begins[1:], strict=True)
        )
        if others and home <= (standing.world.assumed.shift.closes * 60 + _over(standing)) * 60:
            person.order = way
            return


def _ways(person: Person, trip: Trip) -> Iterator[list[Trip]]:
    for number in range(len(person.order) + 1):
        yield [*person.order[:number], trip, *person.order[number:]]


def _away(standing: Standing, person: Person, trip: Trip) -> int:
    here = [person.place, *(each.call.customer for each in person.order)]
    return min(int(standing.world.travel[place, trip.call.customer]) for place in here)


def _drive(standing: Standing, person: Person, order: list[Trip]) -> int:
    places = [person.place, *(each.call.customer for each in order), standing.world.home(person.number)]
    return sum(int(standing.world.travel[one, other]) for one, other in pairwise(places))
