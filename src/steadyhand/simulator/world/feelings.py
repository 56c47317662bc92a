"""How content are customers, what do they say, and what would they be better off with?

A mood lies between 0 and 1. It falls with waiting, repeats and broken words at once, and comes back slowly.
"""

from random import Random

from steadyhand.simulator.chance import around, normal, one_of
from steadyhand.simulator.days import DAY, HOUR, MINUTE
from steadyhand.simulator.happenings import (
    MessageAnswered,
    MessageSent,
    MoodChanged,
    NeedArose,
    NeedKind,
    NeedMissed,
    NeedNoticed,
    VisitRated,
)
from steadyhand.simulator.words import sentences
from steadyhand.simulator.world.state import Call, Customer, Machine, Need, Technician, Trip
from steadyhand.simulator.world.world import World

USUAL_MOOD = 0.75
RECOVERS_IN_DAYS = 60.0
TOLD_STEP = 0.1
# One in ten answers, and mostly those who are delighted or cross (CEO Juice 2019: 9.7 % of 2.3 million).
ANSWERS, ANSWERS_MORE_AT_ENDS = 0.03, 0.13
HAPPY, CROSS = 0.85, 0.5
TOP_SCORE = 10
HIGH_SCORE, LOW_SCORE = 9, 6
MESSAGES = 0.05
ASKS_AFTER = 3 * HOUR
KINDS: tuple[NeedKind, ...] = (
    "aging",
    "outgrown",
    "slow workflow",
    "network or security",
    "supplies",
    "people need training",
)


def mood_of(customer: Customer, at: int) -> float:
    """Return a customer's mood now: what hurt is half forgotten after two months."""
    days = (at - customer.mood_at) / DAY
    return float(USUAL_MOOD + (customer.mood - USUAL_MOOD) * 0.5 ** (days / RECOVERS_IN_DAYS))


def disappoint(world: World, at: int, customer: Customer, because: str, by: float) -> None:
    _set_mood(world, at, customer, mood_of(customer, at) - by, because)


def please(world: World, at: int, customer: Customer, because: str, by: float) -> None:
    _set_mood(world, at, customer, mood_of(customer, at) + by, because)


def _set_mood(world: World, at: int, customer: Customer, mood: float, because: str) -> None:
    customer.mood, customer.mood_at = min(max(mood, 0.0), 1.0), at
    if abs(customer.mood - customer.told_mood) >= TOLD_STEP:
        customer.told_mood = customer.mood
        world.out.append(
            MoodChanged(key=customer.key, at=world.moment(at), mood=round(customer.mood, 2), because=because)
        )


def ask_for_rating(world: World, at: int, trip: Trip, rng: Random) -> None:
    """Let the customer answer the question after a visit, or not."""
    mood = mood_of(trip.call.customer, at) + 0.15 * normal(rng)
    extreme = 1.0 if mood > HAPPY or mood < CROSS else 0.0
    if rng.random() < ANSWERS + ANSWERS_MORE_AT_ENDS * extreme:
        wait = int(around(rng, 4 * HOUR, 0.8))
        world.later(world.days.opening(at + wait), "rate", (trip, mood))


def rate(world: World, at: int, answer: tuple[Trip, float]) -> None:
    """Tell an answer: 0 to 10, with or without words."""
    trip, mood = answer
    score = min(max(round(mood * 12 - 1), 0), TOP_SCORE)
    rng = world.chance(f"rating:{trip.key}")
    lines = sentences("needs")
    kind = "rated_high" if score >= HIGH_SCORE else ("rated_low" if score <= LOW_SCORE else "rated_middle")
    world.out.append(
        VisitRated(
            key=f"rating:{trip.key}",
            at=world.moment(at),
            call=trip.call.key,
            visit=trip.key,
            customer=trip.call.customer.key,
            contact=trip.call.contact.key,
            score=score,
            words=one_of(rng, lines[kind]["words"]),
        )
    )


def ask_by_message(world: World, at: int, call: Call, rng: Random) -> None:
    """Let some customers write on the page behind their link while they wait; the cross ones more often."""
    mood = mood_of(call.customer, at)
    if rng.random() < MESSAGES * (2 - 2 * mood + 0.5):
        world.later(world.days.opening(at + int(around(rng, ASKS_AFTER, 0.7))), "write", call)


def write_message(world: World, at: int, call: Call) -> None:
    """Send a customer's message; somebody will answer it."""
    if call.is_over:
        return
    rng = world.chance(f"message:{call.ref}")
    kind = "please_call" if rng.random() < 0.6 else "other_time"  # noqa: PLR2004 - ours
    key = f"message:{call.ref}"
    world.out.append(
        MessageSent(
            key=key,
            at=world.moment(at),
            call=call.key,
            kind=kind,  # type: ignore[arg-type]  # one of the two
            words=one_of(rng, sentences("needs")[f"message_{kind}"]["words"]),
        )
    )
    world.later(world.days.opening(at + int(around(rng, 40 * MINUTE, 0.9))), "answer", call)


def answer_message(world: World, at: int, call: Call) -> None:
    names = world.staff[call.customer.branch].dispatchers
    world.out.append(
        MessageAnswered(key=f"message:{call.ref}", at=world.moment(at), answered_by=names[at % len(names)])
    )


def let_need_arise(world: World, at: int, machine: Machine, rng: Random) -> None:
    """Let a customer be better off with something from now on; nobody has noticed yet."""
    age = world.pages(machine, at) / machine.model.life_pages
    busy = machine.rate * 30 / machine.model.rated_monthly_pages
    weights = (3 * age, 3 * busy, 1.0, 0.8, 0.5, 0.7)
    total = rng.random() * sum(weights)
    place = 0
    while total > weights[place]:
        total -= weights[place]
        place += 1
    need = Need(key=f"need:{world.number('need')}", kind=KINDS[place])
    world.needs.setdefault(machine.number, []).append(need)
    world.out.append(
        NeedArose(
            key=need.key,
            at=world.moment(at),
            customer=machine.customer.key,
            machine=f"machine:{machine.number}",
            kind=need.kind,
        )
    )


def look_around(world: World, at: int, trip: Trip, technician: Technician, rng: Random) -> None:
    """Let a technician notice, or miss, what the customer would be better off having solved."""
    machine = trip.call.machine
    needs = world.needs.get(machine.number)
    if not needs:
        return
    left: list[Need] = []
    for need in needs:
        if rng.random() < technician.notices:
            _tell_noticed(world, at, trip, technician, need, rng)
            continue
        if not need.is_missed:
            need.is_missed = True
            world.out.append(NeedMissed(key=need.key, at=world.moment(at), visit=trip.key, technician=technician.key))
        left.append(need)
    if left:
        world.needs[machine.number] = left
    else:
        del world.needs[machine.number]


def _tell_noticed(world: World, at: int, trip: Trip, technician: Technician, need: Need, rng: Random) -> None:
    call = trip.call
    text = str(one_of(rng, sentences("needs")["noticed"][need.kind]))
    world.out.append(
        NeedNoticed(
            key=need.key,
            at=world.moment(at),
            visit=trip.key,
            technician=technician.key,
            customer=call.customer.key,
            machine=f"machine:{call.machine.number}",
            kind=need.kind,
            words=text.format(
                model=call.machine.model.ref,
                contact=call.contact.name,
                pages=f"{int(world.pages(call.machine, at)):,}",
            ),
            has_customer_asked=rng.random() < 0.25,  # noqa: PLR2004 - ours
            is_welcome=rng.random() < 0.6 + 0.3 * mood_of(call.customer, at),
        )
    )
