"""A technician in front of a machine, and colleagues who may know."""

from dataclasses import dataclass
from typing import Any

from tests.builders.field import its_technician
from tests.builders.record import (
    MONDAY,
    a_branch,
    a_call,
    a_customer,
    a_machine,
    a_model,
    a_site,
    a_skill,
    a_technician,
    a_user,
    a_visit,
)

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Stuck:
    """Bruno is at a machine of the C series; Nora teaches it, Omar knows it, Pia doesn't; Ruth manages."""

    visit: Visit
    people: dict[str, User]

    @property
    def bruno(self) -> Actor:
        return its_technician(self.visit)


def a_colleague_at(stuck: Stuck, branch: Branch, *, name: str = "Sven", level: int = 4) -> User:
    """Return a technician of another branch who knows the C series."""
    user = a_user(Role.TECHNICIAN, branch=branch, name=name)
    a_skill(a_technician(branch=branch, user=user, name=name, phone="937 555 0102"), name="C series", level=level)
    stuck.people[name] = user
    return user


def somebody_stuck(**facts: Any) -> Stuck:
    branch = a_branch()
    people = {"Ruth": a_user(Role.SERVICE_MANAGER, branch=branch, name="Ruth")}
    technicians = {}
    for name, level in (("Bruno", 2), ("Nora", 4), ("Omar", 3), ("Pia", 0)):
        people[name] = a_user(Role.TECHNICIAN, branch=branch, name=name)
        technicians[name] = a_technician(branch=branch, user=people[name], name=name, phone="614 555 0101")
        a_skill(technicians[name], name="C series", level=level)
    machine = a_machine(site=a_site(a_customer(branch=branch)), model=a_model(name="C450", family="C series"))
    visit = a_visit(
        call=a_call(machine=machine),
        technician=technicians["Bruno"],
        **{"state": VisitState.ON_SITE, "arrived_at": MONDAY, "arrived_at_how": "observed"} | facts,
    )
    return Stuck(visit, people)
