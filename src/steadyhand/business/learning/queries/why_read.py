"""Who has read the principal's own module as it is worded now? By department, for the principal."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.models import ModuleReading, OwnWhy
from steadyhand.business.learning.queries.team import LEARNERS, learners_of
from steadyhand.shared.actor import Actor

# Readings name it by this; each wording is a version, and a confirmation is none.
CODE = "own-why"


@dataclass(frozen=True, slots=True)
class Department:
    """Those who hold one role: how many of them have read it, and by name who is still to. With two roles, in both."""

    name: str
    read: int
    people: int
    to_read: tuple[str, ...]


def wording_of(tenant_id: UUID) -> int:
    """Return which wording stands, from 1; 0 until one is written. One query."""
    return OwnWhy.objects.of(tenant_id).filter(is_confirmation=False).count()


def has_read(by: Actor, *, wording: int) -> bool:
    """Tell whether the actor has read this wording. One query."""
    if by.user_id is None:
        return False
    mine = ModuleReading.objects.of(by.tenant_id).filter(user_id=by.user_id, module=CODE, version=wording)
    return mine.exists()


def read_by_department(by: Actor, *, wording: int, now: datetime) -> tuple[Department, ...]:
    """Return the departments of the actor's branches in the order of roles; who wrote it is in none of them."""
    people = [each for each in learners_of(by, now=now) if Role.PRINCIPAL not in each.roles]
    ids = [each.id for each in people]
    readings = ModuleReading.objects.of(by.tenant_id).filter(user_id__in=ids, module=CODE, version=wording)
    readers = set(readings.values_list("user_id", flat=True))
    found = []
    for role in Role:
        theirs = [each for each in people if role in LEARNERS and role in each.roles]
        if theirs:
            to_read = tuple(each.name for each in theirs if each.id not in readers)
            found.append(Department(role.label, len(theirs) - len(to_read), len(theirs), to_read))
    return tuple(found)
