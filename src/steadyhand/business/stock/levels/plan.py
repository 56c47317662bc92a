"""Which levels are proposed for a fleet, what do they bring, how near the best are they, what would more bring?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import inf, isfinite

import numpy as np

from steadyhand.business.stock.levels.arrays import Floats, Whole
from steadyhand.business.stock.levels.bound import bound
from steadyhand.business.stock.levels.build import Built, build
from steadyhand.business.stock.levels.choosing import choose, path_of
from steadyhand.business.stock.levels.fleet import Fleet

# What if there were so much of the money?
CURVE = (0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3)


@dataclass(frozen=True, slots=True)
class Point:
    """So much money, and the share of calls needing parts that find all of them aboard for it."""

    of_budget: float
    most_cents: float
    finished: float


@dataclass(frozen=True, eq=False)
class Plan:
    """Proposed levels (items of `built`), beside those now, which may be more than is of any use.

    `finished` and `finished_now` are shares of calls that need parts; `at_most` no levels within the limits can pass.
    """

    built: Built
    levels: Whole
    now: Whole
    most_cents: float
    finished: float
    finished_now: float
    at_most: float
    curve: tuple[Point, ...]

    @property
    def gap(self) -> float:
        """How much more the best could finish at most, as a share of what it could."""
        return max(0.0, 1 - self.finished / self.at_most) if self.at_most > 0 else 0.0

    @property
    def cents(self) -> Floats:
        """What each item costs at one unit."""
        return np.array([one.cost_cents for one in self.built.fleet.parts], dtype=float)[self.built.part]


class NoMoneySaid(ValueError):
    """Nothing limits what is spent."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing says how much may lie on the trucks: give --budget, a budget for each truck, or the levels kept "
            "now, whose value is then the budget."
        )


def propose(fleet: Fleet, *, middle: date, most_cents: float | None = None, with_curve: bool = True) -> Plan:
    """Return levels for the calls around a day.

    `most_cents` is for all trucks together; if nothing is said, what lies on them now by the par levels.

    Raises:
        NothingToLearnFrom: no past calls.
        NoMoneySaid: neither money nor levels nor budgets are known.
    """
    if most_cents is None:
        most_cents = value_of(fleet, fleet.now) or inf
    if not isfinite(most_cents) and not all(isfinite(one.most_cents) for one in fleet.trucks):
        raise NoMoneySaid
    built = build(fleet, middle=middle, most_cents=most_cents)
    now = built.levels_of(fleet.now)
    useful = np.minimum(now, built.problem.highest)
    chosen = choose(built.problem, keep=useful)
    at_most = bound(built.problem, chosen.levels)
    return Plan(
        built=built,
        levels=chosen.levels,
        now=now,
        most_cents=most_cents,
        finished=chosen.finished,
        finished_now=built.problem.finished(useful),
        at_most=max(at_most, chosen.finished),
        curve=_curve(built, chosen.finished, most_cents) if with_curve and isfinite(most_cents) else (),
    )


def _curve(built: Built, finished: float, most_cents: float) -> tuple[Point, ...]:
    """Return what other sums of money would bring; never less for more."""
    found = path_of(built.problem, limit=0, most=[share * most_cents for share in CURVE])
    points: list[Point] = []
    for share, value in zip(CURVE, found, strict=True):
        best = max(value, points[-1].finished if points else 0.0)
        if share >= 1.0:
            best = max(best, finished)
        if share == 1.0:
            best = finished
        if share < 1.0:
            best = min(best, finished)
        points.append(Point(share, share * most_cents, best))
    return tuple(points)


def value_of(fleet: Fleet, par: Mapping[tuple[str, str], int]) -> float:
    """Return what lies on the trucks by par levels, in cents."""
    cost = {one.ref: one.cost_cents for one in fleet.parts}
    return float(sum(cost.get(part, 0) * level for (_, part), level in par.items()))
