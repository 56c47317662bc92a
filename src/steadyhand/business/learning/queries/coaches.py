"""Who may observe, and how many minutes a week have they said they have?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.dealership.present import Present, today_at, working_here
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.coaching.fitting import Coach
from steadyhand.business.learning.models import CoachTime
from steadyhand.business.people.queries import listed_technicians
from steadyhand.shared.actor import Actor, the_system

LEADS = (Role.SERVICE_MANAGER, Role.PRINCIPAL)
MAY_OBSERVE = (*LEADS, Role.TECHNICIAN)


@dataclass(frozen=True, slots=True)
class CoachLine:
    """Somebody who could observe; `minutes_a_week` is None where they have said nothing yet."""

    user_id: UUID
    name: str
    leads: bool
    minutes_a_week: int | None


def coaches_of(tenant_id: UUID, *, now: datetime) -> tuple[Coach, ...]:
    """Return everybody who works here and has said that they have time, by name. Five queries."""
    minutes = _minutes(tenant_id)
    system = the_system(tenant_id, "Steadyhand")
    theirs = {each.user_id: each.id for each in listed_technicians(system, on=today_at(tenant_id, now)) if each.user_id}
    return tuple(
        Coach(each.id, each.name, minutes[each.id], _leads(each), theirs.get(each.id))
        for each in working_here(tenant_id, branch_id=None, roles=MAY_OBSERVE, at=now)
        if minutes.get(each.id)
    )


def coach_lines(by: Actor, *, now: datetime) -> tuple[CoachLine, ...]:
    """Return who could observe at the actor's branches, those who lead first. Four queries, and one each branch."""
    minutes = _minutes(by.tenant_id)
    branches = [None] if by.branch_ids is None else sorted(by.branch_ids)
    found = {
        each.id: each
        for branch_id in branches
        for each in working_here(by.tenant_id, branch_id=branch_id, roles=MAY_OBSERVE, at=now)
    }
    lines = [CoachLine(each.id, each.name, _leads(each), minutes.get(each.id)) for each in found.values()]
    return tuple(sorted(lines, key=lambda line: (not line.leads, line.name)))


def may_observe(by: Actor) -> bool:
    """Tell whether somebody leads, or is a technician who has been given time to observe. One query at most."""
    if by.is_one_of(*LEADS) or by.user_id is None:
        return by.is_one_of(*LEADS)
    return CoachTime.objects.of(by.tenant_id).filter(user_id=by.user_id, minutes_a_week__gt=0).exists()


def _minutes(tenant_id: UUID) -> dict[UUID, int]:
    return dict(CoachTime.objects.of(tenant_id).values_list("user_id", "minutes_a_week"))


def _leads(person: Present) -> bool:
    return not person.roles.isdisjoint(LEADS)
