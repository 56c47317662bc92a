"""What happens to a machine beside faults? Bills and meters, maintenance, toner, network trouble, new machines.

Every machine has its round: once a quarter (production: once a month) its meters are read and what the next weeks
bring is drawn.
"""

from random import Random

from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.simulator.chance import exponential, one_of, pick, poisson, summed
from steadyhand.simulator.days import CLOSES, DAY, HOUR, OPENS
from steadyhand.simulator.happenings import ContactLeft, ContractRenewed, CreditHoldChanged, GoalReached
from steadyhand.simulator.world.dispatching import SCHEDULED_DUE, plan
from steadyhand.simulator.world.failing import LINGERS, schedule_failure
from steadyhand.simulator.world.feelings import let_need_arise
from steadyhand.simulator.world.fleet import choose_model, install, meet_contact, say_goal
from steadyhand.simulator.world.intake import rings_at, take_call
from steadyhand.simulator.world.reading import read_for_the_bill
from steadyhand.simulator.world.state import Customer, Lingering, Machine
from steadyhand.simulator.world.world import World

QUARTER, MONTH = 91, 30
PRODUCTION_FROM = 5
YEAR = 365.0
# A year's events of one machine: ours; grounds in docs/how-it-works/simulator.md.
NETWORK_A_YEAR, SUPPLIES_A_YEAR, SUPPLIES_COLLECTED_A_YEAR = 0.2, 1.6, 0.6
TRAINING_A_YEAR, MOVES_A_YEAR, NEEDS_A_YEAR = 0.03, 0.02, 0.22
# A year's events of one customer, spread over its machines.
CONTACTS_CHANGE, HOLDS_CHANGE, GOALS_SAID, GOALS_REACHED = 0.15, 0.02, 0.12, 0.05
# Months between maintenance by machine segment, as makers' schedules grow with volume: ours.
MAINTENANCE_MONTHS = {1: 36.0, 2: 26.0, 3: 18.0, 4: 13.0, 5: 8.0, 6: 2.5}
REPLACED_FROM_YEARS, REPLACED_A_YEAR = 5.0, 0.35
EARLY_LIFE_FAULT = 0.08
INSTALL_AHEAD_DAYS = 5
RENEWED_YEARS = 3


def begin(world: World, at: int, machine: Machine) -> None:
    """Let a machine's life in the dealership begin: its next failure and its rounds."""
    rng = world.chance(f"begin:{machine.number}")
    prints = world.prints_of(machine)
    machine.zero, machine.installed_day = prints.up_to(at), min(machine.installed_day, at // DAY)
    machine.is_waiting = False
    period = _period(machine)
    world.later(world.days.opening(at + int(rng.random() * period * DAY) + HOUR), "cycle", machine)
    schedule_failure(world, at, machine)


def _period(machine: Machine) -> int:
    return MONTH if machine.model.segment >= PRODUCTION_FROM else QUARTER


def cycle(world: World, at: int, machine: Machine) -> None:
    """Read a machine's meters for the bill, and draw what its next weeks bring."""
    if machine.is_removed:
        return
    rng = world.chance(f"round:{machine.number}:{at // DAY}")
    read_for_the_bill(world, at, machine, rng)
    period = _period(machine)
    years = period / YEAR
    for step, a_year in (
        ("trouble", NETWORK_A_YEAR),
        ("supplies", SUPPLIES_COLLECTED_A_YEAR if machine.is_collected else SUPPLIES_A_YEAR),
    ):
        for _ in range(poisson(rng, a_year * years)):
            world.later(rings_at(world, at + int(rng.random() * period * DAY), rng), step, machine)  # type: ignore[arg-type]  # both are steps
    for call_type, a_year in (
        (CallType.TRAINING, TRAINING_A_YEAR),
        (CallType.PICKUP_MOVE, MOVES_A_YEAR),
        (CallType.COURTESY, world.dealer.courtesy_a_year),
    ):
        if rng.random() < a_year * years:
            world.later(world.soon(rng, at, within_days=period), "errand", (machine, call_type))
    if rng.random() < NEEDS_A_YEAR * years:
        let_need_arise(world, at, machine, rng)
    _maintain_or_replace(world, at, machine, rng, period)
    _look_after_customer(world, at, machine.customer, rng, years)
    world.later(
        world.days.opening(at - at % DAY + period * DAY + OPENS + int(rng.random() * 4 * HOUR)), "cycle", machine
    )


def _maintain_or_replace(world: World, at: int, machine: Machine, rng: Random, period: int) -> None:
    day = at // DAY
    age_years = (day - machine.installed_day) / YEAR
    if age_years > REPLACED_FROM_YEARS and rng.random() < REPLACED_A_YEAR * period / YEAR:
        world.later(world.soon(rng, at, within_days=period), "replace", machine)
        return
    due_in = MAINTENANCE_MONTHS[machine.model.segment] * MONTH - (day - machine.since_care_day)
    if due_in < period and machine.customer.contract and rng.random() < world.dealer.maintenance_share:
        when = at + max(0, int(due_in)) * DAY
        world.later(world.soon(rng, when, within_days=period / 3), "maintain", machine)


def _look_after_customer(world: World, at: int, customer: Customer, rng: Random, years: float) -> None:
    """Let people come and go, contracts be renewed, bills be overdue, goals be said and reached."""
    share = years / customer.segment.machines
    at_moment = world.moment(at)
    if rng.random() < CONTACTS_CHANGE * share:
        gone = customer.contacts.pop(0)
        world.out.append(ContactLeft(key=gone.key, at=at_moment))
        meet_contact(world, at, customer, rng, number=int(gone.key.rsplit("-", 1)[1]) + 1 + len(customer.contacts))
    if rng.random() < HOLDS_CHANGE * share * (8 if customer.is_on_credit_hold else 1):
        customer.is_on_credit_hold = not customer.is_on_credit_hold
        world.out.append(
            CreditHoldChanged(key=customer.key, at=at_moment, is_on_credit_hold=customer.is_on_credit_hold)
        )
    if rng.random() < GOALS_SAID * share:
        say_goal(world, at, customer, rng)
    elif customer.goals > customer.goals_reached and rng.random() < GOALS_REACHED * share * 4:
        customer.goals_reached += 1
        world.out.append(GoalReached(key=f"goal:{customer.number}-{customer.goals_reached}", at=at_moment))
    if customer.contract and customer.contract_ends_day <= at // DAY and rng.random() < 0.7:  # noqa: PLR2004 - some wait
        customer.contract_ends_day += round(RENEWED_YEARS * YEAR)
        ends_on = world.days.dates[0].fromordinal(world.days.dates[0].toordinal() + customer.contract_ends_day)
        world.out.append(ContractRenewed(key=customer.contract, at=at_moment, ends_on=ends_on, lease_ends_on=ends_on))


def trouble(world: World, at: int, machine: Machine) -> None:
    """Let a machine be unreachable in the network: nothing of its own has failed."""
    if machine.is_removed or machine.is_waiting:
        return
    rng = world.chance(f"trouble:{machine.number}:{at}")
    system = world.catalogue.network
    cause = system.causes[pick(rng, summed(cause.weight_new for cause in system.causes))]
    machine.is_waiting = True
    machine.turn += 1
    machine.fails_in = LINGERS
    world.later(at + 1, "ring", (machine, system, cause, None))


def order_supplies(world: World, at: int, machine: Machine) -> None:
    """Let a customer order toner."""
    if machine.is_removed:
        return
    rng = world.chance(f"supplies:{machine.number}:{at}")
    call = take_call(world, at, machine, CallType.SUPPLIES, rng, symptom="TONER", urgency=Urgency.CAN_WAIT)
    sent = at + int((0.3 + exponential(rng)) * HOUR)
    world.later(min(sent, at // DAY * DAY + CLOSES + HOUR), "solve", call)


def run_errand(world: World, at: int, item: tuple[Machine, CallType]) -> None:
    """Plan a training, a move or a courtesy visit."""
    machine, call_type = item
    if machine.is_removed:
        return
    rng = world.chance(f"errand:{machine.number}:{at}")
    symptom = {CallType.TRAINING: "HOW-TO", CallType.PICKUP_MOVE: "MOVE", CallType.COURTESY: "COURTESY"}[call_type]
    _schedule(world, at, machine, call_type, symptom, rng)


def maintain(world: World, at: int, machine: Machine) -> None:
    """Plan a maintenance that is due."""
    if machine.is_removed or machine.is_waiting:
        return
    rng = world.chance(f"maintain:{machine.number}:{at}")
    _schedule(world, at, machine, CallType.PREVENTIVE, "MAINTENANCE", rng)


def replace(world: World, at: int, machine: Machine) -> None:
    """Order a new machine for an old one: it is in the record from the order on, and begins to print when installed."""
    if machine.is_removed or machine.is_waiting or machine.number in world.leaving:
        return
    world.leaving.add(machine.number)
    rng = world.chance(f"replace:{machine.number}")
    segment = machine.customer.segment
    model = one_of(rng, [m for m in world.catalogue.models if m.segment == machine.model.segment])
    if rng.random() < 0.3:  # noqa: PLR2004 - ours: three in ten change to another size
        model = choose_model(world, segment, rng)
    new = install(world, at, machine.customer, machine.site, model, rng, is_new=True)
    new.is_waiting = True
    if rng.random() < EARLY_LIFE_FAULT:
        _leave_from_the_factory(new, rng)
    world.replaced[new.number] = machine
    _schedule(world, at, new, CallType.INSTALL, "INSTALL", rng)


def _leave_from_the_factory(machine: Machine, rng: Random) -> None:
    system = machine.model.subsystems[-1]
    mean = machine.model.usual_pages_between_failures * 0.15
    machine.lingering = Lingering(system, one_of(rng, system.causes), mean, "", None)


def _schedule(world: World, at: int, machine: Machine, call_type: CallType, symptom: str, rng: Random) -> None:
    call = take_call(world, at, machine, call_type, rng, symptom=symptom, urgency=Urgency.CAN_WAIT)
    ahead = 1 + int(rng.random() * INSTALL_AHEAD_DAYS)
    ready = world.days.working_days_later(at // DAY, ahead) * DAY + OPENS
    plan(world, at, call, due_worked=world.days.worked(ready) + SCHEDULED_DUE, ready_at=ready)
