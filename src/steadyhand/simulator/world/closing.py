"""How does a visit end, and what follows? Readings, codes and words; parts ordered; the machine runs or waits."""

from random import Random

from steadyhand.business.calls.rules import CallType, VisitState
from steadyhand.simulator.catalogue import Part
from steadyhand.simulator.days import DAY, HOUR, MINUTE
from steadyhand.simulator.happenings import (
    CallSolved,
    MachineRemoved,
    PartArrived,
    PartOrdered,
)
from steadyhand.simulator.world.dispatching import plan, rouse
from steadyhand.simulator.world.failing import schedule_failure
from steadyhand.simulator.world.feelings import ask_for_rating, disappoint, look_around, please
from steadyhand.simulator.world.reading import read_on_visit
from steadyhand.simulator.world.recording import tell_closed, tell_truth
from steadyhand.simulator.world.state import Call, Machine, Technician, Trip, Work
from steadyhand.simulator.world.stocking import arrives
from steadyhand.simulator.world.telling import told
from steadyhand.simulator.world.upkeep import begin
from steadyhand.simulator.world.world import World

BOARD = "main-board"
LUNCH_FROM, LUNCH_UNTIL, LUNCH = 11 * HOUR + 45 * MINUTE, 13 * HOUR + 30 * MINUTE, 35 * MINUTE
BETWEEN_VISITS = 4 * MINUTE
ENDS_WAITING = (CallType.CORRECTIVE, CallType.NETWORK)
CHANGES_THE_MACHINE = (*ENDS_WAITING, CallType.PREVENTIVE)
# A promise of the trade: four working hours. Each hour more costs some goodwill.
PATIENT_HOURS = 4.0
IT_WORKS_HOURS = 6
SAME_TECHNICIAN = 0.75
RETURN_MINUTES = 40
RETURN_DUE = 2 * HOUR


def finish(world: World, at: int, item: tuple[Trip, Work]) -> None:
    """End a visit: write it down, and let follow what follows."""
    trip, work = item
    call, technician, machine = trip.call, trip.technician, trip.call.machine
    rng = world.chance(f"close:{trip.key}")
    outcome = _outcome(trip, work)
    if call.call_type is CallType.INSTALL:
        _swap_machines(world, at, machine)
    is_new_counter = any(part.kind == BOARD for part, _ in work.used)
    read_on_visit(world, at, trip, rng, is_new_counter=is_new_counter)
    order = _order(world, at, work, rng) if outcome is VisitState.PARTS else None
    tell_closed(world, at, trip, work, outcome, rng, expected_at=order[1] if order else None)
    tell_truth(world, at, trip, work)
    if order:
        _tell_ordered(world, at, trip, order)
    _feel(world, at, trip, outcome, rng)
    look_around(world, at, trip, technician, rng)
    technician.is_busy = False
    technician.free_at = at
    rouse(world, at + _pause(at, technician), technician)
    _what_follows(world, at, trip, outcome, rng)


def _outcome(trip: Trip, work: Work) -> VisitState:
    call = trip.call
    if work.missing is not None:
        return VisitState.PARTS
    if call.needs_hands and trip.number == 1:
        return VisitState.HANDS
    if call.call_type is CallType.NETWORK and not work.right:
        return VisitState.IT
    return VisitState.DONE


def _what_follows(world: World, at: int, trip: Trip, outcome: VisitState, rng: Random) -> None:
    call = trip.call
    if outcome is VisitState.DONE:
        call.is_over = True
        ask_for_rating(world, at, trip, rng)
        if call.call_type in ENDS_WAITING:
            call.machine.is_waiting = False
        if not call.machine.is_waiting and call.call_type in CHANGES_THE_MACHINE:
            schedule_failure(world, at, call.machine)
    elif outcome is VisitState.HANDS:
        call.needs_hands = False
        call.is_diagnosed = True
        ready = world.days.next_working_day(at // DAY) * DAY + 8 * HOUR
        plan(world, at, call, due_worked=world.days.worked(ready) + RETURN_DUE, ready_at=ready, prefer=trip.technician)
    elif outcome is VisitState.IT:
        wait = world.days.add_working(at, rng.random() * 2 * IT_WORKS_HOURS * HOUR)
        world.later(wait, "it solves", call)


def _pause(at: int, technician: Technician) -> int:
    day, second = divmod(at, DAY)
    if LUNCH_FROM <= second <= LUNCH_UNTIL and technician.lunch_day != day:
        technician.lunch_day = day
        return LUNCH
    return BETWEEN_VISITS


def _order(world: World, at: int, work: Work, rng: Random) -> tuple[bool, int, int, Part]:
    assert work.missing is not None  # noqa: S101  # mypy: asked only then
    is_after, expected, came = arrives(world, at, work.missing, warehouse_luck=rng.random(), late_luck=rng.random())
    return is_after, expected, came, work.missing


def _tell_ordered(world: World, at: int, trip: Trip, order: tuple[bool, int, int, Part]) -> None:
    is_after, expected, came, part = order
    call = trip.call
    call.holds += 1
    # The part that was ordered is for the cause they took it for.
    call.is_diagnosed = call.is_diagnosed or (
        call.cause is not None and call.machine.model.parts.get(call.cause.part) is part
    )
    key = f"order:{trip.key}"
    world.out.append(
        PartOrdered(
            key=key,
            at=world.moment(at),
            visit=trip.key,
            call=call.key,
            part=part.key,
            quantity=1,
            supplier=part.supplier.key,
            asked_at=world.moment(at),
            is_after_cut_off=is_after,
            expected_at=world.moment(expected),
        )
    )
    if came > expected:
        disappoint(world, at, call.customer, "a part comes later than said", 0.08)
    world.later(came, "part comes", (key, trip, part))


def part_comes(world: World, at: int, item: tuple[str, Trip, Part]) -> None:
    """Let an ordered part arrive, and plan the visit that brings it."""
    key, trip, part = item
    call = trip.call
    call.part_here = part
    world.out.append(PartArrived(key=key, at=world.moment(at), visit=trip.key, call=call.key, part=part.key))
    rng = world.chance(f"return:{trip.key}")
    same = trip.technician if rng.random() < SAME_TECHNICIAN else None
    call.minutes = RETURN_MINUTES
    plan(world, at, call, due_worked=world.days.worked(at) + RETURN_DUE, ready_at=at, prefer=same)


def it_solves(world: World, at: int, call: Call) -> None:
    """Let the IT specialist put right from the office what the technician handed over."""
    rng = world.chance(f"it:{call.ref}")
    outside, inside, _ = told(world, call, "network", rng, is_good=True)
    call.is_over = True
    call.machine.is_waiting = False
    schedule_failure(world, at, call.machine)
    specialist = world.staff[call.customer.branch].it_specialists[0]
    world.out.append(
        CallSolved(
            key=call.key,
            at=world.moment(at),
            closed_at=world.moment(at),
            closed_at_how="observed",
            solved_by=specialist,
            told_customer=outside,
            stays_inside=inside,
            cause_code=f"code:cause:{call.cause.code}" if call.cause else None,
            correction_code="code:correction:SET",
        )
    )


def _feel(world: World, at: int, trip: Trip, outcome: VisitState, rng: Random) -> None:
    """Let the customer be pleased or disappointed by how this visit went."""
    call = trip.call
    if trip.number == 1 and call.call_type is CallType.CORRECTIVE:
        hours = (world.days.worked(trip.arrived_at) - world.days.worked(call.taken_at)) / HOUR
        if hours > PATIENT_HOURS:
            disappoint(world, at, call.customer, "waited long", min(0.02 * (hours - PATIENT_HOURS), 0.2))
    if outcome is VisitState.PARTS:
        disappoint(world, at, call.customer, "has to wait for a part", 0.08)
    elif outcome is VisitState.DONE:
        please(world, at, call.customer, "it works", 0.03 + 0.04 * rng.random())


def _swap_machines(world: World, at: int, machine: Machine) -> None:
    """Let a new machine begin its life, and the one it replaces end."""
    old = world.replaced.pop(machine.number)
    begin(world, at, machine)
    old.is_removed = True
    world.out.append(MachineRemoved(key=f"machine:{old.number}", at=world.moment(at), removed_on=world.days.date(at)))
