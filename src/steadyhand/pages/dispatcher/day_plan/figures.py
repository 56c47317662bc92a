"""By which figures is a day plan judged, and how are they and its changes said? From the plan as it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from steadyhand.business.dispatch.day_plan.rules import Change
from steadyhand.business.dispatch.day_plan.shown import CostLine, DayPlanShown, PlanStop

HOUR = 60
# The costs of somebody else than whom the customer knows, and of a visit that may not be the last: the trip that it
# leads to, times how likely it is.
UNUSUAL, SECOND_TRIP = "not_the_usual_technician", "may_need_a_second_trip"
# In this order a dispatcher reads what a plan would change.
_GROUPS = (
    (Change.NEW, "New on the day"),
    (Change.MOVED, "Somebody else goes"),
    (Change.RETIMED, "Another time"),
    (Change.LEFT_OUT, "Taken off the day"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a plan: its name, how it is said, and the number behind it; more is worse unless `more_is_good`."""

    name: str
    said: str
    number: float
    more_is_good: bool = False


@dataclass(frozen=True, slots=True)
class FigurePair:
    """One figure of two plans; `better` is 1 or 2, or 0 where they are equal."""

    one: Figure
    other: Figure

    @property
    def better(self) -> int:
        if self.one.number == self.other.number:
            return 0
        is_first = (self.one.number > self.other.number) == self.one.more_is_good
        return 1 if is_first else 2


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one kind."""

    title: str
    stops: tuple[PlanStop, ...]


def figures_of(plan: DayPlanShown) -> tuple[Figure, ...]:
    """Return what a day is judged by. Visits that two make together count once, driving and overtime for each."""
    planned = [stop for stop in plan.stops if stop.technician_id is not None]
    drive = sum(lane.drive_minutes for lane in plan.lanes)
    overtime = sum(lane.overtime_minutes for lane in plan.lanes)
    broken = sum(stop.breaks_promise for stop in plan.stops)
    strange = sum(any(line.name == UNUSUAL and line.minutes > 0 for line in stop.costs) for stop in planned)
    second = sum(line.minutes for line in plan.costs if line.name == SECOND_TRIP)
    return (
        Figure("Visits", str(len(planned)), len(planned), more_is_good=True),
        Figure("Could fill gaps", str(len(plan.gaps)), len(plan.gaps), more_is_good=True),
        Figure("Not on this day", str(len(plan.not_today)), len(plan.not_today)),
        Figure("Driving", minutes_said(drive), drive),
        Figure("Promises not kept", str(broken), broken),
        Figure("Not with their usual technician", str(strange), strange),
        Figure("Second trips to be expected", minutes_said(second), second),
        Figure("Overtime", minutes_said(overtime), overtime),
    )


def pairs_of(one: DayPlanShown, other: DayPlanShown) -> tuple[FigurePair, ...]:
    return tuple(FigurePair(*pair) for pair in zip(figures_of(one), figures_of(other), strict=True))


def groups_of(plan: DayPlanShown) -> tuple[Group, ...]:
    """Return what taking the plan on would change, by kind; what stays or has begun is in none."""
    found = (Group(title, tuple(stop for stop in plan.changes if stop.change is kind)) for kind, title in _GROUPS)
    return tuple(group for group in found if group.stops)


def in_short(plan: DayPlanShown) -> str:
    """Return `3 new, 2 with somebody else, 1 at another time` and so on; what accepting would do, in one line."""
    words = (
        (Change.NEW, "new"),
        (Change.MOVED, "with somebody else"),
        (Change.RETIMED, "at another time"),
        (Change.LEFT_OUT, "taken off the day"),
    )
    counts = [(sum(stop.change is kind for stop in plan.stops), said) for kind, said in words]
    said = [f"{count} {said}" for count, said in counts if count] or ["nothing would change"]
    fills = [f"{len(plan.gaps)} could fill {'a gap' if len(plan.gaps) == 1 else 'gaps'}"] if plan.gaps else []
    return ", ".join([*said, *fills])


def costs_told(lines: Sequence[CostLine]) -> tuple[tuple[str, str, str], ...]:
    """Return name, before and after of the costs that are not nothing, the largest difference first."""
    told = [line for line in lines if round(line.minutes) or round(line.minutes_before)]
    told.sort(key=lambda line: -abs(line.more_minutes))
    return tuple((line.said, minutes_said(line.minutes_before), minutes_said(line.minutes)) for line in told)


def minutes_said(minutes: float) -> str:
    """Return `45 min` or `3 h 20 min`."""
    hours, rest = divmod(round(minutes), HOUR)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
