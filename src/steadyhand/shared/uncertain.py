"""How sure is a share? An interval in which the true value lies 95 times in 100."""

from dataclasses import dataclass
from math import sqrt

# Of a standard normal distribution, 95 % in the middle.
Z = 1.959964


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
