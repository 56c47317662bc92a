"""What is on the trucks, and when does what is missing come?"""

from functools import cache
from math import exp
from random import Random

from steadyhand.simulator.catalogue import Cause, Model, Part
from steadyhand.simulator.chance import normal
from steadyhand.simulator.days import DAY, HOUR, MINUTE
from steadyhand.simulator.happenings import TruckLoaded
from steadyhand.simulator.world.state import Machine, Technician
from steadyhand.simulator.world.world import World

# A part this dear is carried as readily as its demand says; a dearer one only if it is used more often, in proportion.
CHEAP_CENTS = 15_000
WORK_DAYS_A_MONTH = 21
MOST_OF_A_PART = 12
# How worn a subsystem is, on average, when it fails: for guessing demand only.
USUAL_WEAR = 0.7
LOADED_AT = 8 * HOUR - 10 * MINUTE
DAYS_IN_MONTH = 30.4


def causes_by_weight(causes: tuple[Cause, ...], wear: float) -> list[float]:
    """Return the weights of causes for a subsystem this worn (0 new, 1 at its usual end)."""
    worn = min(wear, 1.0)
    return [cause.weight_new + (cause.weight_worn - cause.weight_new) * worn for cause in causes]


def count_demand(world: World, machine: Machine) -> None:
    """Add to a territory's monthly demand what a machine will use."""
    demand = world.demand[machine.customer.territory]
    a_month = machine.rate * DAYS_IN_MONTH / machine.model.usual_pages_between_failures
    for part, share in _uses(machine.model):
        demand[part] += a_month * share


@cache
def _uses(model: Model) -> tuple[tuple[int, float], ...]:
    """Return which parts a failure of a model uses, and how often. Kept: it is asked for every machine."""
    uses: list[tuple[int, float]] = []
    total = sum(system.share for system in model.subsystems)
    for system in model.subsystems:
        weights = causes_by_weight(system.causes, USUAL_WEAR)
        uses += [
            (model.parts[cause.part].number, system.share / total * weight / sum(weights))
            for cause, weight in zip(system.causes, weights, strict=True)
            if cause.part
        ]
    return tuple(uses)


def fill_truck(world: World, at: int, technician: Technician) -> None:
    """Decide what a technician carries, from a guess at their territory's demand, and load it."""
    dealer = world.dealer
    technician.par = [0] * len(world.catalogue.parts)
    technician.stock = [0] * len(world.catalogue.parts)
    rng = world.chance(f"truck:{technician.number}")
    moment = world.moment(at)
    for part in world.catalogue.parts:
        guess = world.demand[technician.territory][part.number] * exp(dealer.stock_guess_spread * normal(rng))
        dear = max(1.0, part.price_cents / CHEAP_CENTS)
        if guess < dealer.stocked_from_a_month * dear:
            continue
        cycle = guess * (dealer.restock_days + 1) / WORK_DAYS_A_MONTH
        technician.par[part.number] = _enough(cycle, dealer.stock_cover)
        technician.stock[part.number] = technician.par[part.number]
        world.out.append(
            TruckLoaded(
                key=technician.key,
                at=moment,
                part=part.key,
                quantity=technician.par[part.number],
                why="first load",
            )
        )


def _enough(demand: float, cover: float) -> int:
    """Return the smallest stock that meets a Poisson demand this often."""
    chance = exp(-demand)
    total, count = chance, 0
    while total < cover and count < MOST_OF_A_PART:
        count += 1
        chance *= demand / count
        total += chance
    return max(1, count)


def take_part(world: World, at: int, technician: Technician, part: Part, rng: Random) -> None:
    """Take a part off the truck; the truck gets another one on a restocking day, unless somebody forgets."""
    technician.stock[part.number] -= 1
    is_forgotten = rng.random() < world.dealer.restock_forgotten
    is_in_warehouse = rng.random() < world.dealer.warehouse_share
    if technician.par[part.number] == 0:
        return
    cycle = world.dealer.restock_days
    # Restocking days are the same weekdays for a technician, not the same distance after each use.
    waits = 1 + (technician.number - at // DAY) % cycle + cycle * is_forgotten
    day = world.days.working_days_later(at // DAY, waits if is_in_warehouse else waits + part.supplier.lead_days)
    world.later(day * DAY + LOADED_AT, "replenish", (technician, part))


def replenish(world: World, at: int, item: tuple[Technician, Part]) -> None:
    technician, part = item
    if technician.has_left or technician.stock[part.number] >= technician.par[part.number]:
        return
    load(world, at, technician, part, "replenished")


def load(world: World, at: int, technician: Technician, part: Part, why: str) -> None:
    """Put one of a part on a truck."""
    technician.stock[part.number] += 1
    world.out.append(
        TruckLoaded(
            key=technician.key,
            at=world.moment(at),
            part=part.key,
            quantity=1,
            why=why,  # type: ignore[arg-type]  # one of the three
        )
    )


def arrives(world: World, at: int, part: Part, *, warehouse_luck: float, late_luck: float) -> tuple[bool, int, int]:
    """Return whether an order came after the supplier's cut-off, when it is expected and when it really comes."""
    day, second = divmod(at, DAY)
    if warehouse_luck < world.dealer.warehouse_share and part.price_cents < CHEAP_CENTS * 2:
        morning = world.days.next_working_day(day) * DAY + LOADED_AT
        return False, morning, morning
    is_after = second > part.supplier.cut_off_seconds or not world.days.is_working[day]
    days = part.supplier.lead_days + is_after
    expected = world.days.working_days_later(day, days)
    late = 0
    if late_luck < part.supplier.late_share:
        late = 1 + int(late_luck / part.supplier.late_share * 4)
    came = world.days.working_days_later(day, days + late)
    return is_after, expected * DAY + LOADED_AT, came * DAY + LOADED_AT
