"""How many machines stand at each site, by family?"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from steadyhand.business.machines.models import Machine
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class StandingAt:
    """Machines of one family at one site."""

    customer_id: UUID
    customer: str
    site_id: UUID
    family: str
    machines: int


def standing_at(by: Actor, branch_id: UUID) -> list[StandingAt]:
    """Return what stands at a branch's customers' sites today, by customer's name. One query."""
    here = Machine.objects.visible_to(by).filter(
        customer__branch_id=branch_id, site__isnull=False, removed_on__isnull=True
    )
    rows = here.values("customer_id", "customer__name", "site_id", "model__family").annotate(machines=Count("id"))
    ordered = rows.order_by("customer__name", "customer_id", "site_id", "model__family")
    columns = ("customer_id", "customer__name", "site_id", "model__family", "machines")
    return [
        StandingAt(customer, name, site, family or "", count)
        for customer, name, site, family, count in ordered.values_list(*columns)
    ]
