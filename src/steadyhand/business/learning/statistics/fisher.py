"""How often would chance alone make two shares differ as much as these two? Fisher's exact test, in whole numbers."""

from math import comb


def fisher(seen: int, n: int, others_seen: int, others_n: int) -> float:
    """Return the two-sided chance, between 0 and 1: of all tables with these margins, those no likelier than this one.

    Tables are weighed in whole numbers, so that equally likely ones are never told apart by rounding.
    Raises ValueError where more was seen than there were.
    Source: R. A. Fisher (1935), The Design of Experiments, chapter II; two-sided as R's `fisher.test` takes it.
    """
    if not (0 <= seen <= n and 0 <= others_seen <= others_n):
        raise ValueError(f"{seen} of {n} and {others_seen} of {others_n} aren't counts: more seen than there were.")
    weights = _weights(n, others_n, seen + others_seen)
    here = weights[seen]
    return sum(weight for weight in weights.values() if weight <= here) / sum(weights.values())


def least_chance(n: int, others_n: int, all_seen: int) -> float:
    """Return the smallest chance that any table with these margins can have: above it, no result could tell anything.

    Raises ValueError where more was seen than there were.
    """
    if not 0 <= all_seen <= n + others_n:
        raise ValueError(f"{all_seen} of {n + others_n} aren't counts: more seen than there were.")
    weights = _weights(n, others_n, all_seen)
    least = min(weights.values())
    return sum(weight for weight in weights.values() if weight <= least) / sum(weights.values())


def _weights(n: int, others_n: int, all_seen: int) -> dict[int, int]:
    """Return in how many ways each count of the first group can come about, given the margins."""
    counts = range(max(0, all_seen - others_n), min(n, all_seen) + 1)
    return {count: comb(n, count) * comb(others_n, all_seen - count) for count in counts}
