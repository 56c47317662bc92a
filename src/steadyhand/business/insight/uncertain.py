"""How sure is a share, a ratio or a median? An interval in which the true value lies 95 times in 100."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor, sqrt

from steadyhand.business.insight.waits import at_rank

# Of a standard normal distribution, 95 % in the middle.
Z = 1.959964
# Fewer than this and one call more or less is felt: ours.
FEW = 30


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


def of_share(count: int, total: int) -> Interval | None:
    """Return Wilson's interval for count of total; None of nothing.

    Source: E. B. Wilson (1927); kept inside 0 and 1 and honest at the ends, where the textbook one is neither.
    """
    if total <= 0:
        return None
    share, z2 = count / total, Z * Z
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = Z / (1 + z2 / total) * sqrt(share * (1 - share) / total + z2 / (4 * total * total))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def of_median(steps: Mapping[int, int]) -> Interval | None:
    """Return between which times the median lies, by the ranks it can have; None of fewer than six.

    Source: order statistics; the number of times below the median is binomial with one half.
    """
    count = sum(steps.values())
    half = Z * sqrt(count) / 2
    low, high = floor(count / 2 - half), ceil(count / 2 + half) + 1
    if low < 1 or high > count:
        return None
    return Interval(at_rank(steps, low), at_rank(steps, high))
