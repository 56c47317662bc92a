"""Which units go where there is too much, and which come where there is room?

What helps whole calls least for what it takes goes; what helps most comes, by the unit and by the bundle. Several
limits are weighed by how far each is overdrawn, or how full it is.

Source: the job-based marginal analysis of R. H. Teunter, "The multiple-job repair kit problem", EJOR 175 (2006); the
weights after Y. Toyoda, "A Simplified Algorithm for Obtaining Approximate Solutions to Zero-One Programming Problems",
Management Science 21 (1975).
"""

from dataclasses import dataclass

import numpy as np

from steadyhand.business.stock.levels.arrays import Flags, Floats, Whole, added
from steadyhand.business.stock.levels.kit import Problem

# At most this share of what is too much goes in one round; the worth of the rest is reckoned anew then. More while
# there is far too much: what goes then is worth nothing to anybody.
_A_ROUND, _A_FIRST_ROUND = 0.15, 0.4
_FAR_TOO_MUCH = 0.3
_MOST_UNITS_AT_ONCE = 4
# A better set of levels must be better by more than rounding.
BETTER = 1e-12
# So many bundles are reckoned exactly in a step, the most promising ones.
_BUNDLES = 6
SMALL = 60
# Beyond so many items no bundles are tried when filling up: taking away from above has kept what helps only together.
_SMALL_FOR_BUNDLES = 1500
# Added at once with the best: what helps at least this share as much for what it takes.
_NEXT_BEST = 0.7


@dataclass(frozen=True, eq=False)
class Chosen:
    """Levels (items), and the share of calls that they finish."""

    levels: Whole
    finished: float


def _steps(problem: Problem) -> range:
    """By how many units an item is moved at once: as many as a call needs of it, or as share a slot."""
    together = max(min(problem.most_needed, _MOST_UNITS_AT_ONCE), problem.limits.most_for_one)
    return range(1, together + 1)


def takes(problem: Problem, levels: Whole, moved: Whole, price: Floats) -> Floats:
    """Return for each item what moving it from one level to the other takes, in the limits' prices."""
    every = np.arange(problem.items)
    limits = problem.limits
    total = np.zeros(problem.items)
    for use, limit in zip(limits.use, limits.limit, strict=True):
        total += price[limit] * (use[every, moved] - use[every, levels])
    return total


def taken_away(problem: Problem, levels: Whole, *, kept: tuple[int, ...] = ()) -> Whole:
    """Take away what helps least for what it takes, until the limits are kept; never of the items `kept`."""
    limits = problem.limits
    room = np.maximum(limits.most, 1e-9)
    while True:
        used = limits.used(levels)
        over = np.where(np.isfinite(limits.most), np.maximum(used - limits.most, 0.0), 0.0)
        if not (over > limits.most * 1e-12 + 1e-9).any():
            return levels
        price = np.where(over > 0, over / room / room, 0.0)
        best, units = np.full(problem.items, np.inf), np.ones(problem.items, dtype=np.int64)
        freed = np.zeros(problem.items)
        for step in _steps(problem):
            moved = np.maximum(levels - step, 0)
            frees = -takes(problem, levels, moved, price)
            loss = np.maximum(-problem.change(levels, -step), 0.0)
            can = (levels >= step) & (frees > 0)
            ratio = np.divide(loss, frees, out=np.full(problem.items, np.inf), where=can)
            better = ratio < best
            best, units = np.where(better, ratio, best), np.where(better, step, units)
            freed = np.where(better, frees, freed)
        best[list(kept)] = np.inf
        order = np.argsort(best, kind="stable")
        order = order[np.isfinite(best[order])]
        if not len(order):
            return levels
        share = _A_FIRST_ROUND if (over > _FAR_TOO_MUCH * limits.most).any() else _A_ROUND
        enough = np.searchsorted(np.cumsum(freed[order]), share * float(price @ over))
        going = order[: max(1, int(enough))]
        levels[going] -= units[going]


def filled_up(problem: Problem, levels: Whole, *, not_these: tuple[int, ...] = ()) -> Chosen:
    """Add the units and bundles that help most for what they take, as long as there is room."""
    levels = levels.copy()
    limits = problem.limits
    finite = np.isfinite(limits.most)
    while True:
        used = limits.used(levels)
        left = np.where(finite, limits.most - used, np.inf)
        # What is nearly full is dear; what nobody runs out of costs next to nothing.
        fullness = np.where(finite, used / np.maximum(limits.most, 1e-9), 0.0)
        price = np.where(finite, (0.02 + fullness**2) / np.maximum(limits.most, 1e-9), 0.0)
        best, units = np.zeros(problem.items), np.zeros(problem.items, dtype=np.int64)
        for step in _steps(problem):
            moved = np.minimum(levels + step, problem.highest)
            can = _fits(problem, levels, moved, left) & (levels + step <= problem.highest)
            can[list(not_these)] = False
            if not can.any():
                continue
            gain = problem.change(levels, step)
            ratio = gain / np.maximum(takes(problem, levels, moved, price), 1e-15)
            is_better = can & (gain > BETTER) & (ratio > best)
            best, units = np.where(is_better, ratio, best), np.where(is_better, step, units)
        bundle = None
        if problem.items <= _SMALL_FOR_BUNDLES:
            bundle = _best_bundle(problem, levels, left, price, more_than=float(best.max()), not_these=not_these)
        if bundle is not None:
            levels = bundle
        elif best.max() > 0:
            _add(problem, levels, left, best, units)
        else:
            return Chosen(levels, problem.finished(levels))


def _add(problem: Problem, levels: Whole, left: Floats, ratio: Floats, units: Whole) -> None:
    """Add the best item's units; in a large fleet the next best too, as far as they fit together."""
    limits = problem.limits
    most = 1 if problem.items <= SMALL else max(1, problem.items // 1000)
    left = left.copy()
    for item in np.argsort(-ratio, kind="stable")[:most].tolist():
        if ratio[item] <= 0 or ratio[item] < _NEXT_BEST * ratio.max():
            return
        taken = np.zeros(len(left))
        for use, limit in zip(limits.use, limits.limit, strict=True):
            taken[limit[item]] += use[item, levels[item] + units[item]] - use[item, levels[item]]
        if (taken > left + 1e-9).any():
            continue
        left -= taken
        levels[item] += units[item]


def _fits(problem: Problem, levels: Whole, moved: Whole, left: Floats) -> Flags:
    every = np.arange(problem.items)
    limits = problem.limits
    fits = np.ones(problem.items, dtype=bool)
    for use, limit in zip(limits.use, limits.limit, strict=True):
        fits &= use[every, moved] - use[every, levels] <= left[limit] + 1e-9
    return fits


def _best_bundle(
    problem: Problem, levels: Whole, left: Floats, price: Floats, *, more_than: float, not_these: tuple[int, ...]
) -> Whole | None:
    """Return levels with the best bundle added, what a kind of call lacks of several items, if that beats a unit."""
    candidates: list[tuple[float, tuple[int, ...], tuple[int, ...]]] = []
    every = np.arange(problem.items)
    unit_takes = takes(problem, levels, np.minimum(levels + 1, problem.highest), price)
    for group in problem.calls:
        lacks = np.maximum(group.needs - levels[group.item], 0)
        several = (lacks > 0).sum(axis=1) > 1
        several &= (levels[group.item] + lacks <= problem.highest[group.item]).all(axis=1)
        several &= ~(np.isin(group.item, not_these) & (lacks > 0)).any(axis=1)
        rows = np.flatnonzero(several)
        if not len(rows):
            continue
        items, missing = group.item[rows], lacks[rows]
        # The call's own worth, for what the bundle takes; what it does for other calls is reckoned for the first few.
        own = group.weight[rows] / np.maximum((unit_takes[items] * missing).sum(axis=1), 1e-15)
        first = np.argsort(-own, kind="stable")[:_BUNDLES]
        candidates += [(float(own[row]), tuple(items[row]), tuple(missing[row])) for row in first]
    if not candidates:
        return None
    candidates.sort(key=lambda each: -each[0])
    now = problem.finished(levels)
    best, found = more_than, None
    for _, items_of, missing_of in candidates[:_BUNDLES]:
        moved = levels.copy()
        for item, units in zip(items_of, missing_of, strict=True):
            moved[item] += units
        taken = np.zeros(len(left))
        for use, limit in zip(problem.limits.use, problem.limits.limit, strict=True):
            taken += added(limit, use[every, moved] - use[every, levels], len(left))
        if (taken > left + 1e-9).any():
            continue
        gain = problem.finished(moved) - now
        ratio = gain / max(float(price @ np.where(np.isfinite(taken), taken, 0.0)), 1e-15)
        if gain > BETTER and ratio > best:
            best, found = ratio, moved
    return found
