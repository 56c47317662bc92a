"""What happens when somebody goes: how long it takes, and whether it is finished. Policies never ask this module."""

from collections.abc import Collection
from dataclasses import dataclass

from benchmarks.dispatch.month.happenings import Call
from benchmarks.dispatch.month.world import CERTIFIED, World

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Came:
    """How a trip went: its seconds on site, whether it is done, and the parts that were not aboard."""

    seconds: int
    is_done: bool
    missing: tuple[int, ...]


def chance(world: World, call: Call, technician: int, day: int, *, has_been: bool) -> float:
    """Return the chance (0–1) that somebody who has every part finishes a first trip."""
    fixing = world.assumed.fixing
    is_certified = world.level_on(technician, call.line, day) == CERTIFIED
    found = fixing.certified if is_certified else fixing.trained
    found += fixing.experience * (2 * float(world.experience[technician, call.line]) - 1)
    found += fixing.been_there if has_been else 0.0
    return min(fixing.most, max(0.0, found))


def pace(world: World, call: Call, technician: int) -> float:
    """Return how long somebody takes against the usual, by their experience of the line."""
    work = world.assumed.work
    return work.slowest + (work.quickest - work.slowest) * float(world.experience[technician, call.line])


def missing(call: Call, aboard: Collection[int]) -> tuple[int, ...]:
    """Return the parts that the call needs and the truck doesn't have; each is needed once."""
    return tuple(part for part in call.needed if part not in aboard)


def came(
    world: World, call: Call, technician: int, day: int, *, trip: int, aboard: Collection[int], has_been: bool
) -> Came:
    """Return how the first or a later trip of this technician goes; for a later one its parts are there."""
    work = world.assumed.work
    lacks = missing(call, aboard) if trip == 0 else ()
    fixes = world.assumed.fixing.again if trip else chance(world, call, technician, day, has_been=has_been)
    is_done = not lacks and bool(call.luck[trip] < fixes)
    minutes = call.true_minutes * float(call.length[trip]) * pace(world, call, technician)
    minutes *= work.second if trip else 1.0
    minutes *= 1.0 if is_done else work.cut_short
    return Came(max(5, round(minutes)) * MINUTE, is_done, lacks)
