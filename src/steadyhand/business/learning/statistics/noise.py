"""What does a month show of people who are all equally good? The figures of the help page, reckoned and drawn anew."""

from dataclasses import dataclass
from math import comb

import numpy as np

RUNS = 4_000
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Noise:
    """Of `people` who all succeed with the same `rate` on `jobs` a month: what chance alone shows. Shares 0 to 1.

    `worst` and `best`: the lowest and highest share of a month, in the middle of all months. `somebody_low`: in which
    share of months somebody is at least ten points below the truth. `outside_95`, `outside_998`: in which share of
    months somebody lies outside limits that hold 95 and 99.8 of 100.
    """

    worst: float
    best: float
    somebody_low: float
    outside_95: float
    outside_998: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Of people who do differ: how often a month's lowest name is truly the lowest, and how alike two months are."""

    bottom_is_worst: float
    month_to_month: float


def noise(people: int, rate: float, jobs: int) -> Noise:
    """Return what chance alone shows of people who are all alike: exact, from the binomial.

    Raises ValueError for a rate outside 0 and 1, or nobody, or no job.
    """
    _check(people, rate, jobs)
    below = _at_most(rate, jobs)
    worst = next(count for count, share in enumerate(below) if 1 - (1 - share) ** people >= HALF)
    best = next(count for count, share in enumerate(below) if share**people >= HALF)
    # Under a tenth below the truth, as a count: 13 of 20 where 80 in 100 are the truth and 70 the mark.
    low = max((count for count in range(jobs + 1) if count / jobs < rate - 0.1 - 1e-9), default=-1)
    somebody = 1 - (1 - below[low]) ** people if low >= 0 else 0.0
    return Noise(worst / jobs, best / jobs, somebody, 1 - 0.95**people, 1 - 0.998**people)


def a_month(people: int, rate: float, jobs: int, *, seed: int) -> tuple[int, ...]:
    """Return a drawn month of people who are all alike: how often each succeeded, of `jobs`.

    Raises ValueError as `noise` does.
    """
    _check(people, rate, jobs)
    return tuple(int(each) for each in np.random.default_rng(seed).binomial(jobs, rate, people))


def spread(people: int, rate: float, jobs: int, *, by: float, seed: int = 1, runs: int = RUNS) -> Spread:
    """Return what a month shows of people whose rates truly differ by `by` (a standard deviation), from drawn months.

    Raises ValueError as `noise` does.
    """
    _check(people, rate, jobs)
    luck = np.random.default_rng(seed)
    rates = np.clip(luck.normal(rate, by, (runs, people)), 0.0, 1.0)
    first, second = (luck.binomial(jobs, rates) for _ in range(2))
    # Equal counts share the last place: which of them stands there is a toss.
    last = (first + luck.random(first.shape) * HALF).argmin(axis=1)
    hits = float((last == rates.argmin(axis=1)).mean())
    return Spread(hits, float(np.corrcoef(first.ravel(), second.ravel())[0, 1]) if by else 0.0)


def _at_most(rate: float, jobs: int) -> list[float]:
    total, found = 0.0, []
    for count in range(jobs + 1):
        total += comb(jobs, count) * rate**count * (1 - rate) ** (jobs - count)
        found.append(min(1.0, total))
    # Sums may end a hair short of one.
    found[-1] = 1.0
    return found


def _check(people: int, rate: float, jobs: int) -> None:
    if people < 1 or jobs < 1 or not 0 < rate < 1:
        raise ValueError(
            f"{people} people with {jobs} jobs at {rate}: one of each at least, and a rate between 0 and 1."
        )
