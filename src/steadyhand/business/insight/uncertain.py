"""How sure is a median, and how few are too few? An interval in which the true value lies 95 times in 100."""

from collections.abc import Mapping
from math import ceil, floor, sqrt

from steadyhand.business.insight.waits import at_rank
from steadyhand.shared.uncertain import Interval, Z

# Fewer than this and one call more or less is felt: ours.
FEW = 30


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
