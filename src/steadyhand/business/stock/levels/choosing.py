"""Which levels finish most calls within the limits?

From above: every item at its greatest useful level, then what helps whole calls least for what it takes is taken away
until all limits are kept. Taking away knows by itself that two parts help only together: once one is gone, the other is
worth nothing. What is then left of the limits is filled, and in small kits units are tried against each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product

import numpy as np

from steadyhand.business.stock.levels.arrays import Whole
from steadyhand.business.stock.levels.filling import BETTER, SMALL, Chosen, filled_up, taken_away, takes
from steadyhand.business.stock.levels.kit import Problem

# Work that polishing may take, in chances looked up; and trials at most. Ours: a second or two at the largest fleet.
_POLISH_WORK = 20_000_000
_MOST_TRIALS, _MOST_KINDS = 1000, 60
_TINY = 16
# One trial: by how much which items are moved before the room is filled anew.
_Moves = tuple[tuple[int, int], ...]


def choose(problem: Problem, *, keep: Whole | None = None) -> Chosen:
    """Return levels within the limits that finish as many calls as we can find.

    `keep` are levels to start from beside our own, as those that are kept now: never less than they finish is found, if
    they are within the limits.
    """
    starts = [filled_up(problem, taken_away(problem, problem.highest.copy()))]
    if problem.items <= SMALL:
        starts.append(filled_up(problem, np.zeros(problem.items, dtype=np.int64)))
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
        levels = taken_away(one, levels)
        found[place] = filled_up(one, levels).finished
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
            if trial is not None and trial.finished > chosen.finished + BETTER:
                better = trial
                break
        if better is None:
            return chosen
        chosen = better


def _trials(problem: Problem, levels: Whole) -> Iterator[_Moves]:
    """Yield what to try, the most promising first: what helps least for what it takes goes out."""
    price = np.where(np.isfinite(problem.limits.most), 1 / np.maximum(problem.limits.most, 1e-9), 0.0)
    frees = -takes(problem, levels, np.maximum(levels - 1, 0), price)
    loss = -problem.change(levels, -1)
    worth = np.divide(loss, frees, out=np.full(problem.items, np.inf), where=(levels > 0) & (frees > 0))
    outs = [int(item) for item in np.argsort(worth, kind="stable") if np.isfinite(worth[item])]
    yield from (((item, -1),) for item in outs)
    if problem.items > SMALL:
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
        return filled_up(problem, filled_up(problem, levels, not_these=moved).levels)
    levels = taken_away(problem, levels, kept=tuple(item for item, step in moves if step > 0))
    return filled_up(problem, levels) if problem.limits.allow(levels) else None
