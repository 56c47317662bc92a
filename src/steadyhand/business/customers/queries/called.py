"""Which customers are called so? For a field in which somebody types one."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from steadyhand.business.customers.models import Customer
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Called:
    """A customer by name and number."""

    id: UUID
    name: str
    ref: str


def customers_called(by: Actor, typed: str, *, most: int) -> tuple[Called, ...]:
    """Return the customers of that number, or whose name begins so. One query."""
    rows = Customer.objects.visible_to(by).filter(Q(ref__iexact=typed) | Q(name__istartswith=typed))
    return tuple(Called(*row) for row in rows.order_by("name", "id").values_list("id", "name", "ref")[:most])
