"""How far from the best can a set of levels be? A bound from above that no levels within the limits can pass.

The worth of a call that needs several items is shared out among them, so that no item's part depends on another's
level and the shares together are never less than the call's worth (they are equal at the levels in hand). Each limit
gets a price. Then every item has its own best level, by itself; what all items earn there, and the limits at their
prices, is a bound, whatever the shares and prices are: the dual of the linear programme in `exact.best_by_programme`.
Shares and prices are made better step by step, and the least bound counts. A small kit's programme is solved outright.
"""

from dataclasses import dataclass
from math import inf

import numpy as np

from steadyhand.business.stock.levels.arrays import Floats, Whole, added
from steadyhand.business.stock.levels.exact import bound_by_programme
from steadyhand.business.stock.levels.kit import Calls, Problem, product_of_others

# A kit of so few combinations of units is solved outright, in a second at most.
_FEW_COMBINATIONS, _NODES = 3000, 20
_ROUNDS, _FEWEST_ROUNDS = 40, 3
# The square root of how far an item's share is from what it takes corrects the share: the whole of it swings.
_CORRECTS = 0.5
_HALVINGS_FIRST, _HALVINGS = 40, 12
# Chances looked up in all rounds, at most: fewer rounds in a large fleet.
_WORK = 30_000_000


@dataclass(eq=False)
class _Shared:
    """A group of calls: its chances at the levels in hand and at the greatest, and who has which share of its worth."""

    group: Calls
    now: Floats
    top: Floats
    held: Floats
    more: Floats


def bound(problem: Problem, levels: Whole) -> float:
    """Return what no levels within the limits can pass, as a share of calls finished; near if `levels` are good."""
    if not problem.calls:
        return 0.0
    return min(_by_shares(problem, levels), _by_programme(problem))


def _by_programme(problem: Problem) -> float:
    """Return HiGHS's bound of a small kit, which is mostly what the best finishes; of a large one nothing."""
    combinations = sum(
        int(np.maximum(problem.highest[group.item] - group.needs + 1, 0).prod(axis=1).sum()) for group in problem.calls
    )
    return bound_by_programme(problem, nodes=_NODES) if combinations <= _FEW_COMBINATIONS else inf


def _by_shares(problem: Problem, levels: Whole) -> float:
    shared = [_begin(problem, group, levels) for group in problem.calls]
    size = (sum(group.item.size for group in problem.calls) + problem.aboard[:, :, 0].size) * len(problem.moments)
    rounds = max(_FEWEST_ROUNDS, min(_ROUNDS, _WORK // max(size, 1)))
    least = float(sum(group.weight.sum() for group in problem.calls))
    price = np.where(np.isfinite(problem.limits.most), np.nan, 0.0)
    for number in range(rounds):
        inside, beyond = _tables(problem, levels, shared)
        worth = inside + beyond
        price = _prices(problem, worth, price, halvings=_HALVINGS if number else _HALVINGS_FIRST)
        least = min(least, _earned(problem, worth, price))
        _share_anew(problem, levels, shared, inside, beyond, price)
    return least


def _begin(problem: Problem, group: Calls, levels: Whole) -> _Shared:
    even = np.full(group.item.shape, 1.0 / group.item.shape[1])
    return _Shared(group, problem.chances(group, levels), problem.chances(group, problem.highest), even, even.copy())


def _tables(problem: Problem, levels: Whole, shared: list[_Shared]) -> tuple[Floats, Floats]:
    """Return what items earn at each level by the shares: up to the level in hand, and beyond it (items × levels)."""
    most, moments, items = problem.most_needed, len(problem.moments), problem.items
    within, past = np.zeros((items * most, moments)), np.zeros((items * most, moments))
    for one in shared:
        cell = (one.group.item * most + one.group.needs - 1).ravel()
        weight = one.group.weight[:, None, None] * problem.moments
        into = weight * one.held[:, :, None] * product_of_others(one.now)
        out = weight * _beyond(one)
        for moment in range(moments):
            within[:, moment] += added(cell, into[:, :, moment], items * most)
            past[:, moment] += added(cell, out[:, :, moment], items * most)
    by_needs = (items, most, moments)
    last = problem.aboard.shape[1]
    inside, beyond = np.zeros((items, last)), np.zeros((items, last))
    step = np.arange(last)
    below = np.minimum(step[None, :], levels[:, None])
    padded = np.pad(problem.aboard, ((0, 0), (most, 0), (0, 0)))
    every = np.arange(items)[:, None]
    for needs in range(1, most + 1):
        there = padded[every, below - needs + most]
        inside += np.einsum("ins,is->in", there, within.reshape(by_needs)[:, needs - 1])
        # Up to the level in hand this difference is nothing.
        more = padded[every, step[None, :] - needs + most] - there
        beyond += np.einsum("ins,is->in", more, past.reshape(by_needs)[:, needs - 1])
    return inside, beyond


def _beyond(one: _Shared) -> Floats:
    """Return for each item of each call what its chance beyond the level in hand is multiplied with.

    What lies beyond for several items at once goes to the first of them in an order; the orders, one with each item in
    front, are mixed by the shares.
    """
    columns = one.now.shape[1]
    factor = np.zeros_like(one.now)
    for front in range(columns):
        order = [(front + place) % columns for place in range(columns)]
        for place, column in enumerate(order):
            product = np.ones_like(one.now[:, 0])
            for other in order[:place]:
                product = product * one.now[:, other]
            for other in order[place + 1 :]:
                product = product * one.top[:, other]
            factor[:, column] += one.more[:, front, None] * product
    return factor


def _costs(problem: Problem, price: Floats) -> Floats:
    """Return what each item takes at each level, in prices (items × levels)."""
    limits = problem.limits
    total = np.zeros(problem.aboard.shape[:2])
    for use, limit in zip(limits.use, limits.limit, strict=True):
        total += price[limit][:, None] * use
    return total


def _best_levels(problem: Problem, net: Floats) -> Whole:
    beyond = np.arange(net.shape[1])[None, :] > problem.highest[:, None]
    best: Whole = np.argmax(np.where(beyond, -np.inf, net), axis=1)
    return best


def _earned(problem: Problem, worth: Floats, price: Floats) -> float:
    net = worth - _costs(problem, price)
    best = _best_levels(problem, net)
    finite = np.isfinite(problem.limits.most)
    return float(net[np.arange(problem.items), best].sum() + price[finite] @ problem.limits.most[finite])


def _prices(problem: Problem, worth: Floats, price: Floats, *, halvings: int) -> Floats:
    """Return prices at which the items' own best levels just fit: each kind of limit in turn, all of a kind at once."""
    limits = problem.limits
    finite = np.isfinite(limits.most)
    is_first = bool(np.isnan(price).any())
    price = np.where(np.isnan(price), 0.0, price)
    for kind in range(len(limits.use)):
        mine = np.zeros(len(limits.most), dtype=bool)
        mine[limits.limit[kind]] = True
        mine &= finite
        if not mine.any():
            continue
        # In logarithms: nobody knows beforehand whether a gram or a kilogram is what counts.
        steepest = float(worth.max()) / max(
            float(np.min(limits.use[kind][limits.use[kind] > 0], initial=np.inf)), 1e-12
        )
        low = np.where(is_first, 1e-12, np.maximum(price / 3, 1e-12)) * np.ones(len(price))
        high = np.where(is_first, max(steepest, 1e-9), np.maximum(price * 3, 1e-9)) * np.ones(len(price))
        for _ in range(halvings):
            middle = np.sqrt(low * high)
            tried = np.where(mine, middle, price)
            levels = _best_levels(problem, worth - _costs(problem, tried))
            too_much = limits.used(levels) > limits.most
            low, high = np.where(too_much, middle, low), np.where(too_much, high, middle)
        ample = mine & (
            limits.used(_best_levels(problem, worth - _costs(problem, np.where(mine, 0.0, price)))) <= limits.most
        )
        price = np.where(mine, np.where(ample, 0.0, high), price)
    return price


def _share_anew(
    problem: Problem, levels: Whole, shared: list[_Shared], inside: Floats, beyond: Floats, price: Floats
) -> None:
    """Give less of what calls are worth to items that have more than they take, and more to those with less."""
    costs = _costs(problem, price)
    every = np.arange(problem.items)
    step = np.arange(inside.shape[1])[None, :]
    at = levels[:, None]
    dear = np.maximum(np.abs(costs - costs[every, levels][:, None]), 1e-15)
    below = np.where(step < at, (inside[every, levels][:, None] - inside) / dear, np.inf).min(axis=1)
    above = np.where((step > at) & (step <= problem.highest[:, None]), beyond / dear, 0.0).max(axis=1)
    has = np.where(levels > 0, np.clip(below, 1e-3, 1e3), 1.0)
    wants = np.clip(above, 1e-3, 1e3)
    for one in shared:
        if one.group.item.shape[1] == 1:
            continue
        one.held *= has[one.group.item] ** -_CORRECTS
        one.more *= wants[one.group.item] ** -_CORRECTS
        for share in (one.held, one.more):
            np.maximum(share, 1e-9, out=share)
            np.divide(share, share.sum(axis=1, keepdims=True), out=share)
