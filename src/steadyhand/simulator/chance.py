"""Where does chance come from? From streams named after what they are for, so that nothing depends on order.

Every stream starts from the text `seed:entity`. Adding a draw to one entity leaves all others as they were, and neither
the hash of a string nor the order of a set has a say. Only `random()` is used: it alone is promised to stay the same
over Python's versions.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import accumulate
from math import exp, log
from random import Random
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")

_TINY = 1e-12
_NORMAL = NormalDist()


def stream(seed: int, entity: str) -> Random:
    """Return the stream of one entity. Cheaper for many entities: one stream, started anew with `restart`."""
    return restart(Random(0), seed, entity)  # noqa: S311 - a made-up world needs repeatable chance, not secrets


def restart(rng: Random, seed: int, entity: str) -> Random:
    """Start a stream anew as another entity's."""
    # Random.seed would do, with a text; a world starts a million streams, and this is three times as fast.
    super(Random, rng).seed(int.from_bytes(blake2b(f"{seed}:{entity}".encode(), digest_size=16).digest()))
    return rng


def summed(weights: Iterable[float]) -> tuple[float, ...]:
    """Return running sums of weights, as `pick` wants them."""
    return tuple(accumulate(weights))


def pick(rng: Random, sums: Sequence[float]) -> int:
    """Return an index, as often as its weight says."""
    return bisect_right(sums, rng.random() * sums[-1], 0, len(sums) - 1)


def one_of(rng: Random, items: Sequence[T]) -> T:
    return items[int(rng.random() * len(items))]


def normal(rng: Random) -> float:
    return _NORMAL.inv_cdf(min(max(rng.random(), _TINY), 1 - _TINY))


def around(rng: Random, median: float, spread: float) -> float:
    """Return a log-normal value: half lie below the median; `spread` is the σ of its logarithm."""
    return median * exp(spread * normal(rng))


def exponential(rng: Random) -> float:
    """Return a waiting time with mean 1."""
    return -log(1.0 - rng.random())


def poisson(rng: Random, mean: float) -> int:
    """Return how many of something rare happen. By adding waiting times: for small means."""
    count, waited = 0, exponential(rng)
    while waited < mean:
        count += 1
        waited += exponential(rng)
    return count
