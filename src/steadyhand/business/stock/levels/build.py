"""How does a fleet with its past calls become a problem of levels?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import inf

import numpy as np

from steadyhand.business.stock.levels.aboard import MOMENTS, SHARES, after_days
from steadyhand.business.stock.levels.arrays import Floats, Whole, added
from steadyhand.business.stock.levels.demand import Demand, demand_of
from steadyhand.business.stock.levels.fleet import Fleet
from steadyhand.business.stock.levels.kit import Calls, Limits, Problem

# More of one part is never on a truck, whatever its use.
MOST_OF_A_PART = 12
# A level at which so many in a hundred calls find enough at the end of a cycle is enough: more hardly changes anything.
ENOUGH = 0.995


@dataclass(frozen=True, eq=False)
class Built:
    """A problem and what its items are.

    `truck` and `part` (items) are numbers in the fleet. `group_truck` (a list as `problem.calls`) says whose each kind
    of call is. `needing` (trucks) are the calls a day that need parts; the weights of the problem's calls are shares of
    all of those. `uses_a_day` (items) are units; `away_days` (items × moments) how long what was used is away;
    `own_calls` (items) are past calls of the truck itself that used it.
    """

    fleet: Fleet
    demand: Demand
    problem: Problem
    truck: Whole
    part: Whole
    group_truck: tuple[Whole, ...]
    needing: Floats
    uses_a_day: Floats
    away_days: Floats
    own_calls: Floats

    def levels_of(self, par: Mapping[tuple[str, str], int]) -> Whole:
        """Return par levels by (truck, part) as levels of items; they may be more than is of any use."""
        fleet = self.fleet
        known = [
            par.get((fleet.trucks[truck].ref, fleet.parts[part].ref), 0)
            for truck, part in zip(self.truck.tolist(), self.part.tolist(), strict=True)
        ]
        return np.array(known, dtype=np.int64)

    def finished_by_truck(self, levels: Whole) -> Floats:
        """Return the share of each truck's calls that need parts which find all of them aboard (trucks)."""
        total = np.zeros(len(self.fleet.trucks))
        for group, truck in zip(self.problem.calls, self.group_truck, strict=True):
            done = self.problem.finished_of(group, levels) * group.weight
            total += added(truck, done, len(total))
        of = self.needing / max(float(self.needing.sum()), 1e-15)
        return np.divide(total, of, out=np.ones_like(total), where=of > 0)


def build(fleet: Fleet, *, middle: date, most_cents: float = inf) -> Built:
    """Return the problem of a fleet for the calls around a day, with so much money for all trucks together.

    Raises:
        NothingToLearnFrom: the fleet has no past calls.
    """
    trucks, parts = len(fleet.trucks), len(fleet.parts)
    demand = demand_of(fleet.history, trucks=trucks, middle=middle)
    rate = demand.share * demand.calls_a_day[demand.truck]
    length = np.diff(demand.start)
    # Every line of every row: which item of which truck, how many units at once, how often a day.
    lines = length[demand.kind]
    row = np.repeat(np.arange(len(rate)), lines)
    line = np.repeat(demand.start[:-1][demand.kind] - np.concatenate(([0], np.cumsum(lines)[:-1])), lines) + np.arange(
        lines.sum()
    )
    key = demand.truck[row] * parts + demand.part[line]
    # What lies on a truck and no call ever needed is an item too: somebody is to take it off.
    items = np.union1d(key, _kept_now(fleet))
    item = np.searchsorted(items, key)
    truck, part = np.divmod(items, parts)
    units = np.minimum(demand.units[line], MOST_OF_A_PART)
    most = int(units.max(initial=1))
    uses = added(item * most + units - 1, rate[row], len(items) * most).reshape(-1, most)
    away = _away_days(fleet, uses, truck, part)
    aboard = after_days(uses, away, levels=MOST_OF_A_PART)
    highest = np.minimum((aboard[:, :, -1] < ENOUGH).sum(axis=1) + most - 1, MOST_OF_A_PART)
    is_needed = ~demand.could_wait[line]
    highest[np.bincount(item[is_needed], minlength=len(items)) == 0] = 0
    needed_lines = np.bincount(row[is_needed], minlength=len(rate))
    counts = needed_lines > 0
    needing = added(demand.truck[counts], rate[counts], trucks)
    total = max(float(needing.sum()), 1e-15)
    calls, of_truck = _grouped(demand, rate / total, needed_lines, item[is_needed], units[is_needed])
    problem = Problem(
        aboard=aboard,
        moments=SHARES,
        calls=calls,
        limits=_limits(fleet, truck, part, most_cents),
        highest=highest,
    )
    return Built(
        fleet=fleet,
        demand=demand,
        problem=problem,
        truck=truck,
        part=part,
        group_truck=of_truck,
        needing=needing,
        uses_a_day=uses @ np.arange(1, most + 1),
        away_days=away,
        own_calls=_own_calls(fleet, items),
    )


def _kept_now(fleet: Fleet) -> Whole:
    truck = {one.ref: number for number, one in enumerate(fleet.trucks)}
    part = {one.ref: number for number, one in enumerate(fleet.parts)}
    places = [truck[one] * len(part) + part[other] for (one, other), level in fleet.now.items() if level]
    return np.array(places, dtype=np.int64)


def _own_calls(fleet: Fleet, items: Whole) -> Floats:
    history = fleet.history
    key = history.call_truck[history.line_call] * len(fleet.parts) + history.line_part
    mine = history.call_truck[history.line_call] < len(fleet.trucks)
    place = np.minimum(np.searchsorted(items, key[mine]), len(items) - 1)
    hit = items[place] == key[mine]
    return added(place[hit], np.ones(int(hit.sum())), len(items))


def _away_days(fleet: Fleet, uses: Floats, truck: Whole, part: Whole) -> Floats:
    """Return for how many working days what was used is away, at each moment of the cycle (items × moments).

    Until the next restocking; and if the branch has none by then, until its supplier sends it.
    """
    cycle = np.array([one.restock_days for one in fleet.trucks])
    lead = np.array([one.lead_days for one in fleet.parts])
    units_a_day = uses @ np.arange(1, uses.shape[1] + 1)
    at_branch = _at_branch(fleet, units_a_day, truck, part)
    waits = (1 - at_branch) * lead[part]
    return np.asarray(MOMENTS[None, :] * cycle[truck][:, None] + waits[:, None])


def _at_branch(fleet: Fleet, units_a_day: Floats, truck: Whole, part: Whole) -> Floats:
    """Return how often the branch has a part when a truck is restocked (items), by its own par level."""
    names = sorted({one.branch for one in fleet.trucks})
    branch = np.array([names.index(one.branch) for one in fleet.trucks])[truck]
    place = branch * len(fleet.parts) + part
    every, of_item = np.unique(place, return_inverse=True)
    drawn = added(of_item, units_a_day)
    level = np.array(
        [
            fleet.at_branch.get((names[one // len(fleet.parts)], fleet.parts[one % len(fleet.parts)].ref), 0)
            for one in every
        ],
        dtype=np.int64,
    )
    lead = np.array([fleet.parts[one % len(fleet.parts)].lead_days for one in every])
    top = int(level.max(initial=0))
    there = after_days(drawn[:, None], lead[:, None], levels=max(top, 1))[:, :, 0]
    share = np.where(level > 0, there[np.arange(len(every)), np.maximum(level - 1, 0)], 0.0)
    return np.asarray(share[of_item])


def _limits(fleet: Fleet, truck: Whole, part: Whole, most_cents: float) -> Limits:
    """Return the fleet's money first, then each truck's money, weight, volume and slots where any truck is limited."""
    step = np.arange(MOST_OF_A_PART + 1)
    cost = np.array([one.cost_cents for one in fleet.parts], dtype=float)
    weight = np.array([one.weight_g for one in fleet.parts])
    volume = np.array([one.volume_ml for one in fleet.parts])
    a_slot = np.array([max(one.a_slot, 1) for one in fleet.parts], dtype=float)
    money = cost[part][:, None] * step
    tables = [money]
    limit = [np.zeros(len(truck), dtype=np.int64)]
    most = [np.array([most_cents])]
    for table, allowed in (
        (money, [one.most_cents for one in fleet.trucks]),
        (weight[part][:, None] * step, [one.most_weight_g for one in fleet.trucks]),
        (volume[part][:, None] * step, [one.most_volume_ml for one in fleet.trucks]),
        (np.ceil(step / a_slot[part][:, None]), [one.most_slots for one in fleet.trucks]),
    ):
        if not np.isfinite(allowed).any():
            continue
        limit.append(truck + sum(len(each) for each in most))
        tables.append(table)
        most.append(np.array(allowed))
    return Limits(np.stack(tables), np.stack(limit), np.concatenate(most))


def _grouped(
    demand: Demand, share: Floats, lines: Whole, item: Whole, units: Whole
) -> tuple[tuple[Calls, ...], tuple[Whole, ...]]:
    """Return the rows that need parts, in groups of equally many lines, and whose truck each is."""
    first = np.concatenate(([0], np.cumsum(lines)))
    groups, trucks = [], []
    for size in range(1, int(lines.max(initial=0)) + 1):
        rows = np.flatnonzero(lines == size)
        if not len(rows):
            continue
        at = first[rows][:, None] + np.arange(size)
        groups.append(Calls(item[at], units[at], share[rows]))
        trucks.append(demand.truck[rows])
    return tuple(groups), tuple(trucks)
