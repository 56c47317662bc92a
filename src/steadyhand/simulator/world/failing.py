"""When does a machine fail next, and what is it then? Power-law processes in pages, one for each subsystem."""

from random import Random

from steadyhand.simulator.catalogue import Cause, Subsystem
from steadyhand.simulator.chance import exponential, pick, summed
from steadyhand.simulator.failures import pages_to_failure
from steadyhand.simulator.happenings import RepeatBecause
from steadyhand.simulator.world.state import NEVER, Call, Lingering, Machine
from steadyhand.simulator.world.stocking import causes_by_weight
from steadyhand.simulator.world.world import World

LINGERS = -1
# Past its expected life a machine fails more often, at most by this much more: ours.
OLD_MACHINE_FAILS_MORE = 0.5
# A fault that was left in shows again after this share of the usual pages between failures, on average: ours, so that
# most come back before half the interval.
SHOWS_AGAIN = {"": 0.05, "wrong diagnosis": 0.1, "workmanship": 0.12, "part failed early": 0.2, "left unfinished": 0.05}


def schedule_failure(world: World, at: int, machine: Machine) -> None:
    """Find when a running machine fails next, given everything done to it so far."""
    if machine.is_removed:
        return
    machine.turn += 1
    rng = world.chance(f"life:{machine.number}:{machine.turn}")
    model = machine.model
    pages = world.pages(machine, at)
    rate = machine.frailty * (1 + OLD_MACHINE_FAILS_MORE * min(pages / model.life_pages, 1.5))
    soonest, place = float("inf"), 0
    for number, system in enumerate(model.subsystems):
        left = pages_to_failure(
            max(0.0, pages - machine.born[number]),
            scale=model.scales[number],
            shape=system.shape,
            exposure=exponential(rng) / rate,
        )
        if left < soonest:
            soonest, place = left, number
    if machine.lingering is not None:
        left = exponential(rng) * machine.lingering.mean_pages
        if left < soonest:
            soonest, place = left, LINGERS
    prints = world.prints_of(machine)
    fails_at = prints.when(prints.up_to(at) + soonest / machine.rate)
    machine.fails_at, machine.fails_in = NEVER, place
    if fails_at is not None:
        machine.fails_at = max(fails_at, at + 1)
        world.later(machine.fails_at, "fail", machine)


def fault_of(machine: Machine, rng: Random, *, pages: float) -> tuple[Subsystem, Cause, Lingering | None]:
    """Return what a machine that has just failed really suffers from."""
    if machine.fails_in == LINGERS and machine.lingering is not None:
        lingering, machine.lingering = machine.lingering, None
        return lingering.subsystem, lingering.cause, lingering
    system = machine.model.subsystems[machine.fails_in]
    wear = (pages - machine.born[machine.fails_in]) / machine.model.scales[machine.fails_in]
    weights = causes_by_weight(system.causes, wear)
    return system, system.causes[pick(rng, summed(weights))], None


def leave_in(machine: Machine, call: Call, *, because: RepeatBecause, repeats: str | None) -> None:
    """Leave a fault in a machine; it will come back."""
    if call.subsystem is None or call.cause is None:
        return
    mean = machine.model.usual_pages_between_failures * SHOWS_AGAIN[because]
    machine.lingering = Lingering(call.subsystem, call.cause, mean, because, repeats)


def renew(machine: Machine, place: int, *, pages: float, left: float) -> None:
    """Leave this share of a subsystem's age."""
    machine.born[place] = pages - left * max(0.0, pages - machine.born[place])
