"""What do forms start from? A row of the record as somebody described it."""

from dataclasses import fields
from typing import Any, TypeVar
from uuid import UUID

from steadyhand.business.customers.described import (
    DescribedContact,
    DescribedContract,
    DescribedCustomer,
    DescribedGoal,
    DescribedSite,
)
from steadyhand.business.customers.models import Contact, Contract, Customer, Goal, Site
from steadyhand.shared.actor import Actor

DescribedT = TypeVar("DescribedT")


def described_customer(by: Actor, customer_id: UUID) -> DescribedCustomer | None:
    return _described(DescribedCustomer, Customer.objects.visible_to(by).filter(id=customer_id).first())


def described_site(by: Actor, site_id: UUID) -> tuple[UUID, DescribedSite] | None:
    """Return the site's customer and the site as described, its door code left out."""
    row = Site.objects.visible_to(by).filter(id=site_id).first()
    described = _described(DescribedSite, row, door_code=None)
    return (row.customer_id, described) if row and described else None


def described_contact(by: Actor, contact_id: UUID) -> tuple[UUID, DescribedContact] | None:
    row = Contact.objects.visible_to(by).filter(id=contact_id).first()
    described = _described(DescribedContact, row)
    return (row.customer_id, described) if row and described else None


def described_contract(by: Actor, contract_id: UUID) -> tuple[UUID, str, DescribedContract] | None:
    """Return the contract's customer, its number and what it says."""
    row = Contract.objects.visible_to(by).filter(id=contract_id).first()
    described = _described(DescribedContract, row)
    return (row.customer_id, row.ref, described) if row and described else None


def described_goal(by: Actor, goal_id: UUID) -> tuple[UUID, DescribedGoal] | None:
    """Return the goal's customer and the goal as they said it."""
    row = Goal.objects.visible_to(by).filter(id=goal_id).first()
    described = _described(DescribedGoal, row)
    return (row.customer_id, described) if row and described else None


def _described(form: type[DescribedT], row: object | None, **instead: Any) -> DescribedT | None:
    if row is None:
        return None
    names = [field.name for field in fields(form)]  # type: ignore[arg-type]  # every caller gives a dataclass
    return form(**{name: instead[name] if name in instead else getattr(row, name) for name in names})
