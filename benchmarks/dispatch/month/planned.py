"""Our planner at the same desk: a plan in the morning, planned anew as calls come and days slip, all of it accepted.

The problem is made as `business/dispatch/day_plan` makes it from the record: where everybody is and from when on they
are free, what they are certified for, whose customer it is, how likely each would finish it by their past and by
what is on their truck. A standstill is planned at once; the rest waits for the next half hour.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from uuid import UUID, uuid5

from benchmarks.dispatch.month import truth
from benchmarks.dispatch.month.happenings import HOUR, STANDSTILL, Call
from benchmarks.dispatch.month.standing import Person, Standing, Trip
from benchmarks.dispatch.month.truth import MINUTE
from benchmarks.dispatch.month.world import NOBODY, World
from steadyhand.business.dispatch.solver import costs
from steadyhand.business.dispatch.solver.plan import Plan, Route, Stop
from steadyhand.business.dispatch.solver.planning import plan_day
from steadyhand.business.dispatch.solver.problem import Break, Problem, Technician, Told, Visit, Window
from steadyhand.business.dispatch.solver.weights import Weights
from steadyhand.business.stock.aboard import Needed, packed

_DAY = date(2026, 3, 2)
_OURS = UUID("6f2c1e2a-7a58-4a0c-9a3e-6c1d1f0b8e11")
# A visit that has lasted longer than planned: nobody knows for how long, the product takes a quarter of an hour.
_OVERRUNS_BY = 15 * MINUTE
# So far off what was planned, a day is planned anew on the half hour though no call came.
_OFF = 15 * MINUTE


@dataclass(eq=False)
class Planner:
    """Plans with these weights."""

    weights: Weights
    _seen: frozenset[int] = frozenset()
    _home: tuple[tuple[int, int], ...] = ()

    def morning(self, standing: Standing) -> None:
        self._plan(standing, standing.world.assumed.run.morning_seconds, None)

    def called(self, standing: Standing, trip: Trip) -> None:
        if trip.call.urgency == STANDSTILL:
            self.again(standing)

    def tick(self, standing: Standing) -> None:
        now = {each.number: standing.begins(each, each.order)[-1] for each in standing.people if each.order}
        were = dict(self._home)
        is_off = any(abs(at - were.get(number, at)) >= _OFF for number, at in now.items())
        if is_off or frozenset(trip.key for trip in standing.unassigned()) != self._seen:
            self.again(standing)

    def again(self, standing: Standing) -> None:
        """Plan anew from what people know."""
        known = Plan(
            tuple(
                Route(_name(each.number), 0, 0, tuple(_stop(trip, at) for trip, at in _timed(standing, each)))
                for each in standing.people
                if each.order
            ),
            (),
        )
        self._plan(standing, standing.world.assumed.run.again_seconds, known)

    def _plan(self, standing: Standing, seconds: float, known: Plan | None) -> None:
        trips = {_key(trip): trip for trip in standing.today()}
        people = {_name(each.number): each for each in standing.people}
        problem = problem_of(standing, self.weights)
        found = plan_day(problem, seconds=seconds, warm=known)
        for each in standing.people:
            each.order = []
        for route in found.plan.routes:
            people[route.technician].order = [trips[stop.visit] for stop in route.stops]
        self._seen = frozenset(trip.key for trip in standing.unassigned())
        self._home = tuple(
            (each.number, standing.begins(each, each.order)[-1]) for each in standing.people if each.order
        )


def problem_of(standing: Standing, weights: Weights) -> Problem:
    """Return what is left of the day as the solver takes it."""
    technicians = tuple(_technician(standing, each) for each in standing.people)
    told = {trip.key: (each.number, at) for each in standing.people for trip, at in _timed(standing, each)}
    visits = tuple(_visit(standing, trip, technicians, told.get(trip.key), weights) for trip in standing.today())
    return Problem(_DAY, technicians, visits, standing.world.travel, weights)


def _timed(standing: Standing, person: Person) -> list[tuple[Trip, int]]:
    return list(zip(person.order, standing.begins(person, person.order), strict=False))


def _stop(trip: Trip, at: int) -> Stop:
    return Stop(_key(trip), at, at, at, 0)


def _name(technician: int) -> str:
    return f"t{technician}"


def _key(trip: Trip) -> str:
    return f"v{trip.key}"


def _technician(standing: Standing, person: Person) -> Technician:
    world, shift = standing.world, standing.world.assumed.shift
    opens = max(standing.now, person.free_at, int(shift.opens * HOUR))
    if person.is_busy and person.free_at <= standing.now:
        opens = standing.now + _OVERRUNS_BY
    closes = int(shift.closes * HOUR)
    latest = int(shift.break_until * HOUR)
    breaks = (Break(int(shift.break_from * HOUR), latest, shift.break_minutes * MINUTE),)
    return Technician(
        key=_name(person.number),
        start=person.place,
        end=world.home(person.number),
        shift=Window(opens, max(opens, closes)),
        breaks=() if person.had_break or latest < opens else breaks,
        overtime_seconds=max(0, shift.overtime_minutes * MINUTE - max(0, opens - closes)),
        skills={
            str(line): world.level_on(person.number, line, standing.day) for line in range(world.assumed.lines.count)
        },
        territory=_name(person.number),
    )


def _visit(
    standing: Standing,
    trip: Trip,
    technicians: tuple[Technician, ...],
    told: tuple[int, int] | None,
    weights: Weights,
) -> Visit:
    world, call = standing.world, trip.call
    begins = min((each.shift.opens for each in technicians), default=0)
    ends = max((each.shift.closes + each.overtime_seconds for each in technicians), default=24 * HOUR)
    owner = world.own[call.customer]
    usual = trip.before if trip.before is not None else None if owner == NOBODY else owner
    window, term = standing.window(trip), _term(world, standing.day, trip)
    promised = Window(*window) if window and window[1] >= begins else None
    if trip.told is not None and promised is None:
        # What was told is over: soon is all that is left.
        term = begins
    visit = Visit(
        key=_key(trip),
        place=call.customer,
        work_seconds=round(call.usual_minutes) * MINUTE,
        customer=str(call.customer),
        work_seconds_by={_name(each.number): standing.work_seconds(trip, each.number) for each in standing.people},
        promised=promised,
        respond_by=None if term is None else max(begins, term),
        waits_from=None if promised is not None else max(begins, call.at if call.day == standing.day else 0),
        urgency=call.urgency,
        skills={str(call.line): world.needs(call.line)},
        usual="" if usual is None else _name(usual),
        territory="" if owner == NOBODY else _name(owner),
        fix_chance_by={_name(each.number): _chance(standing, trip, each) for each in standing.people},
        told=None if told is None else Told(_name(told[0]), told[1]),
    )
    least = costs.least_beside_the_drive(_DAY, weights, technicians, visit)
    left = costs.left_today(weights, visit, ends, days_waited=standing.day - call.day, least_beside=least)
    return replace(visit, undone_minutes=left)


def _term(world: World, day: int, trip: Trip) -> int | None:
    """Return when somebody should be there by the contract, in seconds of this day; nobody has been there yet."""
    if trip.told is not None or trip.number:
        return None
    return term_of(world, trip.call) - day * 24 * HOUR


def term_of(world: World, call: Call) -> int:
    """Return the end of the response term in seconds of the month, counted in working hours."""
    shift = world.assumed.shift
    length = int((shift.closes - shift.opens) * HOUR)
    opens = int(shift.opens * HOUR)
    worked = min(max(0, call.at - opens), length) + int(world.assumed.calls.term_hours[call.urgency - 1] * HOUR)
    days, rest = divmod(worked, length)
    return (call.day + days) * 24 * HOUR + opens + rest


def _chance(standing: Standing, trip: Trip, person: Person) -> float:
    """Return how likely it is finished, as far as the product would know: their past, and what is on the truck."""
    world, call = standing.world, trip.call
    if trip.number:
        return world.assumed.fixing.again
    known = truth.chance(world, call, person.number, standing.day, has_been=False)
    known = min(1.0, max(0.0, known + float(world.known_off[person.number, call.line])))
    needed = [Needed(_part_id(call.line, part), str(part), chance) for part, chance in call.foretold]
    aboard = {_part_id(call.line, part): person.truck.get((call.line, part), 0) for part, _ in call.foretold}
    return round(known * packed(needed, aboard).nothing_missing, 3)


@cache
def _part_id(line: int, part: int) -> UUID:
    return uuid5(_OURS, f"{line} {part}")
