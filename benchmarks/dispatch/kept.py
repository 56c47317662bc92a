"""What does it cost that customers get their own technician? The same days with a miss at more and more minutes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import fmean

from benchmarks.dispatch.instances import Size, made
from steadyhand.business.dispatch.solver.plan import Plan
from steadyhand.business.dispatch.solver.planning import plan_day
from steadyhand.business.dispatch.solver.problem import Problem

WEIGHTS = (0.0, 20.0, 60.0, 120.0)


@dataclass(frozen=True, slots=True)
class Point:
    """Means over days with a miss at so many minutes: of the served who have one, how many have their own (0–1)."""

    weight: float
    kept_share: float
    drive_hours: float
    served: float

    def more_drive(self, than: "Point") -> float:
        """Return how much more is driven a visit served, as a share: who serves fewer drives less for nothing."""
        return self.drive_hours / self.served / (than.drive_hours / than.served) - 1


def curve(size: Size, seeds: range, seconds: float) -> Iterator[Point]:
    """Yield a point a weight, each day planned for so many processor seconds."""
    for weight in WEIGHTS:
        days = [_day(made(size, seed), weight, seconds) for seed in seeds]
        yield Point(weight, *(fmean(column) for column in zip(*days, strict=True)))


def _day(problem: Problem, weight: float, seconds: float) -> tuple[float, float, float]:
    weighed = replace(problem, weights=replace(problem.weights, not_the_usual=weight))
    plan = plan_day(weighed, seconds=seconds).plan
    drive = sum(route.drive_seconds for route in plan.routes) / 3600
    return kept_share(problem, plan), drive, float(len(problem.visits) - len(plan.undone))


def kept_share(problem: Problem, plan: Plan) -> float:
    """Return how many of those served who have an own technician have them that day (0–1)."""
    usual = {visit.key: visit.usual for visit in problem.visits}
    own = [who == usual[key] for key, (who, _) in plan.where().items() if usual[key]]
    return sum(own) / len(own) if own else 0.0
