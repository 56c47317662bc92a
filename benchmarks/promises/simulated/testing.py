"""Is a share significantly short, and how sure is a mean? Exact where it is cheap, without another library."""

from collections.abc import Sequence
from math import exp, gamma, lgamma, log, pi, sqrt
from statistics import fmean, stdev

# Steps of Simpson's rule: the tail is right to six digits.
STEPS = 400


def binomial_tail(kept: int, told: int, share: float) -> float:
    """Return how likely so few or fewer are kept of so many, if each is kept with this probability."""
    logs = lgamma(told + 1)
    total = 0.0
    for count in range(kept, -1, -1):
        part = exp(
            logs - lgamma(count + 1) - lgamma(told - count + 1) + count * log(share) + (told - count) * log(1 - share)
        )
        total += part
        # Far below, nothing is added any more.
        if part < total * 1e-12:
            break
    return min(total, 1.0)


def below(values: Sequence[float], bar: float) -> float:
    """Return how likely a mean so far below the bar is by chance (Student's t, one-sided); 1 with fewer than two."""
    if len(values) < 2:  # noqa: PLR2004 - one value has no spread
        return 1.0
    spread = stdev(values)
    if spread == 0:
        return 0.0 if values[0] < bar else 1.0
    return t_tail((bar - fmean(values)) / (spread / sqrt(len(values))), len(values) - 1)


def t_tail(t: float, freedom: int) -> float:
    """Return the probability of a value above t of Student's distribution."""
    if t < 0:
        return 1 - t_tail(-t, freedom)
    scale = gamma((freedom + 1) / 2) / gamma(freedom / 2) / sqrt(freedom * pi)

    def density(x: float) -> float:
        return float(scale * (1 + x * x / freedom) ** (-(freedom + 1) / 2))

    step = t / STEPS
    inner = sum((4 if number % 2 else 2) * density(number * step) for number in range(1, STEPS))
    return max(0.5 - step / 3 * (density(0.0) + inner + density(t)), 0.0)


def t_quantile(freedom: int, tail: float = 0.025) -> float:
    """Return the value that is exceeded with this probability."""
    low, high = 0.0, 700.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if t_tail(middle, freedom) > tail else (low, middle)
    return (low + high) / 2


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the mean over seeds and half the width of its 95 % interval; 0 for one seed, which has none."""
    if len(values) < 2:  # noqa: PLR2004 - one value has no spread
        return fmean(values), 0.0
    return fmean(values), t_quantile(len(values) - 1) * stdev(values) / sqrt(len(values))
