"""Small trucks and fleets for the tests of levels."""

from datetime import date, timedelta
from itertools import product
from math import prod

import numpy as np

from steadyhand.business.stock.levels.aboard import MOMENTS, SHARES, after_calls, after_days
from steadyhand.business.stock.levels.fleet import Fleet, Part, PastCall, Truck, history_of
from steadyhand.business.stock.levels.kit import Limits, Problem, grouped

MIDDLE = date(2026, 12, 15)


def independent(chances: tuple[float, ...], costs: tuple[float, ...], *, calls: int, most: float) -> Problem:
    """One truck whose calls need each part independently of the others, one unit of it at most."""
    items, highest = len(chances), 2
    kinds = [
        (
            prod(chance if need else 1 - chance for chance, need in zip(chances, needs, strict=True)),
            [(item, 1) for item, need in enumerate(needs) if need],
        )
        for needs in product((0, 1), repeat=items)
    ]
    use = np.array(costs)[None, :, None] * np.arange(highest + 1.0)
    return Problem(
        after_calls(np.array(chances), calls=calls, levels=highest),
        np.full(calls, 1 / calls),
        grouped(kinds),
        Limits(use, np.zeros((1, items), dtype=np.int64), np.array([most])),
        np.full(items, highest),
    )


def random_truck(seed: int, *, items: int = 5, levels: int = 3) -> Problem:
    """A truck whose calls need up to three parts, now and then two of one; money and weight for a part of it all."""
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.full(2 * items, 0.6))
    rows = [
        (
            float(weight),
            [
                (int(item), 1 + int(rng.random() < 0.25))
                for item in rng.choice(items, rng.integers(1, 4), replace=False)
            ],
        )
        for weight in weights
    ]
    uses = np.zeros((items, 2))
    for weight, needs in rows:
        for item, units in needs:
            uses[item, units - 1] += weight
    days = MOMENTS * rng.uniform(1, 5) + rng.uniform(0, 3, (items, 1))
    use = np.exp(rng.normal(0, 1, (2, items)))[:, :, None] * np.arange(levels + 1.0)
    most = use[:, :, -1].sum(axis=1) * rng.uniform(0.15, 0.6, 2)
    limit = np.stack([np.zeros(items, dtype=np.int64), np.ones(items, dtype=np.int64)])
    return Problem(
        after_days(uses * 1.5, days, levels=levels),
        SHARES,
        grouped(rows),
        Limits(use, limit, most),
        np.full(items, levels),
    )


def a_fleet(calls: list[PastCall], *trucks: Truck, costs: dict[str, int] | None = None, **more: object) -> Fleet:
    """A fleet of these trucks with these past calls; a part costs 100.00 if nothing else is said."""
    names = sorted({part for call in calls for part, _ in (*call.needs, *call.could_wait)} | set(costs or {}))
    parts = tuple(Part(ref=name, name=name.title(), cost_cents=(costs or {}).get(name, 10_000)) for name in names)
    history = history_of(calls, trucks=[truck.ref for truck in trucks], parts=names)
    return Fleet(parts=parts, trucks=trucks, history=history, **more)  # type: ignore[arg-type]


def calls_of(
    truck: str, *needs: str, days: int = 200, every: int = 2, model: str = "F", until: date = date(2026, 11, 27)
) -> list[PastCall]:
    """A call each so many days, which needs one each of these parts."""
    return [
        PastCall(truck, until - timedelta(days=day), model, tuple((part, 1) for part in needs))
        for day in range(0, days, every)
    ]


def a_truck(ref: str = "T1", **facts: object) -> Truck:
    return Truck(ref=ref, **facts)  # type: ignore[arg-type]
