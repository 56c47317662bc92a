"""How are waiting times added up without keeping each? In steps: to the minute up to two hours, wider beyond."""

from collections.abc import Iterable, Mapping
from math import ceil

# Up to so many minutes, steps of so many minutes: ours. A median of nine hours is said to five minutes at best.
STEPS = ((120, 1), (480, 5), (2_400, 15))
LAST_STEP = 60
P90 = 0.9


def step_of(minutes: int) -> int:
    """Return the step a time falls into, named by its lower end."""
    width = next((width for until, width in STEPS if minutes < until), LAST_STEP)
    return minutes - minutes % width


def added(histograms: Iterable[Mapping[str, int]]) -> dict[int, int]:
    """Return several months' (or branches') steps as one, in order."""
    total: dict[int, int] = {}
    for histogram in histograms:
        for step, count in histogram.items():
            total[int(step)] = total.get(int(step), 0) + count
    return dict(sorted(total.items()))


def quantile(steps: Mapping[int, int], share: float) -> int | None:
    """Return the time within which this share was done: the nearest rank, of steps in order; None without any."""
    count = sum(steps.values())
    if not count:
        return None
    return at_rank(steps, max(1, ceil(share * count)))


def at_rank(steps: Mapping[int, int], rank: int) -> int:
    """Return the step in which the so many-th shortest time lies; beyond the last one, the last."""
    passed = 0
    step = 0
    for step, count in steps.items():  # noqa: B007  # the last one is the answer beyond the end
        passed += count
        if passed >= rank:
            break
    return step
