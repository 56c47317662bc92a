"""How a day stands at a moment, as a dispatcher knows it: who is where, what is open, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.dispatch.month.happenings import HOUR, Call, Told
from benchmarks.dispatch.month.truth import MINUTE, pace
from benchmarks.dispatch.month.world import World


@dataclass(frozen=True, eq=False, slots=True)
class Trip:
    """A trip that should be made: the call's first, or a later one, whose parts are there from `ready` on."""

    key: int
    call: Call
    number: int
    ready: int
    told: Told | None
    # Who was there before; nobody before a first trip.
    before: int | None = None


@dataclass(eq=False, slots=True)
class Person:
    """A technician's day: where they are, or will be when what they do is over as far as anybody knows."""

    number: int
    place: int
    free_at: int
    order: list[Trip] = field(default_factory=list)
    is_busy: bool = False
    had_break: bool = False
    # Parts aboard, by line and part.
    truck: dict[tuple[int, int], int] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Standing:
    """A moment of a day. A policy changes people's orders; what nobody has in an order stays open."""

    world: World
    day: int
    now: int
    people: list[Person]
    open: dict[int, Trip]

    def today(self) -> list[Trip]:
        """Return what is to be done today: parts there, and not told for a later day."""
        return [
            trip
            for trip in self.open.values()
            if trip.ready <= self.day and (trip.told is None or trip.told.day <= self.day)
        ]

    def unassigned(self) -> list[Trip]:
        given = {trip.key for person in self.people for trip in person.order}
        return [trip for trip in self.today() if trip.key not in given]

    def window(self, trip: Trip) -> tuple[int, int] | None:
        """Return from when to when it may begin by what was told for today; None: nothing was, or it is broken."""
        return (trip.told.opens, trip.told.closes) if trip.told and trip.told.day == self.day else None

    def able(self, trip: Trip) -> list[Person]:
        return [each for each in self.people if self.world.may(each.number, trip.call.line, self.day)]

    def work_seconds(self, trip: Trip, technician: int) -> int:
        """Return how long it usually takes this technician: what a year of visits tells both policies."""
        minutes = trip.call.usual_minutes * pace(self.world, trip.call, technician)
        return max(5, round(minutes * (self.world.assumed.work.second if trip.number else 1.0))) * MINUTE

    def begins(self, person: Person, order: Sequence[Trip]) -> list[int]:
        """Return when each of an order would begin, and at last when they are home; a break at the first chance."""
        shift, travel = self.world.assumed.shift, self.world.travel
        free, here, had_break = max(person.free_at, self.now), person.place, person.had_break
        found = []
        for trip in order:
            if not had_break and self.is_lunch(person, trip, free, here):
                free, had_break = free + shift.break_minutes * MINUTE, True
            begins = free + int(travel[here, trip.call.customer])
            window = self.window(trip)
            begins = max(begins, window[0]) if window else begins
            found.append(begins)
            free, here = begins + self.work_seconds(trip, person.number), trip.call.customer
        return [*found, free + int(travel[here, self.world.home(person.number)])]

    def is_lunch(self, person: Person, trip: Trip, free: int, here: int) -> bool:
        """Tell whether the break is due before this trip: not while going first keeps a told time and lunch as well."""
        shift = self.world.assumed.shift
        if free < shift.break_from * HOUR:
            return False
        window, drive = self.window(trip), int(self.world.travel[here, trip.call.customer])
        if window is None or free + shift.break_minutes * MINUTE + drive <= window[1]:
            return True
        return max(free + drive, window[0]) + self.work_seconds(trip, person.number) > shift.break_until * HOUR

    def fits(self, person: Person, order: Sequence[Trip], *, over_minutes: int = 0) -> bool:
        """Tell whether every told time is kept and the technician is home in time."""
        *begins, home = self.begins(person, order)
        if home > self.world.assumed.shift.closes * HOUR + over_minutes * MINUTE:
            return False
        windows = (self.window(trip) for trip in order)
        return all(window is None or at <= window[1] for window, at in zip(windows, begins, strict=True))
