"""A rota of one week: Bruno every night, Mira behind him."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from tests.builders.record import MONDAY, a_branch, a_user

from steadyhand.business.dealership.actions.set_rota import set_rota
from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.dealership.rota.rules import Place, Turn
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import the_system


def on_call(
    *people: User, branch: Branch | None = None, days: Mapping[int, User] | None = None, since: date | None = None
) -> None:
    """Put people on call every night, the first and the second; `days` are weekdays on which another is first."""
    branch = branch or a_branch()
    turns: dict[Turn, UUID] = {
        (0, weekday, place): person.id
        for place, person in zip(Place, people, strict=False)
        for weekday in range(7)
    }  # fmt: skip
    turns |= {(0, weekday, Place.FIRST): person.id for weekday, person in (days or {}).items()}
    by = the_system(branch.tenant_id, "the test")
    set_rota(by=by, branch_id=branch.id, weeks=1, starts_on=since or MONDAY.date(), turns=turns, now=MONDAY)


def bruno_and_mira(branch: Branch | None = None) -> tuple[User, User]:
    """Return two technicians who are on call every night, in this order."""
    branch = branch or a_branch()
    bruno = a_user(Role.TECHNICIAN, branch=branch, name="Bruno Salas", phone="(614) 555-0142")
    mira = a_user(Role.TECHNICIAN, branch=branch, name="Mira Tanaka", phone="(614) 555-0143")
    on_call(bruno, mira, branch=branch)
    return bruno, mira
