"""What must never be: who may not be sent to a visit, and why not. One function a rule, as a dispatcher would name it.

Each returns None where nothing is in the way, else a sentence with the facts. What depends on the rest of a day (shift,
break, windows) is `timing`'s.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from steadyhand.business.dispatch.solver.problem import Technician, Visit

Rule = Callable[[Technician, Visit, date], str | None]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody may not go: the rule's name and the sentence."""

    rule: str
    said: str


def lacks_skill(technician: Technician, visit: Visit, _day: date) -> str | None:
    for skill, level in visit.skills.items():
        has = technician.skills.get(skill, 0)
        if has < level:
            return f"{skill} needs level {level}; {called(technician)} has {has or 'none'}"
    return None


def lacks_certificate(technician: Technician, visit: Visit, day: date) -> str | None:
    if not visit.certificate:
        return None
    last = technician.certificates.get(visit.certificate)
    if last is None:
        return f"{called(technician)} isn't certified for {visit.certificate}"
    if last < day:
        return f"{called(technician)}'s certificate for {visit.certificate} expired on {last.day} {last:%B %Y}"
    return None


def lacks_network_level(technician: Technician, visit: Visit, _day: date) -> str | None:
    if technician.network_level >= visit.network_level:
        return None
    return (
        f"the network needs level {visit.network_level}; {called(technician)} has {technician.network_level or 'none'}"
    )


def lacks_language(technician: Technician, visit: Visit, _day: date) -> str | None:
    if not visit.language or visit.language in technician.languages:
        return None
    return f"the site speaks {visit.language}; {called(technician)} doesn't"


def lacks_clearance(technician: Technician, visit: Visit, _day: date) -> str | None:
    if not visit.clearance or visit.clearance in technician.clearances:
        return None
    return f"the site needs clearance {visit.clearance}; {called(technician)} has none"


def lacks_part(technician: Technician, visit: Visit, _day: date) -> str | None:
    if visit.parts_at is not None or technician.store is not None:
        return None
    for part, count in visit.parts.items():
        has = technician.truck.get(part, 0)
        if has < count:
            return f"{count} × {part} needed; {called(technician)}'s truck has {has or 'none'}, and none is on its way"
    return None


def lacks_tool(technician: Technician, visit: Visit, _day: date) -> str | None:
    missing = sorted(visit.tools - technician.tools)
    if not missing or technician.store is not None:
        return None
    return f"{missing[0]} needed; {called(technician)} has none"


def is_not_wanted(technician: Technician, visit: Visit, _day: date) -> str | None:
    return f"the customer asked not to be sent {called(technician)}" if technician.key in visit.not_wanted else None


def is_for_others(technician: Technician, visit: Visit, _day: date) -> str | None:
    if visit.only is not None and technician.key not in visit.only:
        return f"it is only for {_listed(visit.only)}"
    return None


def is_pinned_elsewhere(technician: Technician, visit: Visit, _day: date) -> str | None:
    if visit.fixed is None or visit.fixed.technician == technician.key:
        return None
    return f"it {'has begun with' if visit.fixed.is_started else 'is pinned to'} {visit.fixed.technician}"


def is_for_the_pair(technician: Technician, visit: Visit, _day: date) -> str | None:
    if visit.together and technician.key not in visit.together:
        return f"it is for {' and '.join(visit.together)} together"
    return None


RULES: tuple[Rule, ...] = (
    is_pinned_elsewhere, is_for_the_pair, is_for_others, is_not_wanted, lacks_skill, lacks_certificate,
    lacks_network_level, lacks_language, lacks_clearance, lacks_part, lacks_tool,
)  # fmt: skip
# Somebody who only rides along need not be able to do it alone.
OF_EACH_OF_A_PAIR: tuple[Rule, ...] = (
    is_pinned_elsewhere,
    is_for_the_pair,
    is_for_others,
    is_not_wanted,
    lacks_clearance,
)


def refusals(technician: Technician, visit: Visit, day: date) -> tuple[Refusal, ...]:
    """Return every rule that keeps this technician from this visit; empty if they may go.

    Of a pair one must be able to do all of it (`able_of_pair`); of each alone only access is asked.
    """
    rules = OF_EACH_OF_A_PAIR if visit.together else RULES
    found = ((rule.__name__, rule(technician, visit, day)) for rule in rules)
    return tuple(Refusal(name, said) for name, said in found if said)


def able_of_pair(technicians: list[Technician], visit: Visit, day: date) -> list[Technician]:
    """Return those of a pair who could do it alone."""
    return [
        each for each in technicians if each.key in visit.together and not any(rule(each, visit, day) for rule in RULES)
    ]


def called(technician: Technician) -> str:
    """Return the name people use, else the key."""
    return technician.name or technician.key


def _listed(keys: frozenset[str]) -> str:
    names = sorted(keys)
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown or "nobody"  # noqa: PLR2004
