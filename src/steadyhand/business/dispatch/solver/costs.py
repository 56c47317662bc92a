"""What does a plan cost, in minutes of customers and technicians? One function a cost, in a dispatcher's words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from steadyhand.business.dispatch.solver.hard_rules import refusals
from steadyhand.business.dispatch.solver.problem import Problem, Technician, Visit
from steadyhand.business.dispatch.solver.weights import Weights

if TYPE_CHECKING:
    from steadyhand.business.dispatch.solver.plan import Plan, Route, Stop

MINUTE = 60
# A day longer than this above the team's mean is uneven; below it is chance.
_USUAL_SHARE = 1.2
# What has waited so many days is as dear as it gets.
_MOST_DAYS = 10

# --- of a technician and a visit, whenever it is --------------------------------------------------------------------


def not_the_usual_technician(weights: Weights, technician: Technician, visit: Visit) -> float:
    """Return what it costs that the customer sees somebody new."""
    return weights.not_the_usual if visit.usual and visit.usual != technician.key else 0.0


def outside_the_territory(weights: Weights, technician: Technician, visit: Visit) -> float:
    """Return what it costs that it is in somebody else's territory."""
    is_foreign = visit.territory and technician.territory and visit.territory != technician.territory
    return weights.outside_territory if is_foreign else 0.0


def may_need_a_second_trip(weights: Weights, technician: Technician, visit: Visit) -> float:
    """Return what a second trip costs, by how likely this technician leaves without having finished."""
    chance = visit.fix_chance_by.get(technician.key)
    return 0.0 if chance is None else (1 - chance) * weights.second_trip


def moved_to_another(weights: Weights, technician: Technician, visit: Visit) -> float:
    """Return what it costs that people know of another technician."""
    return weights.moved if visit.told is not None and visit.told.technician != technician.key else 0.0


def learner_is_elsewhere(weights: Weights, technician: Technician, visit: Visit) -> float:
    """Return what it costs that a learner, who rides with somebody else that day, doesn't see what they are to learn.

    Half of what a new face costs: a lesson never takes the usual technician away from a customer by itself.
    """
    return weights.not_the_usual / 2 if visit.taught_by and visit.taught_by != technician.key else 0.0


BESIDE_THE_DRIVE: tuple[Callable[[Weights, Technician, Visit], float], ...] = (
    not_the_usual_technician, outside_the_territory, may_need_a_second_trip, moved_to_another,
    learner_is_elsewhere,
)  # fmt: skip


def beside_the_drive(weights: Weights, technician: Technician, visit: Visit) -> float:
    """Return all that sending this technician costs, wherever they come from and whenever it is."""
    return sum(cost(weights, technician, visit) for cost in BESIDE_THE_DRIVE)


# --- of a visit -----------------------------------------------------------------------------------------------------


def undone(weights: Weights, visit: Visit, ends: int = 0, *, least_beside: float = 0.0) -> float:
    """Return what it costs that nobody goes today: never less than beginning past its term at the day's end would.

    What whoever goes costs at least, `least_beside` the drive, is no reason to leave it: the usual technician is ill.
    """
    if visit.undone_minutes is not None:
        return visit.undone_minutes
    if visit.is_optional:
        return weights.optional_undone
    minutes = weights.undone.get(visit.urgency, weights.undone[max(weights.undone)])
    return minutes + past_response_term(weights, visit, ends) + customer_waits(weights, visit, ends) + least_beside


def left_today(weights: Weights, visit: Visit, ends: int, *, days_waited: int = 0, least_beside: float = 0.0) -> float:
    """Return what it costs that nobody goes although they could: never less than going as the day `ends` would.

    For each day that it has waited already it costs as much again: what can wait is not put off for ever.
    """
    again = undone(weights, replace(visit, undone_minutes=None, respond_by=None, waits_from=None))
    minutes = undone(weights, replace(visit, undone_minutes=None), ends, least_beside=least_beside)
    minutes += late_for_promise(weights, visit, ends)
    minutes += 0.0 if visit.is_optional else min(days_waited, _MOST_DAYS) * again
    return minutes + (weights.moved + weights.told_time_changed if visit.told is not None else 0.0)


def least_beside_the_drive(day: date, weights: Weights, technicians: Iterable[Technician], visit: Visit) -> float:
    """Return what whoever may go costs at least beside the drive: nothing that leaving the visit would save."""
    if not (visit.usual or visit.territory or visit.fix_chance_by or visit.told or visit.taught_by):
        return 0.0
    least = float("inf")
    # Whoever is usual is cheapest as a rule, and nobody is cheaper than nothing: of a thousand, few are looked at.
    for each in sorted(technicians, key=lambda each: each.key != visit.usual):
        minutes = beside_the_drive(weights, each, visit)
        if minutes < least and not refusals(each, visit, day):
            least = minutes
        if least <= 0:
            break
    return 0.0 if least == float("inf") else least


def day_ends(problem: Problem) -> int:
    """Return when the last one is home, overtime and all, in seconds of the day."""
    return max((each.shift.closes + each.overtime_seconds for each in problem.technicians), default=0)


def late_for_promise(weights: Weights, visit: Visit, begins: int) -> float:
    """Return what breaking a promise costs: something at all, and more by the minute."""
    if visit.promised is None or begins <= visit.promised.closes:
        return 0.0
    return weights.late_for_promise_at_all + weights.late_for_promise * (begins - visit.promised.closes) / MINUTE


def past_response_term(weights: Weights, visit: Visit, begins: int) -> float:
    """Return what it costs to begin after the contract's term, by urgency."""
    if visit.respond_by is None or begins <= visit.respond_by:
        return 0.0
    return weights.past_term.get(visit.urgency, 0.0) * (begins - visit.respond_by) / MINUTE


def customer_waits(weights: Weights, visit: Visit, begins: int) -> float:
    """Return what each minute costs that a customer without a promised time waits today, by urgency."""
    if visit.waits_from is None or visit.promised is not None:
        return 0.0
    return weights.waits.get(visit.urgency, 0.0) * max(0, begins - visit.waits_from) / MINUTE


def told_another_time(weights: Weights, visit: Visit, begins: int) -> float:
    """Return what it costs that the customer knows another time: from half an hour on, unless a window was told.

    Within the window that was promised, nobody has to ring.
    """
    if visit.told is None or abs(begins - visit.told.begins) < 30 * MINUTE:
        return 0.0
    if visit.promised is not None and visit.promised.opens <= begins <= visit.promised.closes:
        return 0.0
    return weights.told_time_changed


OF_A_STOP: tuple[Callable[[Weights, Visit, int], float], ...] = (
    late_for_promise,
    past_response_term,
    customer_waits,
    told_another_time,
)

# --- of a technician's day ------------------------------------------------------------------------------------------


def drive(weights: Weights, seconds: int) -> float:
    return weights.drive * seconds / MINUTE


def waiting(weights: Weights, seconds: int) -> float:
    return weights.waiting * seconds / MINUTE


def overtime(weights: Weights, seconds: int) -> float:
    return weights.overtime * seconds / MINUTE


# --- of everybody's -------------------------------------------------------------------------------------------------


def second_technician_to_customer(weights: Weights, problem: Problem, stops: Mapping[str, Iterable[str]]) -> float:
    """Return what it costs that several come to one customer on one day, `stops` by technician; a pair is one."""
    if not weights.second_technician_to_customer:
        return 0.0
    visits = {visit.key: visit for visit in problem.visits}
    coming: dict[str, set[str]] = defaultdict(set)
    for technician, keys in stops.items():
        for key in keys:
            visit = visits[key]
            if visit.customer and not visit.together:
                coming[visit.customer].add(technician)
    return weights.second_technician_to_customer * sum(len(each) - 1 for each in coming.values())


def uneven_load(weights: Weights, worked_seconds: list[int]) -> float:
    """Return what it costs that some work much longer than the team's mean."""
    return weights.uneven_load * _above_usual(worked_seconds)


def uneven_drive(weights: Weights, driven_seconds: list[int]) -> float:
    """Return what it costs that some drive much longer than the team's mean."""
    return weights.uneven_drive * _above_usual(driven_seconds)


def _above_usual(seconds: list[int]) -> float:
    if not seconds:
        return 0.0
    usual = _USUAL_SHARE * sum(seconds) / len(seconds)
    return sum(max(0.0, each - usual) for each in seconds) / MINUTE


def costs_of(problem: Problem, routes: "Iterable[Route]", undone_visits: Iterable[str]) -> dict[str, float]:
    """Return what a plan costs, by name; what costs nothing is left out."""
    routes = list(routes)
    found = _of_routes(problem, routes)
    visits = {visit.key: visit for visit in problem.visits}
    ends = day_ends(problem)
    for key in undone_visits:
        is_given = visits[key].undone_minutes is not None
        least = (
            0.0 if is_given else least_beside_the_drive(problem.day, problem.weights, problem.technicians, visits[key])
        )
        found["undone"] += undone(problem.weights, visits[key], ends, least_beside=least)
    for name, minutes in _of_everybody(problem, routes).items():
        found[name] += minutes
    return {name: minutes for name, minutes in found.items() if minutes}


def costs_more(problem: Problem, before: "Sequence[Route]", after: "Sequence[Route]") -> dict[str, float]:
    """Return by how much each cost of a plan changes with these routes; who is visited at all stays the same.

    Only routes that differ are priced anew, so that it may be asked for each visit of a large day.
    """
    was, becomes = set(before), set(after)
    added, taken = _of_routes(problem, becomes - was), _of_routes(problem, was - becomes)
    for sign, routes in ((1, after), (-1, before)):
        for name, minutes in _of_everybody(problem, routes).items():
            added[name] += sign * minutes
    for name, minutes in taken.items():
        added[name] -= minutes
    return dict(added)


def in_whole_minutes(more: Mapping[str, float]) -> dict[str, int]:
    """Return differences of costs as they are said: each rounded once, without those that round to nothing.

    A sum that stands beside them is the sum of these, so that it adds up for whoever reads it.
    """
    return {name: whole for name, minutes in more.items() if (whole := round(minutes))}


def _of_routes(problem: Problem, routes: "Iterable[Route]") -> dict[str, float]:
    weights = problem.weights
    visits = {visit.key: visit for visit in problem.visits}
    technicians = {technician.key: technician for technician in problem.technicians}
    found: dict[str, float] = defaultdict(float)
    for route in routes:
        found["drive"] += drive(weights, route.drive_seconds)
        found["overtime"] += overtime(weights, route.overtime_seconds)
        if weights.waiting:
            found["waiting"] += waiting(weights, waited_seconds(route))
        for stop in route.stops:
            _add_stop(found, weights, technicians[route.technician], visits[stop.visit], stop)
    return found


def _of_everybody(problem: Problem, routes: "Iterable[Route]") -> dict[str, float]:
    weights = problem.weights
    keys = [technician.key for technician in problem.technicians]
    by_technician = {route.technician: route for route in routes}
    worked = [
        sum(stop.ends - stop.begins for stop in by_technician[key].stops) if key in by_technician else 0 for key in keys
    ]
    driven = [by_technician[key].drive_seconds if key in by_technician else 0 for key in keys]
    return {
        "second_technician_to_customer": second_technician_to_customer(
            weights, problem, {key: [stop.visit for stop in route.stops] for key, route in by_technician.items()}
        ),
        "uneven_load": uneven_load(weights, worked),
        "uneven_drive": uneven_drive(weights, driven),
    }


def _add_stop(found: dict[str, float], weights: Weights, technician: Technician, visit: Visit, stop: "Stop") -> None:
    for cost in BESIDE_THE_DRIVE:
        # Only one of a pair is the one whose customer it is.
        if not visit.together or technician.key == visit.together[0]:
            found[cost.__name__] += cost(weights, technician, visit)
    if not visit.together or technician.key == visit.together[0]:
        for of_stop in OF_A_STOP:
            found[of_stop.__name__] += of_stop(weights, visit, stop.begins)


def waited_seconds(route: "Route") -> int:
    """Return how long a technician stands about between leaving and returning."""
    worked = sum(stop.ends - stop.begins for stop in route.stops)
    paused = sum(max(0, min(pause.ends, route.returns) - max(pause.begins, route.leaves)) for pause in route.pauses)
    return max(0, route.returns - route.leaves - route.drive_seconds - worked - paused)


def named(plan: "Plan") -> list[tuple[str, float]]:
    """Return a plan's costs, dearest first, named as people say them."""
    return sorted(
        ((name.replace("_", " "), minutes) for name, minutes in plan.costs.items()), key=lambda each: -each[1]
    )
