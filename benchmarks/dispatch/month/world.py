"""The made-up dealership: who knows what, what is on the trucks, whose which customer is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.dispatch.month.assumptions import Assumptions
from steadyhand.business.dispatch.solver.reading.straight_line import travel_between
from steadyhand.business.dispatch.territories.designing import design
from steadyhand.business.dispatch.territories.region import Answerable, Region, Served, Stop
from steadyhand.business.dispatch.travel.places import Place

UNKNOWN, TRAINED, CERTIFIED = 0, 1, 2
NOBODY = -1
_KM_A_DEGREE = 111.2
_SOUTH, _WEST = 45.0, 7.0
# Parts of a line are numbered by how often they are used: so many are common, and the last so many are rare.
_COMMON, _RARE = 4, 6
# A line that only the certified may work on needs so many of them, or a leave would stop it.
_LEAST_CERTIFIED, _LEAST_ABLE = 4, 7


@dataclass(frozen=True, eq=False)
class World:
    """Arrays by technician, line, customer. Places: customers first, then technicians' homes; drives in seconds."""

    assumed: Assumptions
    travel: NDArray[np.int64]
    lines_of: tuple[tuple[int, ...], ...]
    # How many calls a customer makes, as a share of all.
    share: NDArray[np.float64]
    level: NDArray[np.int64]
    # The last day of the month on which a certificate holds.
    certified_until: NDArray[np.int64]
    experience: NDArray[np.float64]
    # What the planner knows of how often somebody finishes: off by so much.
    known_off: NDArray[np.float64]
    # Of each part of each line, as the truck is filled every night.
    truck: NDArray[np.int64]
    own: tuple[int, ...]
    # Who has been at which customer before the month.
    been: frozenset[tuple[int, int]]
    is_away: NDArray[np.bool_]

    def home(self, technician: int) -> int:
        return len(self.lines_of) + technician

    def needs(self, line: int) -> int:
        """Return the level that a line may be worked on with."""
        return CERTIFIED if line < self.assumed.lines.certified_only else TRAINED

    def level_on(self, technician: int, line: int, day: int) -> int:
        """Return what somebody is on a day: a certificate that has ended leaves the training."""
        level = int(self.level[technician, line])
        return TRAINED if level == CERTIFIED and day > self.certified_until[technician, line] else level

    def may(self, technician: int, line: int, day: int) -> bool:
        return self.level_on(technician, line, day) >= self.needs(line)


def made(assumed: Assumptions, seed: int) -> World:
    """Return the dealership of a seed."""
    dice = np.random.default_rng([seed, 1])
    people, lines, days = assumed.region.technicians, assumed.lines.count, assumed.run.days
    points = _points(assumed, dice)
    travel = travel_between([tuple(each) for each in points])
    fewest, most = assumed.region.machines
    lines_of = tuple(
        _fleet(assumed, int(dice.integers(fewest, most + 1)), dice) for _ in range(assumed.region.customers)
    )
    share = np.array([len(each) for each in lines_of]) * dice.gamma(2.0, 1.0, len(lines_of))
    share = share / share.sum()
    # Whoever lives in the middle of them would have them; people are trained for what stands there, and then it is
    # looked who may really be answerable.
    nearest = _owners(assumed, points, lines_of, share, None)
    level = _levels(assumed, lines_of, share, nearest, dice)
    ends = dice.random((people, lines)) < assumed.lines.ends_in_month
    until = np.where(ends, dice.integers(0, days, (people, lines)), days)
    experience = np.where(level == CERTIFIED, dice.beta(4, 2, level.shape), dice.beta(2, 3, level.shape))
    experience[level == UNKNOWN] = 0.0
    own = _owners(assumed, points, lines_of, share, level)
    been = {(who, customer) for customer, who in enumerate(own) if who != NOBODY}
    been |= {
        (int(who), customer)
        for customer in range(len(lines_of))
        for who in dice.choice(people, 2, replace=False)
        if dice.random() < 0.5  # noqa: PLR2004  # one more, on average
    }
    return World(
        assumed=assumed,
        travel=travel,
        lines_of=lines_of,
        share=share,
        level=level,
        certified_until=until,
        experience=experience,
        known_off=dice.normal(0, assumed.fixing.known_within, level.shape),
        truck=_trucks(assumed, level, dice),
        own=own,
        been=frozenset(been),
        is_away=dice.random((days, people)) < assumed.region.away,
    )


def _fleet(assumed: Assumptions, machines: int, dice: np.random.Generator) -> tuple[int, ...]:
    """Return a customer's machines by line, the first of the line that most are of."""
    count = assumed.lines.count
    main = int(dice.integers(count))
    others = (main if dice.random() < assumed.lines.main else int(dice.integers(count)) for _ in range(machines - 1))
    return (main, *others)


def _points(assumed: Assumptions, dice: np.random.Generator) -> NDArray[np.float64]:
    region = assumed.region
    towns = dice.uniform(0.1, 0.9, (region.towns, 2)) * region.wide_km
    weight = dice.pareto(1.2, region.towns) + 0.5
    count = region.customers + region.technicians
    chosen = towns[dice.choice(region.towns, count, p=weight / weight.sum())] + dice.normal(0, 3.0, (count, 2))
    is_scattered = dice.random(count) < region.scattered
    chosen[is_scattered] = dice.uniform(0, region.wide_km, (int(is_scattered.sum()), 2))
    chosen = np.clip(chosen, 0, region.wide_km)
    degrees = chosen / _KM_A_DEGREE
    degrees[:, 1] /= np.cos(np.radians(_SOUTH))
    return np.asarray(degrees + np.array([_SOUTH, _WEST]))


def _levels(
    assumed: Assumptions,
    lines_of: tuple[tuple[int, ...], ...],
    share: NDArray[np.float64],
    nearest: tuple[int, ...],
    dice: np.random.Generator,
) -> NDArray[np.int64]:
    """Return what everybody is on each line: most on what most of the machines in their territory are of."""
    lines, people = assumed.lines, assumed.region.technicians
    stands = np.full((people, lines.count), 0.1 / people / lines.count)
    for customer, who in enumerate(nearest):
        for line in lines_of[customer]:
            stands[who, line] += share[customer] / len(lines_of[customer])
    rank = np.argsort(np.argsort(-(np.log(stands) + dice.normal(0, lines.chance, stands.shape)), axis=1), axis=1)
    level = np.where(
        rank < lines.certified, CERTIFIED, np.where(rank < lines.certified + lines.trained, TRAINED, UNKNOWN)
    )
    for line in range(lines.count):
        is_hard = line < lines.certified_only
        least, wanted = (_LEAST_CERTIFIED, CERTIFIED) if is_hard else (_LEAST_ABLE, TRAINED)
        for who in np.argsort(rank[:, line], kind="stable"):
            if (level[:, line] >= wanted).sum() >= least:
                break
            level[who, line] = max(wanted, level[who, line])
    return level.astype(np.int64)


def _trucks(assumed: Assumptions, level: NDArray[np.int64], dice: np.random.Generator) -> NDArray[np.int64]:
    parts = assumed.parts
    aboard = np.array([parts.aboard_unknown, parts.aboard_trained, parts.aboard_certified])
    rank = np.arange(parts.a_line)
    more = np.where(rank < _COMMON, parts.common, np.where(rank >= parts.a_line - _RARE, parts.rare, 0.0))
    chance = np.clip(aboard[level][:, :, None] + more, 0.02, 0.98)
    units = np.where(rank < _COMMON, 2, 1)
    return np.asarray((dice.random(chance.shape) < chance) * units, dtype=np.int64)


def _owners(
    assumed: Assumptions,
    points: NDArray[np.float64],
    lines_of: tuple[tuple[int, ...], ...],
    share: NDArray[np.float64],
    level: NDArray[np.int64] | None,
) -> tuple[int, ...]:
    """Return whose each customer is by the product's own designer of territories; who needs too much has nobody.

    Asked for is somebody certified for the line that most machines are of, and who may work on the others; nothing is
    while nobody has been trained yet.
    """
    people, lines = assumed.region.technicians, assumed.lines
    visits = assumed.calls.a_day * people * assumed.run.days
    minutes = (assumed.shift.closes - assumed.shift.opens) * 60 - assumed.shift.break_minutes
    minutes_each = np.mean(assumed.work.minutes)
    here = [Place(*map(float, each)) for each in points]

    def asked(line: int, known: int) -> str:
        return f"line {line} {'certified' if known == CERTIFIED else 'trained'}"

    technicians = tuple(
        Answerable(
            key=str(who),
            start=here[len(lines_of) + who],
            minutes=minutes * assumed.run.days,
            can=frozenset(
                asked(line, known)
                for line in range(lines.count)
                for known in (TRAINED, CERTIFIED)
                if level is not None and level[who, line] >= known
            ),
        )
        for who in range(people)
    )
    customers = tuple(
        Served(
            key=str(number),
            sites=(Stop(here[number], float(share[number] * visits * minutes_each), float(share[number] * visits)),),
            needs=frozenset(
                asked(line, CERTIFIED if line < lines.certified_only or line == mine[0] else TRAINED)
                for line in set(mine)
            )
            if level is not None
            else frozenset(),
        )
        for number, mine in enumerate(lines_of)
    )
    found = design(Region(technicians, customers), seconds=1.0)
    return tuple(int(each) for each in found.assigned)
