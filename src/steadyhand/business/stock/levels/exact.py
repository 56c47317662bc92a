"""What is exactly true for small cases? Against which the engine is held.

`parts_used_anyway` and `all_or_nothing` reckon the share of calls finished in a cycle of N calls whose parts are needed
independently, each at most once a call; `best_by_trying` and `best_by_programme` find the very best levels.
"""

from itertools import product
from math import comb, inf, prod
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from steadyhand.business.stock.levels.arrays import Floats, Whole
from steadyhand.business.stock.levels.kit import Calls, Problem

# HiGHS drops a branch that could be better by no more than its mip_abs_gap of 1e-6, and takes a rule that is broken by
# up to 1e-6 as kept: seen were bounds of 4e-7 below the best.
_UNDECIDED = 2e-6


def parts_used_anyway(chances: tuple[float, ...], levels: tuple[int, ...], *, calls: int) -> float:
    """Return the share of finished calls if an unfinished one uses what is there all the same."""
    return (
        sum(
            prod(1 - p * (1 - _at_most(call, p, level - 1)) for p, level in zip(chances, levels, strict=True))
            for call in range(calls)
        )
        / calls
    )


def _at_most(tries: int, p: float, most: int) -> float:
    return sum(comb(tries, k) * p**k * (1 - p) ** (tries - k) for k in range(min(most, tries) + 1))


def all_or_nothing(chances: tuple[float, ...], levels: tuple[int, ...], *, calls: int) -> float:
    """Return the share of finished calls if an unfinished one takes nothing: by every state the stock can be in."""
    states = {levels: 1.0}
    finished = 0.0
    for _ in range(calls):
        following: dict[tuple[int, ...], float] = {}
        for stock, likely in states.items():
            for needs in product((0, 1), repeat=len(chances)):
                p = likely * prod(c if need else 1 - c for c, need in zip(chances, needs, strict=True))
                left = tuple(have - need for have, need in zip(stock, needs, strict=True))
                is_finished = min(left) >= 0
                finished += p * is_finished
                state = left if is_finished else stock
                following[state] = following.get(state, 0.0) + p
        states = following
    return finished / calls


def best_by_trying(problem: Problem, *, batch: int = 20_000) -> tuple[Whole, float]:
    """Return the best levels within the limits, by trying all: for up to some 300,000 of them."""
    ranges = [range(int(highest) + 1) for highest in problem.highest]
    every = np.array(list(product(*ranges)), dtype=np.int64)
    best, most = np.zeros(problem.items, dtype=np.int64), -1.0
    for start in range(0, len(every), batch):
        some = every[start : start + batch]
        some = some[_allowed(problem, some)]
        if not len(some):
            continue
        finished = sum(_finished_each(problem, group, some) for group in problem.calls)
        place = int(np.argmax(finished))
        if finished[place] > most:  # type: ignore[index]  # an array: there is a group
            best, most = some[place], float(finished[place])  # type: ignore[index]
    return best, most


def _allowed(problem: Problem, some: Whole) -> "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]":
    limits = problem.limits
    taken = np.zeros((len(some), len(limits.most)))
    for use, limit in zip(limits.use, limits.limit, strict=True):
        for item in range(problem.items):
            taken[:, limit[item]] += use[item, some[:, item]]
    return np.asarray((taken <= limits.most * (1 + 1e-12) + 1e-9).all(axis=1))


def _finished_each(problem: Problem, group: Calls, some: Whole) -> Floats:
    """Return what a group of calls adds to the share of finished calls, for each set of levels."""
    pad = problem.most_needed
    padded = np.pad(problem.aboard, ((0, 0), (pad, 0), (0, 0)))
    total = np.zeros(len(some))
    for items, needs, weight in zip(group.item, group.needs, group.weight, strict=True):
        chance = np.ones((len(some), len(problem.moments)))
        for item, units in zip(items, needs, strict=True):
            chance *= padded[item, some[:, item] - units + pad]
        total += weight * (chance @ problem.moments)
    return total


def best_by_programme(problem: Problem) -> tuple[Whole, float]:
    """Return the best levels and their worth, by whole-number programming (HiGHS). For up to a dozen items.

    The unit k of item i is a variable x(i,k) in {0, 1}, x(i,k) ≥ x(i,k+1). A product of chances, written as sums of
    what each unit adds, becomes a sum over combinations of units, each worth something only if all of them are chosen:
    z ≤ x of each. At whole units that is the very worth.

    Raises:
        RuntimeError: HiGHS proved nothing.
    """
    units, found = _solved(problem, nodes=None)
    if found.status != 0:
        raise RuntimeError(f"HiGHS has no proven answer: {found.message}")
    levels = np.zeros(problem.items, dtype=np.int64)
    for (item, _), chosen in zip(units, found.x, strict=False):
        levels[item] += round(chosen)
    return levels, -float(found.fun)


def bound_by_programme(problem: Problem, *, nodes: int) -> float:
    """Return what no levels can pass, as far as HiGHS gets in so many nodes; with none, units may be split.

    It is rounded outward by what HiGHS leaves undecided, so that it never lies below what levels really finish.
    """
    _, found = _solved(problem, nodes=nodes)
    proven = found.mip_dual_bound if nodes else found.fun
    return inf if proven is None else _UNDECIDED - float(proven)


def _solved(problem: Problem, *, nodes: int | None) -> tuple[list[tuple[int, int]], Any]:
    units = [(item, unit) for item in range(problem.items) for unit in range(1, int(problem.highest[item]) + 1)]
    place = {unit: number for number, unit in enumerate(units)}
    worth: dict[tuple[tuple[int, int], ...], float] = {}
    for group in problem.calls:
        for items, needs, weight in zip(group.item, group.needs, group.weight, strict=True):
            _add_combinations(problem, worth, list(zip(items.tolist(), needs.tolist(), strict=True)), float(weight))
    combinations = list(worth)
    rows, columns, values, most = _rules(problem, units, place, combinations)
    shape = (len(most), len(units) + len(combinations))
    found = milp(
        c=-np.array([0.0] * len(units) + [worth[key] for key in combinations]),
        integrality=np.array([int(nodes != 0)] * len(units) + [0] * len(combinations)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(
            coo_array((values, (rows, columns)), shape=shape).tocsr(), -np.inf, np.array(most)
        ),
        options={"mip_rel_gap": 1e-9} if not nodes else {"mip_rel_gap": 1e-9, "node_limit": nodes},
    )
    return units, found


def _add_combinations(
    problem: Problem,
    worth: dict[tuple[tuple[int, int], ...], float],
    needs: list[tuple[int, int]],
    weight: float,
) -> None:
    """Add what every combination of one unit of each item is worth to calls that need them."""
    of_each: list[list[tuple[tuple[int, int], Floats]]] = []
    for item, units in needs:
        levels = range(units, int(problem.highest[item]) + 1)
        steps: Floats = np.diff(problem.aboard[item, : len(levels)], axis=0, prepend=0.0)
        of_each.append([((item, level), step) for level, step in zip(levels, steps, strict=True)])
    for chosen in product(*of_each):
        value = weight * float(np.prod([step for _, step in chosen], axis=0) @ problem.moments)
        if value > 0:
            key = tuple(sorted(unit for unit, _ in chosen))
            worth[key] = worth.get(key, 0.0) + value


def _taken(problem: Problem, place: dict[tuple[int, int], int]) -> list[list[tuple[int, float]]]:
    """Return for each limit which units count towards it, and what each takes."""
    taken: list[list[tuple[int, float]]] = [[] for _ in problem.limits.most]
    for use, limit in zip(problem.limits.use, problem.limits.limit, strict=True):
        for (item, unit), number in place.items():
            step = float(use[item, unit] - use[item, unit - 1])
            if step:
                taken[limit[item]].append((number, step))
    return taken


def _rules(
    problem: Problem,
    units: list[tuple[int, int]],
    place: dict[tuple[int, int], int],
    combinations: list[tuple[tuple[int, int], ...]],
) -> tuple[list[int], list[int], list[float], list[float]]:
    """Return the rows of the programme: what is limited, no unit before the one below it, no combination in part."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    most: list[float] = []

    def rule(of: list[tuple[int, float]], at_most: float) -> None:
        for column, value in of:
            rows.append(len(most))
            columns.append(column)
            values.append(value)
        most.append(at_most)

    for of, at_most in zip(_taken(problem, place), problem.limits.most, strict=True):
        if of and np.isfinite(at_most):
            rule(of, float(at_most))
    for item, unit in units:
        if unit > 1:
            rule([(place[item, unit], 1.0), (place[item, unit - 1], -1.0)], 0.0)
    for number, combination in enumerate(combinations):
        for needed in combination:
            rule([(len(units) + number, 1.0), (place[needed], -1.0)], 0.0)
    return rows, columns, values, most
