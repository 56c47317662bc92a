"""Cases for the promise engine, made up in a line."""

import random
from datetime import datetime, timedelta

from steadyhand.business.promises.forecasting.cases import Case

BEGAN = datetime(2026, 1, 5, 8)  # noqa: DTZ001  # a Monday on the wall


def cases(count: int, *, every_hours: float = 6.0, mean_hours: float = 30.0, seed: int = 1) -> list[Case]:
    """Return so many cases, one every few hours: boilers take twice as long, and what is far takes longer."""
    draw = random.Random(seed)  # noqa: S311  # made-up cases
    found = []
    for number in range(count):
        opened = BEGAN + timedelta(hours=every_hours * number)
        kind, far = draw.choice(["boiler", "copier"]), draw.random()
        hours = draw.expovariate(1.0) * mean_hours * (2 if kind == "boiler" else 1) * (0.5 + far)
        found.append(
            Case(
                opened_at=opened,
                closed_at=opened + timedelta(hours=hours),
                segment=kind,
                features={"far": far, "crew": draw.choice(["a", "b"])},
                key=str(number),
            )
        )
    return found


def hours_in(hours: float) -> datetime:
    """Return the moment so many hours after the first case."""
    return BEGAN + timedelta(hours=hours)
