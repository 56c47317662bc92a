"""Which branch does a customer belong to, and by which hours can they be reached?"""

from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.customers.models import Customer, Site
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class CustomerAt:
    """A customer's name and branch."""

    name: str
    branch_id: UUID


def branch_of_customer(by: Actor, customer_id: UUID) -> CustomerAt | None:
    """Return whose a customer is; None where the actor doesn't see them. One query."""
    row = Customer.objects.visible_to(by).filter(id=customer_id).values_list("name", "branch_id").first()
    return CustomerAt(*row) if row else None


def calendar_of_site(tenant_id: UUID, site_id: UUID) -> UUID | None:
    """Return the calendar that a site keeps, None where it has none of its own. One query."""
    return Site.objects.of(tenant_id).filter(id=site_id).values_list("calendar_id", flat=True).first()


def is_site_of(by: Actor, site_id: UUID, customer_id: UUID) -> bool:
    """Tell whether the actor sees this site, and it is this customer's. One query."""
    return Site.objects.visible_to(by).filter(id=site_id, customer_id=customer_id).exists()


def lock_customer_of(by: Actor, customer_id: UUID) -> bool:
    """Hold a customer's row until the transaction ends; False where the actor doesn't see it. One query."""
    return Customer.objects.visible_to(by).select_for_update().filter(id=customer_id).first() is not None
