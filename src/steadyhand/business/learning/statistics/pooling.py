"""What is the best guess of a person's rate? Their own count, pulled towards the team's as far as the team is alike.

A beta-binomial model, its two numbers weighed on a grid instead of fitted to the top: with a dozen people the likeliest
spread is often none at all, which would make everybody the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

# A person's counts: seen, of so many.
Counts = tuple[int, int]
FEWEST_POOLED = 3
# Shares that all are alike leave a variance of rounding.
_HARDLY = 1e-12


@dataclass(frozen=True, slots=True)
class Beta:
    """How rates are spread over people: mean a / (a + b), the tighter the larger a + b."""

    a: float
    b: float


def by_moments(groups: Sequence[Counts]) -> Beta | None:
    """Return the spread whose mean and variance the plain shares have; None where they hardly differ.

    Source: Gelman et al., Bayesian Data Analysis, section 5.1.
    """
    shares = [seen / n for seen, n in groups if n]
    if len(shares) < 2:  # noqa: PLR2004 - one has no spread
        return None
    mean = sum(shares) / len(shares)
    variance = sum((share - mean) ** 2 for share in shares) / (len(shares) - 1)
    if variance < _HARDLY or not 0 < mean < 1 or variance >= mean * (1 - mean):
        return None
    size = mean * (1 - mean) / variance - 1
    return Beta(mean * size, (1 - mean) * size)


@dataclass(frozen=True)
class Guess:
    """A rate as guessed: its mean and the 95 % in the middle."""

    mean: float
    low: float
    high: float


class Pool:
    """What a team's counts say of the rates of its people."""

    def __init__(self, groups: Sequence[Counts], *, steps: int = 40) -> None:
        """Weigh a grid of steps × steps over (log a/b, log a + b) with the hyperprior (a + b)^-5/2 (BDA 5.3).

        Raises ValueError for fewer than three people with a count, or more seen than opportunities.
        """
        self._groups = [(seen, n) for seen, n in groups if n]
        if any(not 0 <= seen <= n for seen, n in self._groups):
            raise ValueError("A person was seen more often than there were opportunities.")
        if len(self._groups) < FEWEST_POOLED:
            raise ValueError(
                f"Rates are pooled from {FEWEST_POOLED} people on; counts are there of {len(self._groups)}."
            )
        seen, n = (np.array(side, dtype=float) for side in zip(*self._groups, strict=True))
        # Half a count more on each side: nobody seen, or everybody, still has a place on the grid.
        odds = np.log((seen.sum() + 0.5) / (n.sum() - seen.sum() + 0.5))
        self._a, self._b = _grid(odds, steps)
        log_weight = -2.5 * np.log(self._a + self._b) + np.log(self._a) + np.log(self._b)
        for (k, m), times in _counted(self._groups).items():
            log_weight = log_weight + times * _log_likelihood(k, m, self._a, self._b)
        weight = np.exp(log_weight - log_weight.max())
        self._weight: NDArray[np.float64] = weight / weight.sum()

    @cached_property
    def spread(self) -> Beta:
        """Return the mean of both numbers over the grid."""
        return Beta(float((self._weight * self._a).sum()), float((self._weight * self._b).sum()))

    @cached_property
    def peak(self) -> tuple[float, float]:
        """Return where on the grid the weight is largest: log a/b and log a + b."""
        at = int(self._weight.argmax())
        a, b = float(self._a[at]), float(self._b[at])
        return float(np.log(a / b)), float(np.log(a + b))

    def guess(self, seen: int, n: int) -> Guess:
        """Return the rate of somebody seen in `seen` of `n`; of somebody without any, what the team lets expect."""
        a, b = self._a + seen, self._b + n - seen
        mean = a / (a + b)
        variance = mean * (1 - mean) / (a + b + 1)
        middle = float((self._weight * mean).sum())
        around = float((self._weight * (variance + (mean - middle) ** 2)).sum())
        return Guess(middle, *_beta_interval(middle, around))


def _grid(odds: float, steps: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    first = np.linspace(odds - 1.5, odds + 1.5, steps)
    # From spreads wider than a coin's to a team as alike as 3,000 jobs could tell.
    second = np.linspace(0.0, 8.0, steps)
    ratio, size = (side.ravel() for side in np.meshgrid(np.exp(first), np.exp(second)))
    return size * ratio / (1 + ratio), size / (1 + ratio)


def _counted(groups: Sequence[Counts]) -> dict[Counts, int]:
    return {each: groups.count(each) for each in dict.fromkeys(groups)}


def _log_likelihood(seen: int, n: int, a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the beta-binomial's logarithm without its constant, as sums of logarithms: log gamma needs no library."""
    up = sum((np.log(a + each) for each in range(seen)), np.zeros_like(a))
    down = sum((np.log(b + each) for each in range(n - seen)), np.zeros_like(a))
    return up + down - sum((np.log(a + b + each) for each in range(n)), np.zeros_like(a))


def _beta_interval(mean: float, variance: float) -> tuple[float, float]:
    """Return the 95 % in the middle of the beta with this mean and variance, read off its density."""
    size = mean * (1 - mean) / variance - 1
    at = (np.arange(4_000) + 0.5) / 4_000
    density = (mean * size - 1) * np.log(at) + ((1 - mean) * size - 1) * np.log1p(-at)
    below = np.cumsum(np.exp(density - density.max()))
    low, high = np.searchsorted(below / below[-1], (0.025, 0.975))
    return float(at[low]), float(at[min(high, len(at) - 1)])
