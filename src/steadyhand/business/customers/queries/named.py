"""Which customer does a name or number mean that somebody wrote into a form?"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from steadyhand.business.customers.models import Customer
from steadyhand.shared.actor import Actor

# More namesakes than this aren't told apart in an error text.
MOST = 5


@dataclass(frozen=True, slots=True)
class Named:
    """A customer, as a form names it."""

    id: UUID
    number: str
    name: str
    branch_id: UUID


def customers_named(by: Actor, typed: str) -> tuple[Named, ...]:
    """Return the actor's customers whose number or whole name it is, at most a few."""
    rows = Customer.objects.visible_to(by).filter(Q(ref=typed) | Q(name=typed)).order_by("name", "ref")
    return tuple(Named(*row) for row in rows.values_list("id", "ref", "name", "branch_id")[:MOST])


def customer_to_name(by: Actor, customer_id: UUID) -> Named | None:
    """Return one customer, None where the actor can't see it."""
    rows = Customer.objects.visible_to(by).filter(id=customer_id)
    row = rows.values_list("id", "ref", "name", "branch_id").first()
    return Named(*row) if row else None
