"""Half past ten: three are ill, a fifth of what is under way overran, 25 new calls came, ten of them emergencies."""

from dataclasses import dataclass, replace
from time import process_time

import numpy as np

from benchmarks.dispatch.instances import HOUR, SKILLS
from steadyhand.business.dispatch.solver.plan import Plan
from steadyhand.business.dispatch.solver.planning import Planned
from steadyhand.business.dispatch.solver.problem import Problem, Visit, Window
from steadyhand.business.dispatch.solver.replanning import as_of, replan

NOW = 10 * HOUR + 1800
_ILL, _NEW, _EMERGENCIES, _OVERRAN, _LONGER = 3, 25, 10, 0.2, 1.4


@dataclass(frozen=True, slots=True)
class Repaired:
    """A day planned anew: what it costs, how much of what people knew is another's now, emergencies nobody has."""

    cost: float
    moved_share: float
    dropped_share: float
    emergencies_left: int
    seconds: float


def disrupted(problem: Problem, known: Plan, seed: int) -> tuple[Problem, set[str]]:
    """Return the day as it is at half past ten, and the emergencies' keys."""
    dice = np.random.default_rng(1000 + seed)
    ill = set(dice.choice(len(problem.technicians), _ILL, replace=False).tolist())
    technicians = tuple(each for number, each in enumerate(problem.technicians) if number not in ill)
    begun = {key for key, (_, begins) in known.where().items() if begins <= NOW}
    visits = [
        replace(visit, work_seconds=round(visit.work_seconds * _LONGER / 60) * 60)
        if visit.key in begun and dice.random() < _OVERRAN
        else visit
        for visit in problem.visits
    ]
    places = [visit.place for visit in problem.visits]
    emergencies = set()
    for number in range(_NEW):
        is_emergency = number < _EMERGENCIES
        visits.append(
            Visit(
                key=f"new{number}", place=int(dice.choice(places)), work_seconds=3000,
                promised=Window(NOW, NOW + 3 * HOUR if is_emergency else 17 * HOUR),
                urgency=1 if is_emergency else 3, skills={f"s{int(dice.integers(SKILLS))}": 1},
            )
        )  # fmt: skip
        if is_emergency:
            emergencies.add(visits[-1].key)
    return replace(problem, technicians=technicians, visits=tuple(visits)), emergencies


def repaired(problem: Problem, known: Plan, emergencies: set[str], *, seconds: float) -> Repaired:
    """Return what planning anew within so many processor seconds leads to."""
    began = process_time()
    found = replan(problem, known, now=NOW, seconds=seconds)
    taken = process_time() - began
    return Repaired(
        found.plan.cost_minutes, *_moved(problem, known, found), len(emergencies & set(found.plan.undone)), taken
    )


def _moved(problem: Problem, known: Plan, found: Planned) -> tuple[float, float]:
    """Return the shares moved to another and dropped of what people knew was to come and whose technician is there."""
    here = {each.key for each in problem.technicians}
    was, becomes = known.where(), found.plan.where()
    fixed = {visit.key for visit in as_of(problem, known, NOW).visits if visit.fixed}
    told = [key for key, (who, _) in was.items() if who in here and key not in fixed]
    moved = sum(key in becomes and becomes[key][0] != was[key][0] for key in told)
    return moved / max(len(told), 1), sum(key not in becomes for key in told) / max(len(told), 1)
