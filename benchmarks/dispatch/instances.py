"""Made-up days of field service with fixed seeds: towns and scattered sites, skills, windows, breaks, own technicians.

Towns with 15 % of sites scattered between them; 8 skills, of which technicians hold 3 to 5 and calls need 1 (80 %)
or 2; work log-normal with a median of 50 min; windows of 2 h (35 %), half a day (30 %) or the day (35 %); shifts of
8 h from 7:00–9:00, from and to each one's home; hard windows. Straight line × 1.3, and speed by distance. `breaks` puts
half an hour that begins between 11:30 and 13:30 into each day; `own` gives 63 % of the calls a technician of their own:
of three able ones by chance, who lives nearest.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.solver.problem import Break, Problem, Technician, Visit, Window
from steadyhand.business.dispatch.solver.weights import Weights

HOUR = 3600
SKILLS = 8
SCATTERED, ONE_SKILL, NARROW, HALF_DAY, MORNING, HAS_OWN = 0.15, 0.8, 0.35, 0.3, 0.5, 0.63
_UNDONE = {1: 480.0, 2: 240.0, 3: 120.0, 4: 120.0}
# Only what every engine can be asked for counts; what is ours alone would not be fair.
WEIGHTS = Weights(
    undone=_UNDONE, not_the_usual=20.0, outside_territory=0.0, second_technician_to_customer=0.0, uneven_load=0.0,
    uneven_drive=0.0,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """How many, and over how wide a square (km) with how many towns."""

    technicians: int
    visits: int

    @property
    def wide_km(self) -> float:
        return float(60.0 * (self.technicians / 10) ** 0.25)

    @property
    def towns(self) -> int:
        return max(3, self.technicians // 3)


def made(size: Size, seed: int, *, breaks: bool = True, own: bool = True) -> Problem:
    """Return the day of this size and seed; the same on every machine."""
    dice = np.random.default_rng(seed)
    wide = size.wide_km
    towns = dice.uniform(0, wide, (size.towns, 2))
    weight = dice.pareto(1.2, size.towns) + 0.5
    weight /= weight.sum()

    def places(count: int) -> NDArray[np.float64]:
        chosen = towns[dice.choice(size.towns, count, p=weight)] + dice.normal(0, 3.0, (count, 2))
        scattered = dice.random(count) < SCATTERED
        chosen[scattered] = dice.uniform(0, wide, (int(scattered.sum()), 2))
        return np.clip(chosen, 0, wide)

    homes, sites = places(size.technicians), places(size.visits)
    points = np.vstack([homes, sites])
    travel = _travel(points)
    holds = [frozenset(dice.choice(SKILLS, int(dice.integers(3, 6)), replace=False).tolist()) for _ in homes]
    technicians = []
    for number, skills in enumerate(holds):
        opens = 7 * HOUR + int(dice.integers(0, 9)) * 900
        technicians.append(
            Technician(
                key=f"t{number}", start=number, end=number, shift=Window(opens, opens + 8 * HOUR),
                breaks=(Break(11 * HOUR + 1800, 13 * HOUR + 1800, 1800),) if breaks else (),
                skills={f"s{skill}": 1 for skill in sorted(skills)},
            )
        )  # fmt: skip
    visits = [_visit(number, size, holds, travel, dice, own=own) for number in range(size.visits)]
    return Problem(date(2026, 3, 2), tuple(technicians), tuple(visits), travel, WEIGHTS)


def _travel(points: NDArray[np.float64]) -> NDArray[Any]:
    # A row at a time, and half as wide as usual: of 8,000 places all at once would take gigabytes.
    travel = np.empty((len(points), len(points)), dtype=np.int32)
    for row, point in enumerate(points):
        km = 1.3 * np.sqrt(((point - points) ** 2).sum(-1))
        travel[row] = np.rint(km / np.clip(25 + 1.2 * km, 25, 80) * HOUR)
    return travel


def _visit(
    number: int,
    size: Size,
    holds: list[frozenset[int]],
    travel: NDArray[np.int64],
    dice: np.random.Generator,
    *,
    own: bool,
) -> Visit:
    needs = sorted(dice.choice(SKILLS, 1 if dice.random() < ONE_SKILL else 2, replace=False).tolist())
    able = [who for who, skills in enumerate(holds) if set(needs) <= skills]
    if not able:
        needs = sorted(holds[int(dice.integers(len(holds)))])[:1]
        able = [who for who, skills in enumerate(holds) if set(needs) <= skills]
    work = int(np.clip(np.exp(dice.normal(np.log(50), 0.5)), 10, 240)) * 60
    kind = dice.random()
    if kind < NARROW:
        opens = 8 * HOUR + int(dice.integers(0, 15)) * 1800
        window = Window(opens, opens + 2 * HOUR)
    elif kind < NARROW + HALF_DAY:
        window = Window(8 * HOUR, 12 * HOUR) if dice.random() < MORNING else Window(12 * HOUR, 17 * HOUR)
    else:
        window = Window(7 * HOUR, 17 * HOUR)
    some = dice.choice(able, min(3, len(able)), replace=False).tolist()
    usual = min(some, key=lambda who: (int(travel[who, size.technicians + number]), who))
    return Visit(
        key=f"v{number}", place=size.technicians + number, work_seconds=work, promised=window,
        urgency=int(dice.choice([1, 2, 3], p=[0.15, 0.35, 0.5])), skills={f"s{skill}": 1 for skill in needs},
        usual=f"t{usual}" if own and dice.random() < HAS_OWN else "",
    )  # fmt: skip
