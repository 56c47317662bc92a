"""What does a technician do at a machine? They look, decide what it is, and put it right, or not.

A right diagnosis needs skill in the family and is easier for who knows this machine and writes things down. A wrong one
repairs something else: the fault stays in, and comes back as a true callback, unless a test before leaving shows it.
"""

from random import Random

from steadyhand.business.calls.rules import CallType
from steadyhand.simulator.catalogue import Cause, Part
from steadyhand.simulator.chance import around, one_of
from steadyhand.simulator.days import HOUR, MINUTE
from steadyhand.simulator.happenings import VisitArrived
from steadyhand.simulator.world.dispatching import minutes_before
from steadyhand.simulator.world.failing import leave_in, renew
from steadyhand.simulator.world.state import Call, Technician, Trip, Work
from steadyhand.simulator.world.stocking import take_part
from steadyhand.simulator.world.world import World

# How often somebody of each level finds the true cause of a fault of middling difficulty, without tests: ours, set so
# that callbacks in truth and the trade's figures agree (docs/how-it-works/simulator.md).
RIGHT = (0.55, 0.68, 0.78, 0.86, 0.92)
MIDDLING = 0.3
HARDER_COUNTS = 0.45
NOT_CERTIFIED_COSTS = 0.05
WRITES_WELL_HELPS = 0.06
LEAST_RIGHT, MOST_RIGHT = 0.3, 0.995
SECOND_LOOK_MINUTES = 20
WHOLE_MACHINE_MINUTES = 12
MAINTENANCE_MINUTES = 50
MAINTENANCE_LEFT = 0.25
OTHER_MINUTES = {CallType.INSTALL: 110, CallType.PICKUP_MOVE: 60, CallType.TRAINING: 50, CallType.COURTESY: 20}
SLOW_WITHOUT_SKILL = (1.5, 1.3, 1.1, 1.0, 0.92)
TIMES_VARY = 0.32
PART_FAILS_EARLY = 0.012
DIAGNOSIS_SHARE = 0.55
NEEDS_HANDS = 0.012
SPARE_PARTS_CHECKED = 2


def arrive(world: World, at: int, trip: Trip) -> None:
    """Let a technician arrive, do the work, and be finished some time later."""
    trip.arrived_at = at
    call, technician = trip.call, trip.technician
    rng = world.chance(f"visit:{trip.key}")
    if trip.has_tapped:
        world.out.append(VisitArrived(key=trip.key, at=world.moment(at), technician=technician.key))
    if call.call_type is CallType.CORRECTIVE:
        work = _repair(world, at, trip, rng)
    elif call.call_type is CallType.NETWORK:
        work = _untangle(trip, rng)
    elif call.call_type is CallType.PREVENTIVE:
        work = _maintain(world, at, trip, rng)
    else:
        work = Work(rng, around(rng, OTHER_MINUTES[call.call_type], TIMES_VARY))
    done_at = at + max(4 * MINUTE, int(work.minutes * MINUTE))
    technician.free_at = done_at
    world.later(done_at, "finish", (trip, work))


def chance_to_be_right(world: World, call: Call, technician: Technician, cause: Cause, *, day: int) -> float:
    """Return how likely this technician is to find this cause."""
    model = call.machine.model
    right = RIGHT[technician.skills[model.family]] - HARDER_COUNTS * (cause.hard - MIDDLING)
    if call.customer.territory == technician.territory:
        right += world.dealer.knows_the_machine
    if technician.certified.get(f"{model.maker}/{model.line}", -1) < day:
        right -= NOT_CERTIFIED_COSTS
    right += WRITES_WELL_HELPS * (technician.documents - 0.5) * 2
    return min(max(right, LEAST_RIGHT), MOST_RIGHT)


def _repair(world: World, at: int, trip: Trip, rng: Random) -> Work:
    call, technician = trip.call, trip.technician
    assert call.cause is not None  # noqa: S101  # mypy: a corrective call has a fault
    slow = SLOW_WITHOUT_SKILL[technician.skills[call.machine.model.family]]
    work = Work(rng, around(rng, call.cause.minutes * slow, TIMES_VARY))
    if trip.number == 1 and call.machine.model.size > 1 and rng.random() < NEEDS_HANDS:
        call.needs_hands = True
        work.minutes *= DIAGNOSIS_SHARE
        return work
    _diagnose(world, at, trip, work)
    assert work.cause is not None  # noqa: S101  # mypy: _diagnose sets it
    if work.cause.part:
        part = call.machine.model.parts[work.cause.part]
        if not _fetch(world, at, trip, part, work):
            work.minutes = work.minutes * DIAGNOSIS_SHARE
            work.missing = part
            return work
    work.fix = work.cause.fix
    _put_right(world, at, trip, work)
    _service_the_rest(world, at, trip, work)
    return work


def _diagnose(world: World, at: int, trip: Trip, work: Work) -> None:
    """Decide what the technician takes it for, and whether that is what it is."""
    call, technician, rng = trip.call, trip.technician, work.rng
    assert call.cause is not None  # noqa: S101  # mypy: a corrective call has a fault
    assert call.subsystem is not None  # noqa: S101
    right = chance_to_be_right(world, call, technician, call.cause, day=at // (24 * HOUR))
    work.cause = call.cause
    if call.is_diagnosed or rng.random() < right:
        return
    if rng.random() < world.dealer.tests_before_leaving:
        # The test page still shows it: look again.
        work.minutes += around(rng, SECOND_LOOK_MINUTES, TIMES_VARY)
        if rng.random() < right:
            return
    others = [cause for cause in call.subsystem.causes if cause is not call.cause and cause.is_device_caused]
    # With nothing in hand for a guess, most clean and adjust.
    at_hand = [
        cause for cause in others if not cause.part or technician.stock[call.machine.model.parts[cause.part].number] > 0
    ]
    work.cause = one_of(rng, at_hand or others)
    work.right = False


def _fetch(world: World, at: int, trip: Trip, part: Part, work: Work) -> bool:
    """Take a part from what was ordered for this call, or from the truck; False if it is on neither."""
    call, technician = trip.call, trip.technician
    if call.part_here is part:
        call.part_here = None
        work.used.append((part, "order"))
        return True
    if technician.stock[part.number] > 0:
        take_part(world, at, technician, part, work.rng)
        work.used.append((part, "truck"))
        return True
    return False


def _put_right(world: World, at: int, trip: Trip, work: Work) -> None:
    """Change the machine as the repair changes it, and leave in it what stays wrong."""
    call, technician, rng = trip.call, trip.technician, work.rng
    machine = call.machine
    assert work.cause is not None  # noqa: S101  # mypy: _diagnose sets it
    if call.subsystem in machine.model.subsystems:
        place = machine.model.subsystems.index(call.subsystem)
        pages = world.pages(machine, at)
        renew(machine, place, pages=pages, left=work.cause.left)
    slips = world.dealer.slip_share
    if _is_rushed(world, at, technician, 1.0):
        slips += world.dealer.rush_slips
    luck = rng.random()
    if not work.right:
        leave_in(machine, call, because="wrong diagnosis", repeats=call.key)
    elif luck < slips:
        leave_in(machine, call, because="workmanship", repeats=call.key)
    elif luck < slips + PART_FAILS_EARLY and work.used:
        leave_in(machine, call, because="part failed early", repeats=call.key)


def _is_rushed(world: World, at: int, technician: Technician, times: float) -> bool:
    """Is so much due within the day that somebody hurries?"""
    due = world.days.worked(at) + 9 * HOUR
    return minutes_before(technician, at, due) > world.dealer.rush_after_hours * 60 * times


def _service_the_rest(world: World, at: int, trip: Trip, work: Work) -> None:
    """Look after the rest of the machine while it is open, where that is the house's habit."""
    dealer, machine, technician = world.dealer, trip.call.machine, trip.technician
    if work.rng.random() >= dealer.whole_machine_share or _is_rushed(world, at, technician, 1.5):
        return
    work.minutes += WHOLE_MACHINE_MINUTES
    machine.since_care_day = at // (24 * HOUR)
    _care(world, at, trip, work, left=dealer.whole_machine_left)


def _care(world: World, at: int, trip: Trip, work: Work, *, left: float) -> None:
    """Make every subsystem younger, and replace what is nearly worn and on the truck."""
    machine, technician = trip.call.machine, trip.technician
    pages = world.pages(machine, at)
    replaced = 0
    for place, system in enumerate(machine.model.subsystems):
        if system is trip.call.subsystem:
            continue
        wear = (pages - machine.born[place]) / machine.model.scales[place]
        kind = system.causes[0].part
        if wear > world.dealer.worn_parts_replaced_from and replaced < SPARE_PARTS_CHECKED and kind:
            part = machine.model.parts[kind]
            if part.life_pages and technician.stock[part.number] > 0:
                take_part(world, at, technician, part, work.rng)
                work.used.append((part, "truck"))
                renew(machine, place, pages=pages, left=0.0)
                replaced += 1
                work.minutes += system.causes[0].minutes / 2
                continue
        renew(machine, place, pages=pages, left=left)


def _maintain(world: World, at: int, trip: Trip, rng: Random) -> Work:
    work = Work(rng, around(rng, MAINTENANCE_MINUTES * min(trip.call.machine.model.size, 2.0) ** 0.5, TIMES_VARY))
    work.fix = "MAINTAINED"
    trip.call.machine.since_care_day = at // (24 * HOUR)
    _care(world, at, trip, work, left=MAINTENANCE_LEFT)
    if rng.random() < world.dealer.slip_share / 2:
        machine = trip.call.machine
        place = int(rng.random() * len(machine.model.subsystems))
        system = machine.model.subsystems[place]
        trip.call.subsystem, trip.call.cause = system, system.causes[-1]
        leave_in(machine, trip.call, because="workmanship", repeats=trip.call.key)
    return work


def _untangle(trip: Trip, rng: Random) -> Work:
    """Put network trouble right, if the technician knows enough; else the IT specialist takes it from here."""
    cause = trip.call.cause
    assert cause is not None  # noqa: S101  # mypy: a network call has trouble
    work = Work(rng, around(rng, cause.minutes, TIMES_VARY), cause=cause)
    knows = trip.technician.network_level - cause.network_level
    work.right = rng.random() < (0.95 if knows >= 0 else 0.5 + 0.2 * knows)
    work.fix = cause.fix if work.right else "HANDED-OVER"
    return work
