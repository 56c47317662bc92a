"""A house with everybody a follow-up can be with, and follow-ups that are kept in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tests.builders.record import MONDAY, a_branch, a_customer, a_user

from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.models import FollowUp, FollowUpEvent
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class House:
    """Elena and Priya sell, Ruth manages, Howard owns, Joan administers, Bruno drives."""

    branch: Branch
    customer: Customer
    people: dict[str, User]

    def by(self, name: str) -> Actor:
        return actor_for(self.people[name].id)

    def id_of(self, name: str) -> UUID:
        return self.people[name].id

    def name_of(self, user_id: UUID) -> str:
        return next(name for name, user in self.people.items() if user.id == user_id)


CAST = {
    "Elena": Role.SALES,
    "Priya": Role.SALES,
    "Ruth": Role.SERVICE_MANAGER,
    "Howard": Role.PRINCIPAL,
    "Joan": Role.ADMINISTRATOR,
    "Bruno": Role.TECHNICIAN,
    "Dana": Role.DISPATCHER,
}


def a_house() -> House:
    branch = a_branch()
    people = {name: a_user(role, branch=None, name=name) for name, role in CAST.items()}
    return House(branch, a_customer(branch=branch), people)


def opened_in(house: House, *, by: str = "Bruno", kind: str = "need", now: datetime = MONDAY, **facts: Any) -> UUID:
    """Return a follow-up that somebody has just opened."""
    subject = Subject(branch_id=house.branch.id, customer_id=house.customer.id, title="The copier is too slow")
    return open_followup(by=house.by(by), kind=kind, subject=subject, now=now, **{"words": "It is slow"} | facts)


def row_of(followup_id: UUID) -> FollowUp:
    return FollowUp.objects.get(id=followup_id)


def what_happened(followup_id: UUID) -> list[str]:
    rows = FollowUpEvent.objects.filter(followup_id=followup_id).order_by("number")
    return list(rows.values_list("kind", flat=True))
