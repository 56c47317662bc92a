"""Lives a month with a policy: calls come, people drive, work and find out; only what was decided is the policy's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import Protocol

from benchmarks.dispatch.month.happenings import HOUR, MOST_TRIPS, Call, half_day
from benchmarks.dispatch.month.standing import Person, Standing, Trip
from benchmarks.dispatch.month.truth import MINUTE, came
from benchmarks.dispatch.month.world import World


class Policy(Protocol):
    """Whoever decides: each may change the orders of people in `standing`, and nothing else."""

    def morning(self, standing: Standing) -> None:
        """Plan the day."""

    def called(self, standing: Standing, trip: Trip) -> None:
        """Answer a call that has just come in."""

    def tick(self, standing: Standing) -> None:
        """Look at the day again."""


@dataclass(frozen=True, slots=True)
class Made:
    """A trip as it was made. Seconds are of its day; `own` is None where that one isn't here, or nobody is."""

    call: int
    trip: int
    day: int
    technician: int
    begins: int
    drive: int
    is_done: bool
    is_for_parts: bool
    own: bool | None
    is_same: bool | None
    is_kept: bool | None


@dataclass(eq=False)
class Lived:
    """What came of a month."""

    made: list[Made] = field(default_factory=list)
    drive_seconds: int = 0
    overtime_seconds: int = 0
    # Told times that nobody came on at all, on their day.
    nobody_came: int = 0
    moved: int = 0
    left: list[Trip] = field(default_factory=list)


@dataclass(eq=False)
class _Day:
    """One day of the month, moment by moment."""

    world: World
    policy: Policy
    standing: Standing
    lived: Lived
    been: set[tuple[int, int]]
    keys: "count[int]"
    _moments: list[tuple[int, int, str, object]] = field(default_factory=list)
    _number: "count[int]" = field(default_factory=count)
    _wakes: dict[int, int] = field(default_factory=dict)
    _out: set[int] = field(default_factory=set)

    def run(self, calls: Iterable[Call]) -> None:
        shift, standing = self.world.assumed.shift, self.standing
        opens, closes = int(shift.opens * HOUR), int(shift.closes * HOUR)
        for call in calls:
            trip = Trip(next(self.keys), call, 0, standing.day, call.told)
            if call.at < opens:
                standing.open[trip.key] = trip
            else:
                self._at(call.at, "call", trip)
        for at in range(opens, closes, self.world.assumed.run.tick_minutes * MINUTE):
            self._at(at, "morning" if at == opens else "tick", None)
        while self._moments:
            standing.now, _, kind, what = heappop(self._moments)
            before = self._whose()
            self._happens(kind, what)
            if kind in {"call", "tick"}:
                after = self._whose()
                self.lived.moved += sum(key in after and after[key] != who for key, who in before.items())
            for person in standing.people:
                self._go_on(person)
        for person in standing.people:
            self._home(person)

    def _happens(self, kind: str, what: object) -> None:
        standing = self.standing
        if kind == "call" and isinstance(what, Trip):
            standing.open[what.key] = what
            self.policy.called(standing, what)
        elif kind == "morning":
            self.policy.morning(standing)
        elif kind == "tick":
            self.policy.tick(standing)
        elif kind == "free" and isinstance(what, Person):
            what.is_busy = False
        elif kind == "end" and isinstance(what, tuple):
            self._ended(*what)

    def _at(self, at: int, kind: str, what: object) -> None:
        heappush(self._moments, (at, next(self._number), kind, what))

    def _whose(self) -> dict[int, int]:
        return {trip.key: person.number for person in self.standing.people for trip in person.order}

    def _go_on(self, person: Person) -> None:
        """Send whoever is free to the next stop, or to lunch; where it would be too early there, later."""
        standing, shift = self.standing, self.world.assumed.shift
        if person.is_busy or standing.now < shift.opens * HOUR:
            return
        # With nothing to do, lunch is as soon as it may be.
        is_due = standing.now >= shift.break_from * HOUR
        if person.order:
            is_due = standing.is_lunch(person, person.order[0], standing.now, person.place)
        if not person.had_break and is_due:
            person.had_break = person.is_busy = True
            person.free_at = standing.now + shift.break_minutes * MINUTE
            self._at(person.free_at, "free", person)
            return
        while person.order:
            trip = person.order[0]
            drive = int(self.world.travel[person.place, trip.call.customer])
            window = standing.window(trip)
            leaves = max(standing.now, window[0] - drive if window else 0)
            home = int(self.world.travel[trip.call.customer, self.world.home(person.number)])
            ends = leaves + drive + standing.work_seconds(trip, person.number) + home
            if ends > (shift.closes * 60 + shift.overtime_minutes) * 60:
                person.order.pop(0)
                continue
            if leaves > standing.now:
                # Not gone yet: another call may still come before it.
                if self._wakes.get(person.number) != leaves:
                    self._wakes[person.number] = leaves
                    self._at(leaves, "wake", None)
                return
            self._leave(person, trip, drive)
            return

    def _leave(self, person: Person, trip: Trip, drive: int) -> None:
        standing, world, call = self.standing, self.world, trip.call
        person.order.pop(0)
        standing.open.pop(trip.key)
        begins = standing.now + drive
        has_been = (person.number, call.customer) in self.been
        aboard = {part for (line, part), units in person.truck.items() if line == call.line and units > 0}
        found = came(world, call, person.number, standing.day, trip=trip.number, aboard=aboard, has_been=has_been)
        self.been.add((person.number, call.customer))
        if found.is_done and trip.number == 0:
            for part in call.needed:
                person.truck[call.line, part] -= 1
        own = world.own[call.customer]
        here = {each.number for each in standing.people}
        is_told = trip.told is not None and (trip.told.day == standing.day)
        self.lived.drive_seconds += drive
        self.lived.made.append(
            Made(
                call=call.number, trip=trip.number, day=standing.day, technician=person.number, begins=begins,
                drive=drive, is_done=found.is_done, is_for_parts=bool(found.missing),
                own=person.number == own if own in here else None,
                is_same=None if trip.before is None or trip.before not in here else trip.before == person.number,
                is_kept=begins <= trip.told.closes if trip.told is not None and is_told else None,
            )
        )  # fmt: skip
        person.is_busy, person.place = True, call.customer
        person.free_at = begins + standing.work_seconds(trip, person.number)
        self._at(begins + found.seconds, "end", (person, trip, found.is_done))
        self._out.add(person.number)

    def _ended(self, person: Person, trip: Trip, is_done: bool) -> None:  # noqa: FBT001  # from the queue
        standing = self.standing
        person.is_busy, person.free_at = False, standing.now
        if is_done or trip.number + 1 >= MOST_TRIPS:
            return
        call = trip.call
        ready = standing.day + int(call.lead[trip.number])
        which = int(call.told_again[trip.number])
        again = Trip(
            next(self.keys), call, trip.number + 1, ready, half_day(ready, which) if which else None, person.number
        )
        standing.open[again.key] = again

    def _home(self, person: Person) -> None:
        if person.number not in self._out:
            return
        home = int(self.world.travel[person.place, self.world.home(person.number)])
        self.lived.drive_seconds += home
        over = person.free_at + home - int(self.world.assumed.shift.closes * HOUR)
        self.lived.overtime_seconds += max(0, over)


def live(world: World, calls: Sequence[Call], policy: Policy) -> Lived:
    """Return what came of the month's calls with this policy."""
    lived, been, keys = Lived(), set(world.been), count()
    open_trips: dict[int, Trip] = {}
    for day in range(world.assumed.run.days):
        here = (number for number in range(world.assumed.region.technicians) if not world.is_away[day, number])
        people = [_fresh(world, number) for number in here]
        standing = Standing(world, day, 0, people, open_trips)
        _Day(world, policy, standing, lived, been, keys).run([call for call in calls if call.day == day])
        lived.nobody_came += sum(trip.told is not None and trip.told.day == day for trip in open_trips.values())
    lived.left = list(open_trips.values())
    return lived


def _fresh(world: World, number: int) -> Person:
    stock = world.truck[number]
    truck = {(line, part): int(units) for line, row in enumerate(stock) for part, units in enumerate(row) if units}
    return Person(number, world.home(number), int(world.assumed.shift.opens * HOUR), truck=truck)
