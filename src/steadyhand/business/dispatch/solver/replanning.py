"""A call came, a visit overran, somebody is ill: what changes, as little as it may, and what can't change any more?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from steadyhand.business.dispatch.solver.plan import Plan, Route
from steadyhand.business.dispatch.solver.planning import Planned, plan_day
from steadyhand.business.dispatch.solver.problem import DAY_ENDS, Break, Fixed, Problem, Technician, Told, Visit, Window


@dataclass(frozen=True, slots=True)
class Difference:
    """A visit that isn't where people know it: `was` and `becomes` are (technician, begins), None for nobody."""

    visit: str
    was: tuple[str, int] | None
    becomes: tuple[str, int] | None

    @property
    def is_moved(self) -> bool:
        """Return whether somebody else comes than was told."""
        return self.was is not None and self.becomes is not None and self.was[0] != self.becomes[0]


def replan(problem: Problem, known: Plan, *, now: int, seconds: float = 2.0, seed: int = 0) -> Planned:
    """Return a plan from `now` on: what has begun stays, the rest is moved only where that is worth it.

    `problem` is the day as known now: without whoever is ill, with the new call, with longer work where it overran.
    """
    return plan_day(as_of(problem, known, now), seconds=seconds, seed=seed, warm=known)


def as_of(problem: Problem, known: Plan, now: int) -> Problem:
    """Return the problem with what has begun or is driven to as a fact, and the known plan as what people know."""
    here = {technician.key for technician in problem.technicians}
    told: dict[str, Told] = {}
    begun: dict[str, Fixed] = {}
    for route in known.routes:
        for stop in route.stops:
            told.setdefault(stop.visit, Told(route.technician, stop.begins))
            is_under_way = stop.begins - stop.drive_seconds <= now
            if is_under_way and route.technician in here:
                begun.setdefault(stop.visit, Fixed(route.technician, stop.begins, is_started=True))
    last = {key for route in known.routes for key in _last_begun(route, begun)}
    visits = tuple(
        _of_now(visit, told.get(visit.key), begun.get(visit.key), now, is_last=visit.key in last)
        for visit in problem.visits
    )
    busy = {fixed.technician for fixed in begun.values()}
    technicians = tuple(
        _from_now(technician, known, now, is_out=technician.key in busy) for technician in problem.technicians
    )
    return replace(problem, technicians=technicians, visits=visits)


def _last_begun(route: Route, begun: Mapping[str, Fixed]) -> tuple[str, ...]:
    keys = [stop.visit for stop in route.stops if stop.visit in begun]
    return tuple(keys[-1:])


def _of_now(visit: Visit, told: Told | None, begun: Fixed | None, now: int, *, is_last: bool) -> Visit:
    if begun is not None:
        fact = replace(visit, told=told, fixed=begun)
        work = visit.work_seconds_by.get(begun.technician, visit.work_seconds)
        if not is_last or begun.begins is None or visit.together:
            return fact
        # Whoever is free by now is still where they were last: nobody has driven off to what isn't planned yet.
        until_now = max(work, now - begun.begins)
        return replace(fact, work_seconds_by={**visit.work_seconds_by, begun.technician: until_now})
    access = visit.access or (Window(0, DAY_ENDS),)
    later = tuple(Window(max(one.opens, now), one.closes) for one in access if one.closes >= now)
    # A site that is closed for today stays closed: an empty list would mean that it is always open.
    return replace(visit, told=told or visit.told, access=later or (Window(0, 0),))


def _from_now(technician: Technician, known: Plan, now: int, *, is_out: bool) -> Technician:
    route = next((route for route in known.routes if route.technician == technician.key), None)
    breaks = list(technician.breaks)
    for number, pause in enumerate(route.pauses if route else ()):
        if pause.begins <= now and number < len(breaks):
            breaks[number] = Break(pause.begins, pause.begins, breaks[number].seconds)
    if is_out:
        # Facts lie before now: the day still has to begin when it did.
        return replace(technician, breaks=tuple(breaks))
    opens = max(technician.shift.opens, now)
    left = tuple(each for each in breaks if each.latest >= now)
    return replace(technician, breaks=left, shift=Window(opens, max(opens, technician.shift.closes)))


def differences(known: Plan, found: Plan, *, of: Collection[str] | None = None) -> tuple[Difference, ...]:
    """Return what is another technician's, another time's by a quarter of an hour, new, or not done any more."""
    was, becomes = known.where(), found.where()
    changed = []
    for key in sorted(was.keys() | becomes.keys()):
        if of is not None and key not in of:
            continue
        one, other = was.get(key), becomes.get(key)
        if one is None or other is None or one[0] != other[0] or abs(one[1] - other[1]) >= 15 * 60:
            changed.append(Difference(key, one, other))
    return tuple(changed)
