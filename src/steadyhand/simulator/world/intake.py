"""How do calls come in? Somebody rings or writes, the desk asks, some is solved on the phone, the rest is planned."""

from datetime import datetime
from random import Random

from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.simulator.catalogue import Cause, Subsystem
from steadyhand.simulator.chance import exponential, one_of, pick
from steadyhand.simulator.days import CLOSES, DAY, HOUR, MINUTE, OPENS
from steadyhand.simulator.happenings import CallIdentified, CallSolved, CallTaken, CallTruth, RepeatBecause
from steadyhand.simulator.words import sentences
from steadyhand.simulator.world.dispatching import DUE, dispatcher_of, plan
from steadyhand.simulator.world.failing import fault_of, schedule_failure
from steadyhand.simulator.world.feelings import ask_by_message, disappoint
from steadyhand.simulator.world.state import Call, Customer, Lingering, Machine
from steadyhand.simulator.world.telling import told
from steadyhand.simulator.world.world import World

# Ours: how soon somebody notices a fault and rings, and what the desk hears.
NOTICED_WITHIN, RINGS_AFTER = 25 * MINUTE, 90 * MINUTE
LAST_CALL = CLOSES - 10 * MINUTE
UNKNOWN_CALLER, IDENTIFIED_AFTER = 0.012, 20 * MINUTE
URGENCIES = (Urgency.STANDSTILL, Urgency.URGENT, Urgency.NORMAL, Urgency.CAN_WAIT)
URGENCY_SUMS = (0.08, 0.3, 0.88, 1.0)
STOPS_WORK = ("DEAD", "OFFLINE", "ERROR-HEAT")
ON_THE_PHONE_MINUTES = 12
FIRST_PLAN_MINUTES = 50
REPEATS_SAY_SO = 0.6


def fail(world: World, at: int, machine: Machine) -> None:
    """Let a machine fail; somebody will ring."""
    if at != machine.fails_at or machine.is_removed or machine.is_waiting:
        return
    rng = world.chance(f"fault:{machine.number}:{machine.turn}")
    system, cause, lingering = fault_of(machine, rng, pages=world.pages(machine, at))
    machine.is_waiting = True
    world.later(rings_at(world, at, rng), "ring", (machine, system, cause, lingering))


def rings_at(world: World, at: int, rng: Random) -> int:
    """Return when somebody calls about what has happened at a time."""
    rings = at + int(exponential(rng) * NOTICED_WITHIN)
    day = rings // DAY
    if world.days.is_working[day] and OPENS <= rings % DAY < LAST_CALL:
        return rings
    if rings % DAY < OPENS and world.days.is_working[day]:
        day -= 1
    return world.days.next_working_day(day) * DAY + OPENS + int(rng.random() * RINGS_AFTER)


def ring(world: World, at: int, fault: tuple[Machine, Subsystem, Cause, Lingering | None]) -> None:
    """Take a call about a fault: solve it on the phone or plan a visit."""
    machine, system, cause, lingering = fault
    if machine.is_removed:
        return
    rng = world.chance(f"call:{machine.number}:{machine.turn}")
    symptom = system.symptoms[pick(rng, system.symptom_sums)]
    is_phone = rng.random() < cause.phone * world.dealer.phone_skill * 1.4
    fitting = CallType.NETWORK if system is world.catalogue.network else CallType.CORRECTIVE
    urgency = Urgency.STANDSTILL if symptom in STOPS_WORK and rng.random() < 0.4 else URGENCIES[pick(rng, URGENCY_SUMS)]  # noqa: PLR2004 - ours
    call = take_call(
        world,
        at,
        machine,
        CallType.PHONE_FIX if is_phone else fitting,
        rng,
        symptom=symptom,
        urgency=urgency,
        is_repeat=lingering is not None and lingering.call is not None,
    )
    call.subsystem, call.cause = system, cause
    _tell_truth(world, at, call, lingering)
    if call.is_repeat:
        disappoint(world, at, machine.customer, "the fault came back", 0.12)
    if is_phone:
        minutes = 3 + exponential(rng) * ON_THE_PHONE_MINUTES
        world.later(min(at + int(minutes * MINUTE), at // DAY * DAY + CLOSES + HOUR), "solve", call)
        return
    call.minutes = FIRST_PLAN_MINUTES
    plan(world, at, call, due_worked=world.days.worked(at) + DUE[urgency], ready_at=at)
    ask_by_message(world, at, call, rng)


def take_call(
    world: World,
    at: int,
    machine: Machine,
    call_type: CallType,
    rng: Random,
    *,
    symptom: str,
    urgency: Urgency,
    is_repeat: bool = False,
) -> Call:
    """Write a call down."""
    customer = machine.customer
    contact = one_of(rng, customer.contacts)
    ref = f"C{world.number('call'):06d}"
    is_unknown = call_type is CallType.CORRECTIVE and rng.random() < UNKNOWN_CALLER
    call = Call(
        key=f"call:{ref}",
        ref=ref,
        call_type=call_type,
        customer=customer,
        machine=machine,
        contact=contact,
        taken_at=at,
        urgency=urgency,
        subsystem=None,
        cause=None,
        problem_code=symptom,
        is_repeat=is_repeat,
    )
    world.out.append(
        CallTaken(
            key=call.key,
            at=world.moment(at),
            ref=ref,
            branch=f"branch:{customer.branch}",
            call_type=call_type,
            customer=None if is_unknown else customer.key,
            site=None if is_unknown else machine.site.key,
            machine=None if is_unknown else f"machine:{machine.number}",
            contact=None if is_unknown else contact.key,
            caller_name=contact.name,
            caller_phone=contact.phone,
            said_about_machine=f"{machine.model.maker}, the one they print on" if is_unknown else "",
            problem=_said(rng, call),
            problem_code=f"code:problem:{symptom}",
            urgency=urgency,
            purchase_order=f"PO-{at % 90000 + 10000}" if customer.needs_purchase_order else "",
            taken_at=world.moment(at),
            taken_at_how="observed",
            taken_by=dispatcher_of(world, call),
            respond_by=None if is_unknown else _respond_by(world, at, customer, call_type),
        )
    )
    if is_unknown:
        world.later(at + IDENTIFIED_AFTER, "identify", call)
    return call


def _said(rng: Random, call: Call) -> str:
    said = sentences("said")
    text = str(one_of(rng, said["problem"][call.problem_code]))
    if call.is_repeat and rng.random() < REPEATS_SAY_SO:
        text = str(one_of(rng, said["again"]["words"])) + text[0].lower() + text[1:]
    if call.urgency in (Urgency.STANDSTILL, Urgency.URGENT):
        text += str(one_of(rng, said["worried"]["words"]))
    return text


def _respond_by(world: World, at: int, customer: Customer, call_type: CallType) -> datetime | None:
    if call_type not in (CallType.CORRECTIVE, CallType.NETWORK) or not customer.response_minutes:
        return None
    if customer.contract_ends_day < at // DAY:
        return None
    return world.moment(world.days.add_working(at, customer.response_minutes * MINUTE))


def identify(world: World, at: int, call: Call) -> None:
    """Find out whose call it is: they ring back, or somebody knows the voice."""
    world.out.append(
        CallIdentified(
            key=call.key,
            at=world.moment(at),
            customer=call.customer.key,
            site=call.machine.site.key,
            machine=f"machine:{call.machine.number}",
            contact=call.contact.key,
            respond_by=_respond_by(world, call.taken_at, call.customer, call.call_type),
        )
    )


def _tell_truth(world: World, at: int, call: Call, lingering: Lingering | None) -> None:
    assert call.subsystem is not None  # noqa: S101  # mypy: set by whoever asks
    assert call.cause is not None  # noqa: S101
    because: RepeatBecause = lingering.because if lingering is not None and call.is_repeat else ""
    world.out.append(
        CallTruth(
            key=call.key,
            at=world.moment(at),
            subsystem=call.subsystem.name,
            cause=call.cause.code,
            is_device_caused=call.cause.is_device_caused,
            is_repeat=call.is_repeat,
            repeats=lingering.call if lingering is not None else None,
            because=because,
        )
    )


def solve(world: World, at: int, call: Call) -> None:
    """End a call without a trip."""
    call.is_over = True
    is_supplies = call.call_type is CallType.SUPPLIES
    rng = world.chance(f"solve:{call.ref}")
    situation = "supplies" if is_supplies else "phone"
    outside, inside, _ = told(world, call, situation, rng, is_good=rng.random() < world.dealer.speaks_well)
    fix = "SENT" if is_supplies else (call.cause.fix if call.cause else "EXPLAINED")
    world.out.append(
        CallSolved(
            key=call.key,
            at=world.moment(at),
            closed_at=world.moment(at),
            closed_at_how="observed",
            solved_by=dispatcher_of(world, call),
            told_customer=outside,
            stays_inside=inside,
            cause_code=f"code:cause:{call.cause.code}" if call.cause else None,
            correction_code=f"code:correction:{fix}",
        )
    )
    if not is_supplies:
        call.machine.is_waiting = False
        schedule_failure(world, at, call.machine)
