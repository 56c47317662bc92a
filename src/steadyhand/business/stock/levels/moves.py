"""What is to be carried from where to where, so that the trucks hold what is proposed?"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from steadyhand.business.stock.levels.plan import Plan
from steadyhand.business.stock.levels.reasons import calls_a_month, spoken

SUPPLIER = "supplier"
_OTHER_CALLS = 0.05


@dataclass(frozen=True, slots=True)
class Move:
    """So many of a part go from one place to another: trucks and branches by their ref, or the supplier."""

    origin: str
    to: str
    part: str
    quantity: int
    why: str


def moves_of(plan: Plan) -> tuple[Move, ...]:
    """Return what is to be moved, part by part: from who has too many, else from the branch or the supplier.

    Trucks of one branch help each other first, then those of others; what nobody wants goes back to the branch.
    """
    fleet = plan.built.fleet
    more = plan.levels - plan.now
    brings = calls_a_month(plan, -plan.built.problem.change(plan.levels, -1))
    moves: list[Move] = []
    for part in np.unique(plan.built.part[more != 0]).tolist():
        items = np.flatnonzero((plan.built.part == part) & (more != 0)).tolist()
        givers = {item: -int(more[item]) for item in items if more[item] < 0}
        takers = {item: int(more[item]) for item in items if more[item] > 0}
        ref = fleet.parts[part].ref
        for is_same_branch in (True, False):
            for giver, taker in _pairs(givers, takers):
                if (_branch(plan, giver) == _branch(plan, taker)) is not is_same_branch:
                    continue
                units = min(givers[giver], takers[taker])
                if units:
                    givers[giver] -= units
                    takers[taker] -= units
                    moves.append(Move(_truck(plan, giver), _truck(plan, taker), ref, units, _wanted(brings[taker])))
        for taker, units in takers.items():
            if units:
                branch = _branch(plan, taker)
                has = fleet.at_branch.get((branch, ref), 0) > 0
                origin = branch if has and branch else SUPPLIER
                moves.append(Move(origin, _truck(plan, taker), ref, units, _wanted(brings[taker])))
        for giver, units in givers.items():
            if units:
                to = _branch(plan, giver) or SUPPLIER
                moves.append(Move(_truck(plan, giver), to, ref, units, _unwanted(brings[giver])))
    return tuple(moves)


def _pairs(givers: Iterable[int], takers: Iterable[int]) -> list[tuple[int, int]]:
    return [(giver, taker) for giver in givers for taker in takers]


def _branch(plan: Plan, item: int) -> str:
    return plan.built.fleet.trucks[int(plan.built.truck[item])].branch


def _truck(plan: Plan, item: int) -> str:
    return plan.built.fleet.trucks[int(plan.built.truck[item])].ref


def _wanted(calls: float) -> str:
    return f"the last of them finishes {spoken(calls)} calls a month"


def _unwanted(calls: float) -> str:
    if calls > _OTHER_CALLS:
        return f"even the last that stays finishes only {spoken(calls)} calls a month: the money does more elsewhere"
    return "hardly any call here needs so many"
