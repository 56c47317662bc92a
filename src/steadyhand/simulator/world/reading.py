"""When are meters read? On visits, by collection over the network, and on cards that customers send or forget."""

from random import Random

from steadyhand.simulator.happenings import How
from steadyhand.simulator.world.meters import kinds_of, share_of
from steadyhand.simulator.world.state import Machine, Trip
from steadyhand.simulator.world.world import World

# Ours: visits without a reading, cards that never come, slips in writing a count down.
VISIT_WITHOUT, CARD_WITHOUT = 0.25, 0.3
VISIT_SLIPS, CARD_SLIPS = 0.008, 0.02
COLLECTION_FAILS = 0.05
NEW_COUNTER_STARTS_AT_ZERO = 0.6


def read_on_visit(world: World, at: int, trip: Trip, rng: Random, *, is_new_counter: bool) -> None:
    """Let a technician write the meters down, or forget. After a new board the counters may start again."""
    machine, technician = trip.call.machine, trip.technician
    if is_new_counter and rng.random() < NEW_COUNTER_STARTS_AT_ZERO:
        _start_again(world, at, machine)
    else:
        is_new_counter = False
    if not is_new_counter and rng.random() < VISIT_WITHOUT * (1.5 - technician.documents):
        return
    slips = rng if rng.random() < VISIT_SLIPS and not is_new_counter else None
    _read(world, at, machine, "entered", visit=trip.key, slips=slips, is_new_counter=is_new_counter)


def read_for_the_bill(world: World, at: int, machine: Machine, rng: Random) -> None:
    """Read a machine's meters at the end of a billing period: collected, or written on a card, or not at all."""
    luck, slip = rng.random(), rng.random()
    if machine.is_collected:
        if luck >= COLLECTION_FAILS:
            _read(world, at, machine, "observed", visit=None, slips=None)
    elif luck >= CARD_WITHOUT:
        _read(world, at, machine, "entered", visit=None, slips=rng if slip < CARD_SLIPS else None)


def read_at_founding(world: World, at: int, machine: Machine) -> None:
    _read(world, at, machine, "entered", visit=None, slips=None)


def _read(
    world: World,
    at: int,
    machine: Machine,
    how: How,
    *,
    visit: str | None,
    slips: Random | None,
    is_new_counter: bool = False,
) -> None:
    pages = world.pages(machine, at)
    now = world.moment(at)
    kinds = kinds_of(machine.model)
    # One slip at most: it is one number that somebody writes down wrongly.
    wrong = int(slips.random() * len(kinds)) if slips else -1
    for place, (kind, share) in enumerate(kinds):
        meter = machine.first_meter + place
        world.out.append(
            world.meters.read(
                meter,
                key=f"reading:{meter}:{visit or at}",
                model=machine.model,
                true_pages=int(pages * share_of(kind, share, colour_share=machine.colour_share)),
                now=now,
                how=how,
                visit=visit,
                slip=slips if place == wrong else None,
                is_new_counter=is_new_counter,
            )
        )


def _start_again(world: World, at: int, machine: Machine) -> None:
    pages = world.pages(machine, at)
    for place, (kind, share) in enumerate(kinds_of(machine.model)):
        counted = int(pages * share_of(kind, share, colour_share=machine.colour_share))
        world.meters.offsets[machine.first_meter + place] = counted
