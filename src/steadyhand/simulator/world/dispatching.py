"""Who goes, and when? By habit: the territory's own technician, unless somebody else is enough sooner.

A technician has a list of what waits; whenever they are free in working hours they take what is most due and near.
"""

from math import hypot
from random import Random

from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.simulator.chance import around, one_of
from steadyhand.simulator.days import CLOSES, DAY, HOUR, MINUTE, OPENS
from steadyhand.simulator.happenings import CallCancelled, TravelStarted, VisitMoved, VisitPlanned
from steadyhand.simulator.words import sentences
from steadyhand.simulator.world.failing import leave_in, schedule_failure
from steadyhand.simulator.world.state import NEVER, Call, Place, Technician, Trip
from steadyhand.simulator.world.stocking import load
from steadyhand.simulator.world.world import World

# Working seconds by which somebody should be there, by how badly it hurts.
DUE = {
    Urgency.STANDSTILL: 1 * HOUR,
    Urgency.URGENT: int(2.5 * HOUR),
    Urgency.NORMAL: 4 * HOUR,
    Urgency.CAN_WAIT: 9 * HOUR,
}
SCHEDULED_DUE = 10 * HOUR
# Nobody sets out for another visit after this, unless something stands still.
LAST_START = 16 * HOUR
LAST_START_STANDSTILL = CLOSES - 20 * MINUTE
# What a dispatcher reckons for each visit beside the work itself.
USUAL_TRAVEL_MINUTES = 24
NOT_CERTIFIED_HOURS, UNSKILLED_HOURS = 3.0, 2.0
LEAST_SKILL = 2
KM_HOURS = 0.012
# A kilometre's drive saves so many seconds of lateness when the next visit is chosen.
KM_SECONDS = 240.0
DETOUR = 1.3
# Speed by hour of the day in km/h: ours, roads of a small town with a rush at both ends of the day.
SPEEDS = (60, 60, 60, 60, 60, 60, 55, 38, 34, 42, 46, 46, 42, 44, 46, 42, 36, 32, 40, 50, 55, 60, 60, 60)
PARKING_SECONDS = 4 * MINUTE
CANCELLED_SHARE = 0.012
MOVED_BY = 100 * MINUTE
WORTH_A_KIT = (CallType.CORRECTIVE,)


def plan(
    world: World, at: int, call: Call, *, due_worked: int, ready_at: int, prefer: Technician | None = None
) -> Trip:
    """Plan a visit: choose who goes, reckon when, put it on their list."""
    technician = (
        prefer if prefer and not _is_away(world, prefer, max(at, ready_at)) else choose(world, at, call, due_worked)
    )
    call.visits += 1
    starts = max(expected_start(world, max(at, ready_at), technician, due_worked), world.days.opening(ready_at))
    trip = Trip(
        key=f"visit:{call.ref}-{call.visits}",
        call=call,
        number=call.visits,
        technician=technician,
        planned_for=_on_the_grid(starts),
        minutes=int(call.minutes),
        due_worked=due_worked,
        ready_at=ready_at,
    )
    world.out.append(
        VisitPlanned(
            key=trip.key,
            at=world.moment(at),
            call=call.key,
            number=trip.number,
            technician=technician.key,
            planned_for=world.moment(trip.planned_for),
            planned_minutes=trip.minutes,
            planned_by=dispatcher_of(world, call),
        )
    )
    enqueue(world, at, technician, trip)
    return trip


def dispatcher_of(world: World, call: Call) -> str:
    names = world.staff[call.customer.branch].dispatchers
    return names[call.taken_at % len(names)]


def enqueue(world: World, at: int, technician: Technician, trip: Trip) -> None:
    trip.technician = technician
    technician.queue.append(trip)
    rouse(world, max(at + 2 * MINUTE, trip.ready_at), technician)


def choose(world: World, at: int, call: Call, due_worked: int, *, not_this: Technician | None = None) -> Technician:
    """Return who would be there soonest, with the house's habit of sending the territory's own technician."""
    territory = world.territories[call.customer.territory]
    best: Technician | None = None
    best_hours = 0.0
    for number in (territory.number, *territory.neighbours):
        technician = world.territories[number].owner
        if technician is None or technician is not_this:
            continue
        hours = _hours_until(world, at, technician, call, due_worked)
        if number != territory.number:
            hours += world.dealer.others_cost_hours
        if best is None or hours < best_hours:
            best, best_hours = technician, hours
    return best or _anybody(world, territory.branch, not_this)


def _anybody(world: World, branch: int, not_this: Technician | None) -> Technician:
    """Return whoever of the branch, else of the firm, has least to do: nobody of the neighbourhood is left."""
    here = [one for one in world.technicians if not one.has_left and one is not not_this]
    # The first technician never leaves, so that somebody is always there.
    return min(here or world.technicians[:1], key=lambda one: (one.branch != branch, len(one.queue), one.number))


def _hours_until(world: World, at: int, technician: Technician, call: Call, due_worked: int) -> float:
    starts = expected_start(world, at, technician, due_worked)
    hours = (world.days.worked(starts) - world.days.worked(at)) / HOUR
    hours += KM_HOURS * _km(technician.home, call.machine.site.place)
    model = call.machine.model
    if technician.certified.get(f"{model.maker}/{model.line}", NEVER) < at // DAY:
        hours += NOT_CERTIFIED_HOURS
    if technician.skills[model.family] < LEAST_SKILL:
        hours += UNSKILLED_HOURS
    return hours


def minutes_before(technician: Technician, at: int, due_worked: int) -> int:
    """Return the minutes of what a technician will do before something due then."""
    return sum(
        trip.minutes + USUAL_TRAVEL_MINUTES
        for trip in technician.queue
        if trip.due_worked <= due_worked and trip.ready_at <= at
    )


def expected_start(world: World, at: int, technician: Technician, due_worked: int) -> int:
    """Return when a technician could begin something due then, as a dispatcher would reckon it."""
    first = minutes_before(technician, at, due_worked)
    starts = world.days.add_working(max(at, technician.free_at), first * MINUTE)
    day = starts // DAY
    if starts % DAY > LAST_START:
        day = world.days.next_working_day(day)
        starts = day * DAY + OPENS
    if technician.away[day]:
        while technician.away[day]:
            day = world.days.next_working_day(day)
        starts = day * DAY + OPENS
    return starts


def _is_away(world: World, technician: Technician, at: int) -> bool:
    return technician.has_left or bool(technician.away[world.days.opening(at) // DAY])


def _on_the_grid(at: int) -> int:
    quarter = 15 * MINUTE
    return -(-at // quarter) * quarter


def rouse(world: World, at: int, technician: Technician) -> None:
    """Let a technician look at their list at a time, or at the next opening."""
    at = world.days.opening(at)
    if technician.is_busy or (technician.wakes_at != NEVER and technician.wakes_at <= at):
        return
    technician.wakes_at = at
    world.later(at, "wake", technician)


def wake(world: World, at: int, technician: Technician) -> None:
    """Let a free technician take what is most due, if the day allows."""
    if at != technician.wakes_at:
        return
    technician.wakes_at = NEVER
    if technician.has_left or technician.is_busy or not technician.queue:
        return
    day = at // DAY
    if technician.away[day]:
        rouse(world, world.days.next_working_day(day) * DAY + OPENS, technician)
        return
    trip = _next_trip(technician, at, at % DAY)
    if trip is None:
        ready = min(max(other.ready_at, at + MINUTE) for other in technician.queue)
        late = at % DAY > LAST_START or ready // DAY > day
        rouse(world, world.days.next_working_day(day) * DAY + OPENS if late else ready, technician)
        return
    technician.queue.remove(trip)
    set_out(world, at, technician, trip)


def _next_trip(technician: Technician, at: int, second: int) -> Trip | None:
    best: Trip | None = None
    best_score = 0.0
    for trip in technician.queue:
        is_standstill = trip.call.urgency is Urgency.STANDSTILL
        if trip.ready_at > at or second > (LAST_START_STANDSTILL if is_standstill else LAST_START):
            continue
        score = trip.due_worked + KM_SECONDS * _km(technician.place, trip.call.machine.site.place)
        if best is None or score < best_score:
            best, best_score = trip, score
    return best


def _km(one: Place, other: Place) -> float:
    return hypot(one[0] - other[0], one[1] - other[1]) * DETOUR


def set_out(world: World, at: int, technician: Technician, trip: Trip) -> None:
    """Let a technician drive to a visit, unless the customer has just called it off."""
    rng = world.chance(f"way:{trip.key}")
    call = trip.call
    can_be_cancelled = call.call_type is CallType.CORRECTIVE and trip.number == 1
    if call.machine.is_removed or (can_be_cancelled and rng.random() < CANCELLED_SHARE):
        _cancel(world, at, call, rng)
        rouse(world, at + MINUTE, technician)
        return
    if abs(at - trip.planned_for) > MOVED_BY:
        _tell_moved(world, at, trip, rng, why="late" if at > trip.planned_for else "early")
    # At the end of yesterday the van went home.
    here = technician.place if at // DAY == technician.free_at // DAY else technician.home
    trip.travel_km = round(_km(here, call.machine.site.place), 1)
    hour = at % DAY // HOUR
    trip.travel_seconds = PARKING_SECONDS + int(around(rng, trip.travel_km / SPEEDS[hour] * HOUR, 0.2))
    trip.left_at = at
    technician.is_busy = True
    technician.place = call.machine.site.place
    _pack_kit(world, at, technician, call, rng)
    trip.has_tapped = rng.random() >= technician.forgets
    if trip.has_tapped:
        world.out.append(TravelStarted(key=trip.key, at=world.moment(at), technician=technician.key))
    world.later(at + trip.travel_seconds, "arrive", trip)
    technician.free_at = at + trip.travel_seconds + trip.minutes * MINUTE


def _pack_kit(world: World, at: int, technician: Technician, call: Call, rng: Random) -> None:
    """Load what the call will probably need, where the house prepares visits and the day begins at the shelf."""
    luck, stocked = rng.random(), rng.random()
    if call.cause is None or not call.cause.part or call.call_type not in WORTH_A_KIT:
        return
    part = call.machine.model.parts[call.cause.part]
    is_prepared = luck < world.dealer.kit_share * (1 - call.cause.hard)
    if technician.stock[part.number] == 0 and is_prepared and stocked < world.dealer.warehouse_share:
        load(world, at, technician, part, "kit for a visit")


def _tell_moved(world: World, at: int, trip: Trip, rng: Random, *, why: str) -> None:
    trip.planned_for = at - at % (5 * MINUTE)
    world.out.append(
        VisitMoved(
            key=trip.key,
            at=world.moment(at),
            technician=trip.technician.key,
            planned_for=world.moment(trip.planned_for),
            moved_by=dispatcher_of(world, trip.call),
            why=one_of(rng, sentences("said")["moved"][why]),
        )
    )


def _cancel(world: World, at: int, call: Call, rng: Random) -> None:
    world.out.append(
        CallCancelled(
            key=call.key,
            at=world.moment(at),
            because=one_of(rng, sentences("said")["cancelled"]["words"]),
            cancelled_by=dispatcher_of(world, call),
        )
    )
    call.is_over = True
    call.machine.is_waiting = False
    # It works again by itself, for a while: the fault is still there and will show.
    leave_in(call.machine, call, because="", repeats=None)
    schedule_failure(world, at, call.machine)


def hand_over(world: World, at: int, technician: Technician, *, why: str) -> None:
    """Give an absent technician's visits to whoever can come soonest."""
    waiting, technician.queue = technician.queue, []
    for trip in waiting:
        rng = world.chance(f"handover:{trip.key}:{at}")
        other = choose(world, at, trip.call, trip.due_worked, not_this=technician)
        trip.planned_for = _on_the_grid(max(expected_start(world, at, other, trip.due_worked), trip.ready_at))
        trip.technician = other
        world.out.append(
            VisitMoved(
                key=trip.key,
                at=world.moment(at),
                technician=other.key,
                planned_for=world.moment(trip.planned_for),
                moved_by=dispatcher_of(world, trip.call),
                why=one_of(rng, sentences("said")["moved"][why]),
            )
        )
        enqueue(world, at, other, trip)
