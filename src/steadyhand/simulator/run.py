"""What happens in a made-up dealership, from its founding up to a moment? One stream, in the order of time."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from steadyhand.simulator.dealers import Dealer
from steadyhand.simulator.happenings import Happening
from steadyhand.simulator.world import closing, dispatching, feelings, intake, people, repairing, stocking, upkeep
from steadyhand.simulator.world.fleet import found_fleet
from steadyhand.simulator.world.founding import found_firm
from steadyhand.simulator.world.reading import read_at_founding
from steadyhand.simulator.world.stocking import count_demand, fill_truck
from steadyhand.simulator.world.world import FOUNDED_AT, Step, World

STEPS: Mapping[Step, Callable[[World, int, Any], None]] = MappingProxyType({
    "fail": intake.fail,
    "ring": intake.ring,
    "identify": intake.identify,
    "solve": intake.solve,
    "cycle": upkeep.cycle,
    "trouble": upkeep.trouble,
    "supplies": upkeep.order_supplies,
    "errand": upkeep.run_errand,
    "maintain": upkeep.maintain,
    "replace": upkeep.replace,
    "wake": dispatching.wake,
    "arrive": repairing.arrive,
    "finish": closing.finish,
    "replenish": stocking.replenish,
    "part comes": closing.part_comes,
    "it solves": closing.it_solves,
    "rate": feelings.rate,
    "write": feelings.write_message,
    "answer": feelings.answer_message,
    "fall ill": people.fall_ill,
    "go away": people.go_away,
    "leave": people.leave,
    "join": people.join,
})  # fmt: skip


def simulate(dealer: Dealer, *, technicians: int, years: float, seed: int, until: datetime) -> Iterator[Happening]:
    """Yield everything that happens in `years` up to `until`: the same for the same arguments, to the byte.

    Streams. Measured: 200 technicians' year (250,000 calls, 3.0 million happenings) takes 132 MB and 60 s of a core.

    Raises:
        WorldTooSmall: no technicians, no time, or a moment without a zone.
    """
    world = World(dealer, technicians=technicians, years=years, seed=seed, until=until)
    found_firm(world)
    people.hire_first(world)
    yield from _taken(world)
    for machines in found_fleet(world):
        for machine in machines:
            read_at_founding(world, FOUNDED_AT, machine)
            count_demand(world, machine)
            upkeep.begin(world, FOUNDED_AT, machine)
        yield from _taken(world)
    for technician in world.technicians:
        fill_truck(world, FOUNDED_AT, technician)
    yield from _taken(world)
    while (due := world.next_due()) is not None:
        at, step, thing = due
        STEPS[step](world, at, thing)
        if world.out:
            yield from _taken(world)


def _taken(world: World) -> list[Happening]:
    happened, world.out = world.out, []
    return happened
