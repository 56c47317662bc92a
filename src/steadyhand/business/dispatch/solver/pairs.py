"""When do two go together? Engines can't have two people meet, so the pair's moment is chosen first and then locked."""

from collections.abc import Iterator

from steadyhand.business.dispatch.solver import hard_rules
from steadyhand.business.dispatch.solver.day import Day, Leg
from steadyhand.business.dispatch.solver.problem import Problem, Visit
from steadyhand.business.dispatch.solver.timing import timed

_STEP = 15 * 60


def legs_of(problem: Problem) -> tuple[tuple[Leg, ...], dict[str, str]]:
    """Return a leg for each visit and one for each of a pair, and why some pairs can't meet, by visit."""
    legs: list[Leg] = []
    locked: list[Leg] = []
    refused: dict[str, str] = {}
    # What was promised soonest chooses first.
    pairs = [visit for visit in problem.visits if visit.together]
    for visit in sorted(pairs, key=lambda each: (each.promised.closes if each.promised else 10**9, each.key)):
        reason, found = _met(problem, visit, locked)
        if found:
            locked += found
        else:
            refused[visit.key] = reason
    by_visit: dict[str, list[Leg]] = {}
    for leg in locked:
        by_visit.setdefault(leg.visit.key, []).append(leg)
    for visit in problem.visits:
        legs += by_visit.get(visit.key, []) if visit.together else [Leg(visit)]
    return tuple(legs), refused


def _met(problem: Problem, visit: Visit, locked: list[Leg]) -> tuple[str, list[Leg]]:
    numbers = [number for number, each in enumerate(problem.technicians) if each.key in visit.together]
    people = [problem.technicians[number] for number in numbers]
    for who in people:
        refused = hard_rules.refusals(who, visit, problem.day)
        if refused:
            return refused[0].said, []
    able = hard_rules.able_of_pair(people, visit, problem.day)
    if not able:
        said = next(found for rule in hard_rules.RULES if (found := rule(people[0], visit, problem.day)))
        return f"none of the two could do it alone: {said}", []
    for begins in _moments(visit):
        legs = [
            Leg(visit, only=number, begins=begins, brings_parts=problem.technicians[number].key == able[0].key)
            for number in numbers
        ]
        if all(_fits(problem, number, locked, leg) for number, leg in zip(numbers, legs, strict=True)):
            return "", legs
    return f"{' and '.join(hard_rules.called(who) for who in people)} have no moment in common for it", []


def _moments(visit: Visit) -> Iterator[int]:
    if visit.fixed is not None and visit.fixed.begins is not None:
        yield visit.fixed.begins
        return
    longest = max(visit.work_seconds_by.get(key, visit.work_seconds) for key in visit.together)
    for access in visit.access or (None,):
        opens = max(access.opens if access else 0, visit.promised.opens if visit.promised else 0, visit.parts_at or 0)
        closes = min(
            access.closes - longest if access else 24 * 3600, visit.promised.closes if visit.promised else 24 * 3600
        )
        first = -(-opens // _STEP) * _STEP if closes - opens >= _STEP else opens
        # Two who are told a moment are told a round one.
        yield from range(first, closes + 1, _STEP)


def _fits(problem: Problem, number: int, locked: list[Leg], leg: Leg) -> bool:
    mine = sorted([*(each for each in locked if each.only == number), leg], key=lambda each: each.begins or 0)
    return timed(Day(problem, tuple(mine)), number, tuple(range(len(mine)))) is not None


def both_or_none(day: Day, orders: dict[int, tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    """Return the orders without half a pair."""
    done = {leg for order in orders.values() for leg in order}
    missing = {
        day.legs[leg].visit.key for leg in range(len(day.legs)) if leg not in done and day.legs[leg].visit.together
    }
    if not missing:
        return orders
    return {
        technician: tuple(leg for leg in order if day.legs[leg].visit.key not in missing)
        for technician, order in orders.items()
    }
