"""Did a training move anything? It begins in waves of drawn order; those who had it are held against those who had not.

Within each week the trained are compared with the untrained, so what moves everybody (a new model, the season) moves
both. How often would another order of the waves have shown as much? That is the answer, and it assumes nothing on how
jobs vary.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import comb
from random import Random

import numpy as np
from numpy.typing import NDArray

# Below so many possible orders even the clearest effect has p > 0.05.
FEWEST_ORDERS = 40
ORDERS_TRIED = 999
ENOUGH = 0.05


@dataclass(frozen=True, slots=True)
class Moved:
    """`difference` in shares (0.1 = ten points more often), `chance` of as much by order alone, of so many `orders`.

    `chance` is None where too few orders are possible to tell, or no week has both kinds of people.
    """

    difference: float | None
    chance: float | None
    orders: int

    @property
    def has_moved(self) -> bool:
        return self.chance is not None and self.chance < ENOUGH


def draw_waves(people: Sequence[str], waves: int, *, seed: int) -> tuple[tuple[str, ...], ...]:
    """Return people in waves of a drawn order, as even in size as they can be; the seed draws the same again.

    Raises ValueError for fewer people than waves, or fewer than two waves.
    """
    if waves < 2 or len(people) < waves:  # noqa: PLR2004 - one wave has nobody to be held against
        raise ValueError(
            f"{len(people)} people can't be drawn into {waves} waves: two or more, each with somebody in it."
        )
    drawn = sorted(people)
    Random(seed).shuffle(drawn)  # noqa: S311 - a draw that anybody can repeat, no secret
    size, more = divmod(len(drawn), waves)
    ends = [size * wave + min(wave, more) for wave in range(waves + 1)]
    return tuple(tuple(drawn[start:end]) for start, end in pairwise(ends))


def possible_orders(sizes: Sequence[int]) -> int:
    """Return in how many ways people can be dealt out to waves of these sizes."""
    ways, left = 1, sum(sizes)
    for size in sizes:
        ways *= comb(left, size)
        left -= size
    return ways


def has_it_moved(
    seen: NDArray[np.int64], n: NDArray[np.int64], starts: Sequence[int], *, seed: int, tried: int = ORDERS_TRIED
) -> Moved:
    """Return what a stepped roll-out moved.

    `seen` and `n` are people × weeks: how often it was seen, of how many opportunities. `starts` says from which week
    on each person counts as trained (≥ the number of weeks: never within them). Two-sided; the drawn order counts as
    one of those tried, so the chance is never 0.
    Raises ValueError where shapes differ.
    Source: Thompson et al. (2018), Robust analysis of stepped wedge trials using cluster-level summaries.
    """
    if seen.shape != n.shape or len(starts) != len(seen):
        raise ValueError(f"Counts of {seen.shape} and {n.shape} and {len(starts)} starts don't belong together.")
    begun = np.array(starts)
    sizes = [int((begun == start).sum()) for start in np.unique(begun)]
    orders = possible_orders(sizes)
    observed = _differences(seen, n, begun[None, :])[0]
    if np.isnan(observed):
        return Moved(None, None, orders)
    if orders < FEWEST_ORDERS:
        return Moved(float(observed), None, orders)
    others = np.random.default_rng(seed).permuted(np.tile(begun, (tried, 1)), axis=1)
    shown = _differences(seen, n, others)
    # An order under which nothing can be compared shows nothing.
    as_much = int((np.abs(np.nan_to_num(shown)) >= abs(observed) - 1e-12).sum())
    return Moved(float(observed), (1 + as_much) / (1 + tried), orders)


def _differences(seen: NDArray[np.int64], n: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return for each order (a row of starts) the weighted mean of the weeks' differences, NaN where none has both."""
    weeks = np.arange(seen.shape[1])
    trained = (weeks[None, None, :] >= starts[:, :, None]).astype(float)
    seen_1, n_1 = (np.einsum("opw,pw->ow", trained, side.astype(float)) for side in (seen, n))
    seen_0, n_0 = seen.sum(axis=0) - seen_1, n.sum(axis=0) - n_1
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.where((n_1 > 0) & (n_0 > 0), 1 / (1 / n_1 + 1 / n_0), 0.0)
        difference = np.where(weight > 0, seen_1 / n_1 - seen_0 / n_0, 0.0)
        return np.asarray((weight * difference).sum(axis=1) / weight.sum(axis=1))
