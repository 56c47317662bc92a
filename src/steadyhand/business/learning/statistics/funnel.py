"""Is this person different from the team? Limits that a share crosses by chance once in so many times, in exact tails.

95 % limits are drawn on a page, and with twelve people somebody is outside them every other month; so only the 99.8 %
ones speak. Normal limits pass 100 % where n is small, therefore the binomial itself is summed.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import comb, exp, lgamma, log, log1p

DRAWN, SPEAKING = 0.95, 0.998


@dataclass(frozen=True, slots=True)
class Limits:
    """Shares between 0 and 1; n is how many opportunities they hold for."""

    low: float
    high: float


class Zone(StrEnum):
    TOO_FEW = "too few to tell"
    USUAL = "like the team"
    LOWER = "lower than chance explains"
    HIGHER = "higher than chance explains"


def funnel(rate: float, n: int, *, inside: float = SPEAKING) -> Limits:
    """Return between which shares `inside` of all counts of n lie if the true share is `rate`.

    Steps of the binomial are levelled out between counts, so that limits don't jump from one n to the next.
    Raises ValueError for a rate that isn't between 0 and 1 (both excluded) or n below 1.
    Source: Spiegelhalter (2005), Funnel plots for comparing institutional performance, appendix A.1.1.
    """
    if not 0 < rate < 1:
        raise ValueError(f"A funnel's rate is {rate}; it must lie between 0 and 1.")
    if n < 1:
        raise ValueError(f"A funnel's n is {n}; it must be at least 1.")
    outside = (1 - inside) / 2
    return Limits(max(0.0, _quantile(rate, n, outside)), min(1.0, _quantile(rate, n, 1 - outside)))


def _quantile(rate: float, n: int, share: float) -> float:
    below = 0.0
    for count in range(n + 1):
        here = exp(
            lgamma(n + 1) - lgamma(count + 1) - lgamma(n - count + 1) + count * log(rate) + (n - count) * log1p(-rate)
        )
        below += here
        # Sums of a million terms may end a hair short of one.
        if below >= share or count == n:
            return (count - (below - share) / here) / n
    raise AssertionError("the loop returns at its last count")


def zone(seen: int, n: int, *, others_seen: int, others_n: int, fewest: int = 5) -> Zone:
    """Return how one person's count stands to the others': exact tails, given how often it was seen in all.

    Seen k of n against the rest of the team: the hypergeometric tail (Fisher's exact test), so that somebody who is
    like the others is spoken of in at most 0.1 % a side, however few the opportunities are.
    Raises ValueError where more was seen than there were opportunities.
    """
    if not (0 <= seen <= n and 0 <= others_seen <= others_n):
        raise ValueError(f"{seen} of {n} and {others_seen} of {others_n} aren't counts: more seen than opportunities.")
    if n < fewest or others_n < fewest:
        return Zone.TOO_FEW
    outside = (1 - SPEAKING) / 2
    total, all_seen = n + others_n, seen + others_seen
    ways = comb(total, n)
    least = max(0, all_seen - others_n)
    most = min(n, all_seen)
    lower = sum(comb(all_seen, k) * comb(total - all_seen, n - k) for k in range(least, seen + 1))
    if lower / ways <= outside:
        return Zone.LOWER
    higher = sum(comb(all_seen, k) * comb(total - all_seen, n - k) for k in range(seen, most + 1))
    return Zone.HIGHER if higher / ways <= outside else Zone.USUAL
