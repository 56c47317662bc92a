"""Why is this part on my truck, at this level? In words, from the same numbers that chose it."""

from dataclasses import dataclass

import numpy as np

from steadyhand.business.stock.levels.arrays import Floats, added
from steadyhand.business.stock.levels.plan import Plan

WORK_DAYS_A_MONTH = 21.0
_WHOLE = 9.95
_RARE = 0.05
_OWN_CALLS = 0.5


@dataclass(frozen=True, slots=True)
class Reason:
    """What is known of one part on one truck.

    `calls` a month need it; `found` is the chance that one of them finds enough of it; `lost` calls a month would wait
    if it were not there at all, `last` if there were one fewer, `next` would be finished beside with one more.
    """

    truck: str
    part: str
    level: int
    calls: float
    found: float
    lost: float
    last: float
    next: float
    cost_cents: int
    own_calls: float

    @property
    def words(self) -> str:
        """The reason as somebody would say it."""
        needed = f"{spoken(self.calls)} calls a month here need it"
        if self.own_calls < _OWN_CALLS:
            needed += ", as far as the fleet's calls to the same models tell"
        if not self.level:
            if self.next < _RARE:
                return f"Not carried: {needed}, and one aboard would hardly finish any."
            one = f"one would finish {spoken(self.next)} calls a month for {_money(self.cost_cents)}"
            return f"Not carried: {needed}; {one}, and the same money finishes more with other parts."
        found = f"with {self.level} aboard {round(100 * self.found)} of 100 find enough"
        return f"{needed[:1].upper()}{needed[1:]}: {found}. Without it {spoken(self.lost)} calls a month would wait."


def spoken(calls: float) -> str:
    """Return a number of calls as it is said."""
    if calls >= _WHOLE:
        return f"{calls:.0f}"
    return f"{calls:.1f}" if calls >= _RARE else "hardly any"


def _money(cents: float) -> str:
    return f"{cents / 100:,.0f}"


def calls_a_month(plan: Plan, share: Floats) -> Floats:
    """Return shares of all calls that need parts as calls a month."""
    return np.asarray(share * plan.built.needing.sum() * WORK_DAYS_A_MONTH)


def reasons_of(plan: Plan) -> tuple[Reason, ...]:
    """Return the reason of every item, in the order of the items."""
    problem, built = plan.built.problem, plan.built
    need = np.zeros(problem.items)
    found = np.zeros(problem.items)
    for group in problem.calls:
        there = problem.chances(group, plan.levels) @ problem.moments
        weight = np.repeat(group.weight[:, None], group.item.shape[1], axis=1)
        need += added(group.item, weight, problem.items)
        found += added(group.item, weight * there, problem.items)
    calls = calls_a_month(plan, need)
    last = calls_a_month(plan, -problem.change(plan.levels, -1))
    lost = calls_a_month(plan, -problem.change(plan.levels, -int(plan.levels.max(initial=1))))
    more = calls_a_month(plan, problem.change(plan.levels, 1))
    return tuple(
        Reason(
            truck=built.fleet.trucks[truck].ref,
            part=built.fleet.parts[part].ref,
            level=int(plan.levels[item]),
            calls=float(calls[item]),
            found=float(found[item] / need[item]) if need[item] else 1.0,
            lost=float(lost[item]),
            last=float(last[item]),
            next=float(more[item]),
            cost_cents=built.fleet.parts[part].cost_cents,
            own_calls=float(built.own_calls[item]),
        )
        for item, (truck, part) in enumerate(zip(built.truck.tolist(), built.part.tolist(), strict=True))
    )
