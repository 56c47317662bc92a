"""Which levels finish most calls within the limits?

From above: every item at its greatest useful level, then what helps whole calls least for what it takes is taken away
until all limits are kept. Taking away knows by itself that two parts help only together: once one is gone, the other is
worth nothing. What is then left of the limits is filled with the best units and bundles, and single units are tried
against each other.

Source: the job-based marginal analysis of R. H. Teunter, "The multiple-job repair kit problem", EJOR 175 (2006), done
downwards; several limits are weighed by how far each is overdrawn, after Y. Toyoda, "A Simplified Algorithm for
Obtaining Approximate Solutions to Zero-One Programming Problems", Management Science 21 (1975).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

import numpy as np

from steadyhand.business.stock.levels.arrays import Floats, Whole
from steadyhand.business.stock.levels.kit import Problem

# At most this share of what is too much goes in one round; the worth of the rest is reckoned anew then. More while there
# is far too much: what goes then is worth nothing to anybody.
_A_ROUND, _A_FIRST_ROUND = 0.15, 0.4
_FAR_TOO_MUCH = 0.3
_MOST_UNITS_AT_ONCE = 4
# A better set of levels must be better by more than rounding.
_BETTER = 1e-12
# So many bundles are reckoned exactly in a step, the most promising ones.
_BUNDLES = 6
# Work that polishing may take, in chances looked up; and trials a round at most. Ours: seconds at the largest fleet.
_POLISH_WORK = 20_000_000
_MOST_TRIALS, _MOST_KINDS = 2000, 60
_SMALL, _TINY = 60, 16
# Beyond so many items no bundles are tried when filling up: taking away from above has kept what helps only together.
_SMALL_FOR_BUNDLES = 1500
# Added at once with the best: what helps at least this share as much for what it takes.
_NEXT_BEST = 0.7


@dataclass(frozen=True, eq=False)
class Chosen:
    """Levels (items), and the share of calls that they finish."""

    levels: Whole
    finished: float


def choose(problem: Problem, *, keep: Whole | None = None) -> Chosen:
    """Return levels within the limits that finish as many calls as we can find.

    `keep` are levels to start from beside our own, as those that are kept now: never less than they finish is found, if
    they are within the limits.
    """
    starts = [_filled_up(problem, _taken_away(problem, problem.highest.copy()))]
    if problem.items <= _SMALL:
        starts.append(_filled_up(problem, np.zeros(problem.items, dtype=np.int64)))
    if keep is not None and problem.limits.allow(keep):
        starts.append(Chosen(keep, problem.finished(keep)))
    best = max(starts, key=lambda each: each.finished)
    return _polished(problem, best)


def path_of(problem: Problem, *, limit: int, most: Sequence[float]) -> list[float]:
    """Return the share of calls finished if one limit were each of these, in the order given, the others as they are.

    From much to little, each from what is left of the last, so that a whole curve costs little more than one choice.
    """
    found = [0.0] * len(most)
    levels = problem.highest.copy()
    for place in sorted(range(len(most)), key=lambda each: -most[each]):
        allowed = problem.limits.most.copy()
        allowed[limit] = most[place]
        one = replace(problem, limits=replace(problem.limits, most=allowed))
        levels = _taken_away(one, levels)
        found[place] = _filled_up(one, levels).finished
    return found


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


def _taken_away(problem: Problem, levels: Whole, *, kept: tuple[int, ...] = ()) -> Whole:
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


def _filled_up(problem: Problem, levels: Whole, *, not_these: tuple[int, ...] = ()) -> Chosen:
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
            is_better = can & (gain > _BETTER) & (ratio > best)
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
    most = 1 if problem.items <= _SMALL else max(1, problem.items // 1000)
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


def _fits(problem: Problem, levels: Whole, moved: Whole, left: Floats) -> "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]":
    every = np.arange(problem.items)
    limits = problem.limits
    fits = np.ones(problem.items, dtype=bool)
    for use, limit in zip(limits.use, limits.limit, strict=True):
        fits &= use[every, moved] - use[every, levels] <= left[limit] + 1e-9
    return fits


def _best_bundle(
    problem: Problem, levels: Whole, left: Floats, price: Floats, *, more_than: float, not_these: tuple[int, ...]
) -> Whole | None:
    """Return levels with the best bundle added: what a kind of call lacks of several items at once, if that beats a unit."""
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
        # The call's own worth alone, for what the bundle takes: other calls that it helps are reckoned for the first few.
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
            taken += np.bincount(limit, weights=use[every, moved] - use[every, levels], minlength=len(left))
        if (taken > left + 1e-9).any():
            continue
        gain = problem.finished(moved) - now
        ratio = gain / max(float(price @ np.where(np.isfinite(taken), taken, 0.0)), 1e-15)
        if gain > _BETTER and ratio > best:
            best, found = ratio, moved
    return found


def _polished(problem: Problem, chosen: Chosen) -> Chosen:
    """Try units against each other: some out and the room filled anew, or one in and what helps least taken away."""
    size = sum(group.item.size for group in problem.calls) * len(problem.moments)
    left = min(_MOST_TRIALS, _POLISH_WORK // max(size, 1) // 8)
    while True:
        better = None
        for moves in _trials(problem, chosen.levels):
            left -= 1
            if left < 0:
                return chosen
            trial = _tried(problem, chosen.levels, moves)
            if trial is not None and trial.finished > chosen.finished + _BETTER:
                better = trial
                break
        if better is None:
            return chosen
        chosen = better


# One trial: by how much which items are moved before the room is filled anew.
_Moves = tuple[tuple[int, int], ...]


def _trials(problem: Problem, levels: Whole) -> Iterator[_Moves]:
    """Yield what to try, the most promising first: what helps least for what it takes goes out."""
    price = np.where(np.isfinite(problem.limits.most), 1 / np.maximum(problem.limits.most, 1e-9), 0.0)
    frees = -takes(problem, levels, np.maximum(levels - 1, 0), price)
    loss = -problem.change(levels, -1)
    worth = np.divide(loss, frees, out=np.full(problem.items, np.inf), where=(levels > 0) & (frees > 0))
    outs = [int(item) for item in np.argsort(worth, kind="stable") if np.isfinite(worth[item])]
    yield from (((item, -1),) for item in outs)
    if problem.items > _SMALL:
        return
    yield from (((int(item), 1),) for item in np.flatnonzero(levels < problem.highest))
    yield from _whole_calls(problem, levels)
    yield from (((item, -2),) for item in outs if levels[item] > 2)  # noqa: PLR2004 - as some calls need two
    yield from (((item, -int(levels[item])),) for item in outs if levels[item] > 1)
    yield from (((one, -1), (other, -1)) for one, other in combinations(outs, 2))
    yield from (
        ((one, 1), (other, 1)) for one, other in combinations(np.flatnonzero(levels < problem.highest).tolist(), 2)
    )
    if problem.items > _TINY:
        return
    for units in range(1, int(problem.highest.max(initial=0)) + 1):
        may = np.flatnonzero(levels + units <= problem.highest).tolist()
        yield from (((item, units),) for item in may if units > 1)
        yield from (((into, units), (out, -int(levels[out]))) for out, into in product(outs, may) if out != into)


def _whole_calls(problem: Problem, levels: Whole) -> Iterator[_Moves]:
    """Yield what kinds of calls lack, the most frequent kinds first."""
    lacking: list[tuple[float, _Moves]] = []
    for group in problem.calls:
        lacks = np.maximum(group.needs - levels[group.item], 0)
        can = (levels[group.item] + lacks <= problem.highest[group.item]).all(axis=1) & (lacks.sum(axis=1) > 1)
        for row in np.flatnonzero(can):
            pairs = zip(group.item[row].tolist(), lacks[row].tolist(), strict=True)
            lacking.append((float(group.weight[row]), tuple((item, units) for item, units in pairs if units)))
    lacking.sort(key=lambda each: -each[0])
    yield from (moves for _, moves in lacking[:_MOST_KINDS])


def _tried(problem: Problem, levels: Whole, moves: _Moves) -> Chosen | None:
    levels = levels.copy()
    for item, step in moves:
        levels[item] += step
    moved = tuple(item for item, _ in moves)
    if moves[0][1] < 0:
        return _filled_up(problem, _filled_up(problem, levels, not_these=moved).levels)
    levels = _taken_away(problem, levels, kept=tuple(item for item, step in moves if step > 0))
    return _filled_up(problem, levels) if problem.limits.allow(levels) else None
